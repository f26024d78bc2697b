/*
 * Slips of writing: which of several words may have been meant.  Declared in
 * base/str.h.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

#define WORD_MAX 64

static size_t
least(size_t x, size_t y)
{
	return x < y ? x : y;
}

size_t
str_distance(const char *x, const char *y)
{
	size_t row[3][WORD_MAX + 1];
	size_t *up2 = row[0], *up = row[1], *here = row[2], *swap;
	size_t nx = strlen(x), ny = strlen(y), i, j;

	/* nothing that long is a slip; the longer length is an upper bound */
	if (nx > WORD_MAX || ny > WORD_MAX)
		return nx > ny ? nx : ny;
	for (j = 0; j <= ny; j++) {
		up2[j] = 0;
		up[j] = j;
	}
	for (i = 1; i <= nx; i++) {
		here[0] = i;
		for (j = 1; j <= ny; j++) {
			here[j] = least(least(up[j], here[j - 1]) + 1,
			    up[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] &&
			    x[i - 2] == y[j - 1])
				here[j] = least(here[j], up2[j - 2] + 1);
		}
		swap = up2;
		up2 = up;
		up = here;
		here = swap;
	}
	return up[ny];
}

/* Is what differs, between what begins and what ends both alike, another text
 * altogether?  '2003' is no slip of '2016', nor 'mode-rr' of 'mode-alb' */
static bool
is_another(const char *x, const char *y, size_t distance)
{
	size_t nx = strlen(x), ny = strlen(y);

	while (*x != '\0' && *x == *y) {
		x++;
		y++;
		nx--;
		ny--;
	}
	while (nx > 0 && ny > 0 && x[nx - 1] == y[ny - 1]) {
		nx--;
		ny--;
	}
	return nx > 1 && ny > 1 && distance >= (nx > ny ? nx : ny);
}

static bool
is_letter_or_digit(char c)
{
	return isalnum((unsigned char)c) != 0;
}

/* is the part one or several whole words of the text, or begins the last of
 * them: 'c48' of 'acme-c48', '2012' of '2012r2' */
static bool
has_part(const char *text, const char *part, bool whole)
{
	size_t n = strlen(part), i;

	for (i = 0; text[i] != '\0'; i++)
		if (strncasecmp(text + i, part, n) == 0 &&
		    (i == 0 || !is_letter_or_digit(text[i - 1])) &&
		    (!whole || !is_letter_or_digit(text[i + n])))
			return true;
	return false;
}

/* the only one that is a part of the word, or that it is a part of */
static const char *
sharing(const char *word, const char *const *cand, size_t n)
{
	enum { PART_MIN = 4 };
	const char *found = NULL;
	size_t i, many = 0;

	for (i = 0; i < n; i++) {
		const char *c = cand[i];

		if ((strlen(word) >= PART_MIN && has_part(c, word, false)) ||
		    (strlen(c) >= PART_MIN && has_part(word, c, true))) {
			found = c;
			many++;
		}
	}
	return many == 1 ? found : NULL;
}

const char *
str_nearest(const char *word, const char *const *cand, size_t n)
{
	size_t len = strlen(word), best = len / 3 + 1, i, d;
	const char *found = NULL, *part;

	if (len < 2)
		return NULL;
	if (best > 3)
		best = 3;
	best++;
	for (i = 0; i < n; i++) {
		d = strlen(cand[i]);
		/* no nearer than their lengths are */
		if ((d > len ? d - len : len - d) >= best)
			continue;
		if (d == len && strcasecmp(word, cand[i]) == 0)
			return cand[i];
		d = str_distance(word, cand[i]);
		/* a slip seldom begins a word: 'ports' is not 'cores' */
		if (d > 1 &&
		    tolower((unsigned char)word[0]) !=
		        tolower((unsigned char)cand[i][0]))
			continue;
		if (d < best && d < strlen(cand[i]) &&
		    !is_another(word, cand[i], d)) {
			best = d;
			found = cand[i];
		}
	}
	part = sharing(word, cand, n);
	return part != NULL ? part : found;
}
