#include "input/doc_text.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"

static const char *
encoding_fault(const struct source *src, uint32_t cp)
{
	const char *fault = cp == 0 ? str_nul_fault(src->text, src->len) :
	                              str_utf16_fault(src->text, src->len);

	if (fault)
		return fault;
	if (cp == UTF8_BAD)
		return "this byte is not UTF-8; save the file as UTF-8";
	if (cp == '\r')
		return "a carriage return inside a line; lines end in LF or CR "
		       "LF";
	if (cp == 0x2028 || cp == 0x2029 || cp == 0x85)
		return "a Unicode line separator; lines end in LF or CR LF";
	if (cp == 0xfeff)
		return "a byte order mark inside the text";
	return "a control character";
}

bool
doc_check_text(struct diags *d, const struct source *src)
{
	const char *s = src->text;
	struct span at = { src, 1, 1, 1 };
	size_t off = 0, n;
	uint32_t cp;

	if (src->len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		off = 3;
	for (; off < src->len; off += n) {
		n = 1;
		if (s[off] >= 0x20 && s[off] < 0x7f) {
			at.col++;
			continue;
		}
		n = str_utf8_next(s + off, src->len - off, &cp);
		if (cp == '\n') {
			at.line++;
			at.col = 1;
			continue;
		}
		if (cp == UTF8_BAD ||
		    (cp < 0x20 && cp != '\t' &&
		        (cp != '\r' || s[off + 1] != '\n')) ||
		    (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 ||
		    cp == 0xfeff || cp == 0xfffe || cp == 0xffff)
			return diag_error(d, at, "yaml-encoding", "%s",
			    encoding_fault(src, cp));
		at.col++;
	}
	return true;
}

/* libyaml's words and ours; the order matters: the first that fits is taken */
static const struct phrase {
	const char *problem; /* as libyaml has it */
	const char *context; /* found in its context, or NULL: any */
	bool at_context;     /* the context's place tells more */
	const char *message, *hint;
} phrases[] = {
	{ "could not find expected ':'", NULL, true,
	    "a ':' is missing after this key", NULL },
	{ "found unexpected end of stream", "quoted scalar", true,
	    "this quote is never closed", NULL },
	{ "found unexpected document indicator", "quoted scalar", true,
	    "this quote is not closed before the document ends", NULL },
	{ "found unknown escape character", NULL, false,
	    "no such escape: after a '\\' between double quotes",
	    "write '\\\\' for a backslash, or use single quotes" },
	{ "did not find expected hexdecimal number", NULL, false,
	    "an escape with a wrong number",
	    "\\x takes two hexadecimal digits, "
	    "\\u four and \\U eight" },
	{ "found invalid Unicode character escape code", NULL, false,
	    "an escape that is not a character", NULL },
	{ "did not find expected ',' or ']'", NULL, true,
	    "the list opened here is not closed", NULL },
	{ "did not find expected ',' or '}'", NULL, true,
	    "the map opened here is not closed", NULL },
	{ "did not find expected '-' indicator", NULL, false,
	    "the next item of a list ('- ...') is expected here",
	    "is the indentation right?" },
	{ "did not find expected key", "block mapping", false,
	    "the next key of a map is expected here",
	    "is the indentation right, and is each text that contains quotes "
	    "quoted as a whole?" },
	{ "block sequence entries are not allowed in this context", NULL, false,
	    "a list can't start here",
	    "put its first '- ' on a line of its own" },
	{ "mapping keys are not allowed in this context", NULL, false,
	    "a key is not allowed here", "is the indentation right?" },
	{ "mapping values are not allowed in this context", NULL, false,
	    "a ':' is not allowed here",
	    "text with ': ' in it needs quotes; is the indentation right?" },
	{ "found character that cannot start any token", NULL, false,
	    "text can't start with this character", "put the text in quotes" },
	{ "found a tab character that violates indentation", NULL, false,
	    "a tab in the indentation", "indent with spaces" },
	{ "found a tab character where an indentation space is expected", NULL,
	    false, "a tab in the indentation", "indent with spaces" },
	{ "did not find expected alphabetic or numeric character", NULL, false,
	    "a name must follow '&' or '*'",
	    "text that starts with one of them needs quotes" },
	{ "did not find expected comment or line break", NULL, false,
	    "text after '|' or '>' starts on the next line", NULL },
	{ "did not find expected <document start>", NULL, false,
	    "the text continues after its end",
	    "is this line indented as the ones before?" },
	{ "found undefined tag handle", NULL, false, "tags are not supported",
	    "text that starts with '!' needs quotes" },
	{ "did not find expected node content", NULL, false,
	    "a value is expected here", NULL },
};

static const struct phrase *
phrase_of(const struct doc_fault *f)
{
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (str_eq(f->problem, phrases[i].problem) &&
		    (phrases[i].context == NULL ||
		        (f->context != NULL &&
		            strstr(f->context, phrases[i].context) != NULL)))
			return &phrases[i];
	return NULL;
}

/* the character at a place, NUL at the end of the text */
static char
char_at(struct span at)
{
	const char *s = at.src->text, *end = s + at.src->len;
	uint32_t cp;

	for (; at.line > 1; at.line--) {
		s = memchr(s, '\n', (size_t)(end - s));
		if (s == NULL)
			return '\0';
		s++;
	}
	for (; at.col > 1 && s < end && *s != '\n'; at.col--)
		s += str_utf8_next(s, (size_t)(end - s), &cp);
	return s < end ? *s : '\0';
}

bool
doc_syntax_error(struct diags *d, const struct doc_fault *fault)
{
	const struct phrase *p = phrase_of(fault);
	struct span at = fault->at;
	char c = char_at(at);

	if (p == NULL) {
		diag_error(d, at, "yaml-syntax", "%s", fault->problem);
		if (fault->context != NULL)
			diag_hint(d, "%s", fault->context);
		return false;
	}
	/* a missing comma on one line is a matter of the very place */
	if (strncmp(p->problem, "did not find expected ',' or", 28) == 0 &&
	    fault->context_at.line == at.line && c != '\n' && c != '\0')
		return diag_error(d, at, "yaml-syntax", "expected %s here",
		    p->problem + 22);
	if (c == '\t' && strncmp(p->problem, "found character", 15) == 0) {
		diag_error(d, at, "yaml-syntax", "a tab in the indentation");
		diag_hint(d, "indent with spaces");
		return false;
	}
	if ((c == '}' || c == ']') && !p->at_context) {
		diag_error(d, at, "yaml-syntax",
		    "this '%c' closes nothing that is open", c);
		diag_hint(d, "there is one too many");
		return false;
	}
	if (p->at_context && fault->context != NULL)
		at = fault->context_at;
	diag_error(d, at, "yaml-syntax", "%s", p->message);
	if (p->at_context && fault->at.line != at.line && c == '\0')
		diag_hint(d, "the file ended before that");
	else if (p->at_context && fault->at.line != at.line)
		diag_hint(d, "what follows, at line %d, does not fit",
		    fault->at.line);
	else if (p->hint != NULL)
		diag_hint(d, "%s", p->hint);
	return false;
}
