/*
 * What was filled in for a password: too short for SNMP, or with a sign that a
 * system ends a text at, expands, or takes for a question, as loading.md warns.
 * A hash is taken as it is.  No finding shows the password.
 */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "verify/anew.h"
#include "verify/rules_anew.h"

enum { SNMP_KEY_MIN = 8 }; /* RFC 3414 */

/* the placeholder's name in x and what stands for it in y, or NULL */
static const char *
value_of(struct arena *a, const char *x, const char *y, const char **name)
{
	const char *from = strstr(x, "<<"), *end;
	size_t before, after, n = strlen(y);

	if (from == NULL || (end = strstr(from, ">>")) == NULL)
		return NULL;
	before = (size_t)(from - x);
	after = strlen(end + 2);
	if (n < before + after || strncmp(x, y, before) != 0 ||
	    strcmp(y + n - after, end + 2) != 0)
		return NULL;
	*name = str_dup(a, from + 2, (size_t)(end - from) - 2);
	y = str_dup(a, y + before, n - before - after);
	n = strlen(y);
	/* quotes of the filler's own */
	if (before == 0 && n >= 2 && strchr("\"'", y[0]) && y[n - 1] == y[0])
		y = str_dup(a, y + 1, n - 2);
	return y;
}

static bool
is_secret(const char *name)
{
	return strstr(name, "PASSWORD") != NULL || str_starts(name, "SNMP_");
}

/* $6$salt$hash and its like */
static bool
is_hash(const char *s)
{
	return s[0] == '$' && isalnum((unsigned char)s[1]) &&
	    strchr(s + 2, '$') != NULL;
}

/* the line as it is in the file */
static const char *
raw_line(struct arena *a, const struct source *src, int line)
{
	const char *s = src->text;

	for (; line > 1 && strchr(s, '\n') != NULL; line--)
		s = strchr(s, '\n') + 1;
	return str_dup(a, s, strcspn(s, "\n"));
}

/* a sign that is one too many, unless the system's own way takes it so */
static char
first_odd(struct arena *a, const char *s, const char *raw)
{
	const char *esc = strchr(raw, '\\');

	for (; *s != '\0'; s++)
		if ((*s <= ' ' || *s >= 0x7f ||
		        strchr("\"'`\\$?#!", *s) != NULL) &&
		    strstr(raw, str_fmt(a, "\\%c", *s)) == NULL)
			return *s;
	/* what escapes nothing is refused, or gone */
	while (esc != NULL && esc[1] != '\0' &&
	    strchr("\"\\$?_nrt", esc[1]) != NULL)
		esc = strchr(esc + 2, '\\');
	return esc != NULL ? '\\' : '\0';
}

static void
secret(struct judge *j, const char *device, int line, const char *name,
    const char *value, const char *raw)
{
	char odd;

	if (!is_secret(name) || is_hash(value) || anew_is_placeholder(value))
		return;
	odd = first_odd(j->arena, value, raw);
	j->rule = "secret";
	if (str_starts(name, "SNMP_") && strlen(value) < SNMP_KEY_MIN) {
		j->severity = ERR;
		rule_found_at(j, device, line,
		    "what was filled in for %s has %zu characters: SNMPv3 "
		    "takes %d or more (RFC 3414)",
		    name, strlen(value), SNMP_KEY_MIN);
	} else if (odd != '\0') {
		j->severity = WARN;
		rule_found_at(j, device, line,
		    "what was filled in for %s has %s in it: some systems end "
		    "a text there, expand it, or take it for a question",
		    name,
		    odd > ' ' && odd < 0x7f ?
		        str_fmt(j->arena, "a '%c'", odd) :
		        "a character that is none of ASCII's, or a blank");
	}
}

/* what stands before a value that a system has ciphered: its characters are
 * not the password's */
static bool
ciphers(const char *w)
{
	static const char *const word[] = { "ciphertext", "encrypted",
		"localized", "localizedkey", "sha512", "hashed", "8a", NULL };

	for (size_t i = 0; word[i]; i++)
		if (line_word_eq(w, word[i]))
			return true;
	return isdigit((unsigned char)w[0]) && w[1] == '\0' && w[0] != '0';
}

void
anew_secrets(struct judge *j, const char *device, const struct source *src,
    const struct likes *l)
{
	for (size_t i = 0; i < l->a.n; i++) {
		const struct outline_line *x = &l->a.line[i], *y = l->filled[i];

		for (size_t w = 0, v = 0;
		     y != NULL && w < x->nword && v < y->nword; w++, v++) {
			const char *name,
			    *value = value_of(j->arena, x->word[w], y->word[v],
			        &name);
			size_t at = v;

			/* what says how it is written came before it */
			if (value != NULL && x->nword < y->nword) {
				at += y->nword - x->nword;
				value = value_of(j->arena, x->word[w],
				    y->word[at], &name);
			}
			if (value != NULL &&
			    (at == 0 || !ciphers(y->word[at - 1])))
				secret(j, device, y->line, name, value,
				    raw_line(j->arena, src, y->line));
		}
	}
}
