#include "manual/mdoc.h"

#include <string.h>

/* the day the pages' own text was last changed; nothing reads the clock */
#define PAGES_DATE "November 24, 2026"
#define WIDTH 72 /* of a line of text, before escapes */

static void
escaped(struct buf *out, const char *s, bool argument)
{
	for (; *s != '\0'; s++) {
		if (*s == '\\')
			buf_puts(out, "\\e");
		else if (*s == '-')
			buf_puts(out, "\\-");
		else if (*s == '"' && argument)
			buf_puts(out, "\\(dq");
		else if (*s == '^')
			buf_puts(out, "\\(ha");
		else if (*s == '~')
			buf_puts(out, "\\(ti");
		else if (*s == '`')
			buf_puts(out, "\\(ga");
		else if (*s == '\'')
			buf_puts(out, "\\(aq");
		else
			buf_putc(out, *s);
	}
}

static void
line(struct buf *out, const char *s, size_t n)
{
	if (n > 0 && *s == '.')
		buf_puts(out, "\\&");
	escaped(out, str_dup(out->a, s, n), false);
	buf_putc(out, '\n');
}

void
mdoc_text(struct buf *out, const char *s)
{
	size_t n;

	/* a line break is a blank in running text */
	for (; *s != '\0'; s += n + (s[n] == ' ')) {
		n = strlen(s);
		for (size_t end = WIDTH; n > WIDTH && end > 0; end--)
			if (s[end] == ' ')
				n = end;
		line(out, s, n);
	}
}

void
mdoc_arg(struct buf *out, const char *s)
{
	buf_puts(out, " \"");
	escaped(out, s, true);
	buf_putc(out, '"');
}

void
mdoc_head(struct buf *out, const char *name, int section, const char *version,
    const char *what)
{
	const char *p;

	buf_printf(out, ".Dd %s\n.Dt ", PAGES_DATE);
	for (p = name; *p != '\0'; p++)
		buf_putc(out,
		    *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p);
	buf_printf(out, " %d\n.Os eastwest %s\n.Sh NAME\n.Nm %s\n.Nd %s\n",
	    section, version, name, what);
}

void
mdoc_literal(struct buf *out, const char *text)
{
	const char *end;

	buf_puts(out, ".Bd -literal -offset indent\n");
	for (; *text != '\0'; text = end + (*end == '\n')) {
		end = text + strcspn(text, "\n");
		line(out, text, (size_t)(end - text));
	}
	buf_puts(out, ".Ed\n");
}
