/*
 * What was filled in for a password: too short for SNMP, not what its system
 * demands of the administrator's, easily guessed, or with a sign that a
 * system ends a text at, expands, or takes for a question, as loading.md warns.
 * A hash is taken as it is.  No finding shows the password.
 */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "verify/text_diff.h"
#include "verify/rules_regen.h"

enum {
	SNMP_KEY_MIN = 8, /* RFC 3414 */
	WEAK = 8
};

/* the placeholder's name in x and its value in y, or NULL */
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

/* $6$salt$hash and its like, or SHA-512's 128 digits */
static bool
is_hash(const char *s)
{
	const char *last = strrchr(s, '$');

	if (strlen(s) == 128)
		return strspn(s, "0123456789abcdefABCDEF") == 128;
	return s[0] == '$' && isalnum((unsigned char)s[1]) && last > s + 1 &&
	    last[1] != '\0';
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

static bool
is_kind(const char *kind, unsigned char c)
{
	return str_eq(kind, "letter") ? isalpha(c) != 0 :
	    str_eq(kind, "capital")   ? isupper(c) != 0 :
	    str_eq(kind, "small")     ? islower(c) != 0 :
	    str_eq(kind, "digit")     ? isdigit(c) != 0 :
	                                ispunct(c) != 0;
}

/* a kind of characters that a value has none of, or NULL */
static const char *
kind_missing(struct arena *a, const char *kinds, const char *value)
{
	for (const char *s = kinds; *s != '\0'; s += strspn(s, " ")) {
		const char *kind = str_dup(a, s, strcspn(s, " ")), *v = value;

		while (*v != '\0' && !is_kind(kind, (unsigned char)*v))
			v++;
		if (*v == '\0')
			return str_eq(kind, "special") ? "special character" :
			    str_eq(kind, "digit")      ? kind :
			    str_eq(kind, "letter")     ? kind :
			                                 str_fmt(a, "%s letter",
			                                     kind);
		s += strcspn(s, " ");
	}
	return NULL;
}

/* why the system refuses it, or NULL */
static const char *
refused(const struct judge *j, const char *device, const char *name,
    const char *value)
{
	const struct verify_demand *d = NULL;
	size_t n = strlen(value);
	const char *kind;

	for (size_t i = 0; j->again != NULL && i < j->again->ndemand; i++)
		if (str_eq(j->again->demand[i].device, device))
			d = &j->again->demand[i];
	if (d == NULL || strstr(name, "PASSWORD") == NULL)
		return NULL;
	if (d->hashed)
		return "is no hash of a password ($6$...), which its system "
		       "takes it for: nobody could log in with it";
	if (!str_eq(name, "ADMIN_PASSWORD"))
		return NULL;
	if (n < (size_t)d->min)
		return str_fmt(j->arena,
		    "has %zu characters: its system takes %d or more", n,
		    d->min);
	if (d->max > 0 && n > (size_t)d->max)
		return str_fmt(j->arena,
		    "has %zu characters: its system takes %d at most", n,
		    d->max);
	kind = kind_missing(j->arena, d->kinds, value);
	return kind != NULL ?
	    str_fmt(j->arena, "has no %s: its system refuses it", kind) :
	    NULL;
}

/* is it the name of the line's user? */
static bool
is_user(const struct outline_line *y, const char *value)
{
	static const char *const user[] = { "username", "user", "name", NULL };

	for (size_t w = 0; w < y->nword; w++) {
		const char *s = y->word[w];

		if (str_starts(s, "name=") && str_eq(s + 5, value))
			return true;
		for (size_t i = 0; w > 0 && user[i] != NULL; i++)
			if (line_word_eq(y->word[w - 1], user[i]) &&
			    str_eq(s, value))
				return true;
	}
	return false;
}

static void
secret(struct judge *j, const char *device, const struct outline_line *y,
    const char *name, const char *value, const char *raw)
{
	const char *why = NULL;
	int line = y->line;
	char odd;

	if (!is_secret(name) || is_hash(value) || text_is_placeholder(value))
		return;
	odd = first_odd(j->arena, value, raw);
	if (str_starts(name, "SNMP_") && strlen(value) < SNMP_KEY_MIN) {
		rule_found_by(j, "secret", ERR, device, line,
		    "the text filled in for %s has %zu characters: SNMPv3 "
		    "takes %d or more (RFC 3414)",
		    name, strlen(value), SNMP_KEY_MIN);
	} else if ((why = refused(j, device, name, value)) != NULL) {
		rule_found_by(j, "secret", ERR, device, line,
		    "the text filled in for %s %s", name, why);
	} else if (odd != '\0') {
		rule_found_by(j, "secret", WARN, device, line,
		    "the text filled in for %s contains %s: some systems end "
		    "the text there, expand it, or take it as a request for "
		    "help",
		    name,
		    odd > ' ' && odd < 0x7f ?
		        str_fmt(j->arena, "a '%c'", odd) :
		        "a blank or a character outside ASCII");
	} else if (strlen(value) < WEAK || is_user(y, value)) {
		rule_found_by(j, "secret", WARN, device, line,
		    "the text filled in for %s is easily guessed: it %s", name,
		    is_user(y, value) ?
		        "is the user's name" :
		        str_fmt(j->arena, "has fewer than %d characters",
		            WEAK));
	}
}

/* what precedes a value that a system has encrypted: its characters are not the
 * password's */
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
regen_secrets(struct judge *j, const char *device, const struct source *src,
    const struct line_match *l)
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
				secret(j, device, y, name, value,
				    raw_line(j->arena, src, y->line));
		}
	}
}
