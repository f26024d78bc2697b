#include "catalog/catalog_amount.h"

#include <ctype.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"

size_t
catalog_amount_mark(const char *s)
{
	static const char *const mark[] = { " ", "'", "\xc2\xa0",
		"\xe2\x80\xaf", "\xe2\x80\x99" };

	for (size_t i = 0; i < sizeof mark / sizeof mark[0]; i++)
		if (str_starts(s, mark[i]))
			return strlen(mark[i]);
	return 0;
}

/* three digits between each two commas or points, the last one aside */
static bool
groups_of_three(const char *s, char mark)
{
	const char *first = strchr(s, mark), *p;
	size_t n;

	if (first == NULL || first == s || first - s > 3)
		return false;
	for (p = first; *p == mark; p += n + 1) {
		n = strspn(p + 1, "0123456789");
		if (n != 3)
			return false;
	}
	return true;
}

const char *
catalog_amount_parse(const char *text, int64_t *cents)
{
	char s[40], plain[40];
	const char *comma, *point, *last;
	size_t n = 0, i, k;
	char decimal = '\0';

	for (i = 0; text[i] != '\0';) {
		k = n > 0 && isdigit((unsigned char)text[i - 1]) ?
		    catalog_amount_mark(text + i) :
		    0;
		if (k > 0 && isdigit((unsigned char)text[i + k]) &&
		    strspn(text + i + k, "0123456789") < 3)
			return "spaces and apostrophes are allowed between "
			       "groups of three digits only";
		if (k > 0) {
			i += k;
			continue;
		}
		if (!isdigit((unsigned char)text[i]) && text[i] != ',' &&
		    text[i] != '.')
			return text[i] == '=' ?
			    "a formula: paste its value" :
			    "expected digits with a decimal point or comma";
		if (n + 1 >= sizeof s)
			return "it is too long";
		s[n++] = text[i++];
	}
	s[n] = '\0';
	comma = strrchr(s, ',');
	point = strrchr(s, '.');
	last =
	    comma != NULL && (point == NULL || comma > point) ? comma : point;
	if (comma != NULL && point != NULL)
		decimal = *last;
	else if (last != NULL) {
		bool once = strchr(s, *last) == last;

		if (once && strlen(last + 1) == 3)
			return "the mark may group thousands or begin "
			       "decimals: write it without groups, with two "
			       "decimals";
		if (once)
			decimal = *last;
		else if (!groups_of_three(s, *last))
			return "expected digits with a decimal point or comma";
	}
	if (decimal != '\0' && comma != NULL && point != NULL) {
		char other = decimal == ',' ? '.' : ',';

		if (strchr(last + 1, other) != NULL ||
		    strchr(s, decimal) != last)
			return "expected digits with a decimal point or comma";
		memcpy(plain, s, (size_t)(last - s));
		plain[last - s] = '\0';
		if (!groups_of_three(plain, other))
			return "groups of thousands have three digits";
	}
	for (i = k = 0; i < n; i++)
		if (isdigit((unsigned char)s[i]))
			plain[k++] = s[i];
		else if (s + i == last && decimal != '\0')
			plain[k++] = '.';
	plain[k] = '\0';
	return num_money(plain, cents) ?
	    NULL :
	    "expected an amount such as 1234.50, with at most two decimals";
}
