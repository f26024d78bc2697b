#include "readback/secret.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "readback/dialect.h"
#include "readback/stanza.h"

#define STARS "***"

/* a value that is secret follows */
static const char *const any_key[] = { "password", "secret", "passwd",
	"passphrase", "auth-password", "priv-password", "authentication-key",
	"auth", "priv", "community", "key-string", "shared-secret",
	"pre-shared-key", "nthash", "chap-secret", NULL };
/* ... after how it is written or what it is for */
static const char *const any_form[] = { "0", "5", "7", "8", "8a", "9", "10",
	"sha256", "sha512", "sha-256", "sha-512", "sha", "sha1", "sha224",
	"sha384", "md5", "aes", "aes128", "aes-128", "aes192", "aes256",
	"aes-256", "des", "des56", "3des", "sha256-password", "sha512-password",
	"encrypted", "hashed", "clear", "scrypt", "pbkdf2", "plain-text",
	NULL };
/* words of a command that may follow it; any other still belongs to it */
static const char *const any_after[] = { "role", "privilege", "level", "group",
	"encrypted", "localizedkey", "localized", "priv", "auth", "ro", "rw",
	"read-only", "read-write", "access", "vrf", "view", "engineID",
	"override-complexity", NULL };

static bool
is_of(const char *const *list, const char *s, size_t n)
{
	for (size_t i = 0; list && list[i]; i++)
		if (strlen(list[i]) == n && strncasecmp(list[i], s, n) == 0)
			return true;
	return false;
}

enum kind { KEY, FORM, AFTER };

/* is it such a word on any platform? */
static bool
is_kind(enum kind kind, const char *s, size_t n)
{
	const struct dialect *d;

	if (is_of(kind == KEY    ? any_key :
	            kind == FORM ? any_form :
	                           any_after,
	        s, n))
		return true;
	for (size_t i = 0; (d = dialect_at(i)) != NULL; i++)
		if (is_of(kind == KEY    ? d->secret :
		            kind == FORM ? d->secret_form :
		                           d->secret_after,
		        s, n))
			return true;
	return false;
}

/* a word with the blanks in it that quotes hold together */
static size_t
word_len(const char *s)
{
	size_t n = 0;
	char quote = 0;

	for (; s[n] && (quote || !strchr(" \t", s[n])); n++)
		if (quote ? s[n] == quote : s[n] == '"' || s[n] == '\'')
			quote = quote ? 0 : s[n];
	/* one that never ends holds nothing together */
	return quote ? strcspn(s, " \t") : n;
}

/* password="...": where its value begins, or 0 */
static size_t
assigned(const char *s, size_t n)
{
	const char *eq = memchr(s, '=', n);
	size_t k;

	if (!eq)
		return 0;
	k = (size_t)(eq - s);
	while (k && !isalnum((unsigned char)*s)) {
		s++;
		k--;
	}
	return is_kind(KEY, s, k) || (k == 3 && strncasecmp(s, "key", 3) == 0) ?
	    (size_t)(eq - s) + 1 :
	    0;
}

/* does a word name what follows: password, "password":, 'secret */
static bool
is_key(const char *text, const char *s, size_t n)
{
	if (n == 3 && strncasecmp(s, "key", 3) == 0)
		return line_word_starts(text, "radius") ||
		    line_word_starts(text, "tacacs");
	while (n && strchr("\"'{(", *s)) {
		s++;
		n--;
	}
	while (n && strchr("\"':", s[n - 1]))
		n--;
	return n && is_kind(KEY, s, n);
}

static void
hide(struct buf *b, const char *s, size_t n, bool all)
{
	size_t end = n;

	if (!all &&
	    (str_starts(s, "<<") || (n && strchr("\"'", *s) && s[1] == '<'))) {
		buf_add(b, s, n);
		return;
	}
	/* what closes a statement is no part of it */
	while (end && strchr(";,)", s[end - 1]))
		end--;
	buf_printf(b, STARS "%.*s", (int)(n - end), s + end);
}

/* placeholders too */
static const char *
hidden_in(struct arena *a, const char *text, bool all)
{
	struct buf b = buf_new(a);
	enum { AT_PLAIN, AT_KEY, AT_VALUE } at = AT_PLAIN;
	bool hidden = false, by_kind = false, no = false;

	for (const char *s = text; *s;) {
		size_t blank = strspn(s, " \t"), n, eq;

		buf_add(&b, s, blank);
		s += blank;
		n = word_len(s);
		if (!n)
			break;
		eq = assigned(s, n);
		if (eq) {
			const char *v = memchr(s, '=', n);

			eq = (size_t)(v - s) + 1;
			buf_add(&b, s, eq);
			hide(&b, s + eq, n - eq, all);
			hidden = true;
			at = AT_VALUE;
		} else if (at == AT_KEY && is_kind(FORM, s, n)) {
			buf_add(&b, s, n);
			by_kind = false;
		} else if (at == AT_KEY && !by_kind) {
			hide(&b, s, n, all);
			hidden = true;
			at = AT_VALUE;
		} else if (!no && is_key(text, s, n)) {
			buf_add(&b, s, n);
			at = AT_KEY;
			/* of a user of SNMP, and else the user's name
			 * follows */
			by_kind = n == 4;
		} else if (at == AT_VALUE && !is_kind(AFTER, s, n) &&
		    !memchr(s, '=', n)) {
			/* a passphrase goes on */
			while (b.len && b.text[b.len - 1] == ' ')
				b.text[--b.len] = '\0';
		} else {
			buf_add(&b, s, n);
			at = AT_PLAIN;
		}
		/* `no password strength-check` has none */
		no = n == 2 && strncasecmp(s, "no", 2) == 0;
		s += n;
	}
	return hidden ? b.text : text;
}

const char *
secret_hidden(struct arena *a, const char *text)
{
	return hidden_in(a, text, false);
}

/* the words that are left without those that say how a secret is written */
static const char *
plain(struct arena *a, const char *text)
{
	static const char *const written[] = { "localized", "localizedkey",
		"encrypted", STARS, NULL };
	struct buf b = buf_new(a);

	for (const char *s = hidden_in(a, text, true); *s;) {
		size_t n;

		s += strspn(s, " \t");
		n = strcspn(s, " \t");
		/* ... and whose engine it is made for */
		if (!is_kind(FORM, s, n) && !is_of(written, s, n) &&
		    !(n >= 12 && strspn(s, "0123456789abcdefABCDEFx:") >= n))
			buf_printf(&b, "%.*s ", (int)n, s);
		s += n;
	}
	return b.len ? b.text : "";
}

bool
secret_alike(struct arena *a, const char *x, const char *y)
{
	return hidden_in(a, x, true) != x &&
	    strcasecmp(plain(a, x), plain(a, y)) == 0;
}
