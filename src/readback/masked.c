#include "readback/masked.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

bool
masked_taken_out(const char *s, size_t n)
{
	static const char *const word[] = { "remove", "redact", "hidden",
		"sanitize", "mask", "omit", "strip", "delete", "obfuscat",
		"scrub" };

	for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
		for (size_t k = 0; k + strlen(word[i]) <= n; k++)
			if (strncasecmp(s + k, word[i], strlen(word[i])) == 0)
				return true;
	return false;
}

/* four parts, one of them a letter or a sign that hides digits; a letter O or l
 * is a digit mistyped */
static bool
is_masked_quad(const char *s, size_t len)
{
	size_t parts = 1, masked = 0, in = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '.') {
			if (in == 0)
				return false;
			parts++;
			in = 0;
			continue;
		}
		if (++in > 3)
			return false;
		if (strchr("*xX#?nN", s[i]))
			masked++;
		else if (!isdigit((unsigned char)s[i]))
			return false;
	}
	return parts == 4 && in > 0 && masked > 0;
}

bool
masked_address(const char *word)
{
	static const char *const letters[] = { "a.b.c.d", "w.x.y.z", "y.y.y.y",
		"z.z.z.z" };
	size_t n = strcspn(word, "/");

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (n == strlen(letters[i]) &&
		    strncasecmp(word, letters[i], n) == 0)
			return true;
	if (n > 2 && strspn(word, "*") == n)
		return true;
	/* <removed>, [REDACTED], and without what brackets it */
	if (n > 2 && strchr("<[(", *word) && strchr(">])", word[n - 1]))
		return masked_taken_out(word, n);
	if ((n == 7 && strncasecmp(word, "removed", n) == 0) ||
	    (n == 8 && strncasecmp(word, "redacted", n) == 0))
		return true;
	return is_masked_quad(word, n);
}

bool
masked_text(const char *text)
{
	if (strstr(text, "{{"))
		return true;
	for (const char *s = text; *s;) {
		char word[64];
		size_t n = strcspn(s, " \t'\",");

		if (n > 0 && n < sizeof(word)) {
			memcpy(word, s, n);
			word[n] = '\0';
			if (masked_address(word))
				return true;
		}
		s += n + (s[n] != '\0');
	}
	return false;
}
