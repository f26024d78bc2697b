#include "render/device_text.h"

#include <stdarg.h>
#include <string.h>

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

enum quoting
device_text_quoting_of(const char *word)
{
	if (strcmp(word, "powershell") == 0)
		return QUOTE_POWERSHELL;
	if (strcmp(word, "yaml") == 0)
		return QUOTE_YAML;
	if (strcmp(word, "ini") == 0)
		return QUOTE_INI;
	return QUOTE_PLAIN;
}

/* every character outside the set becomes one '_', however many bytes it has */
static const char *
keep(struct arena *a, const char *s, const char *extra, size_t max)
{
	struct buf b = buf_new(a);
	size_t len = strlen(s), step;
	uint32_t cp;

	for (; len > 0 && b.len < max; s += step, len -= step) {
		step = str_utf8_next(s, len, &cp);
		if (is_alnum(*s) || strchr(extra, *s) != NULL)
			buf_putc(&b, *s);
		else
			buf_putc(&b, '_');
	}
	while (b.len > 0 && b.text[b.len - 1] == ' ')
		b.text[--b.len] = '\0';
	if (b.len == 0)
		buf_putc(&b, '_');
	return b.text;
}

const char *
device_text_word(struct arena *a, const char *s)
{
	return keep(a, s, "._-:", 255);
}

const char *
device_text_plain(struct arena *a, const char *s, size_t max)
{
	while (*s == ' ')
		s++;
	return keep(a, s, " ._-:/", max);
}

/*
 * 'text', a quote doubled; what is not printable ASCII as [char]0x00e9 joined
 * on, so that neither the file's encoding nor the kinds of quotes PowerShell
 * knows matter: ('caf' + [char]0x00e9 + '')
 */
static const char *
quote_powershell(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);
	size_t len = strlen(s), step;
	bool joined = false;
	uint32_t cp;

	for (; len > 0; s += step, len -= step) {
		step = str_utf8_next(s, len, &cp);
		if (cp == UTF8_BAD)
			cp = 0xfffd;
		if (cp == '\'')
			buf_puts(&b, "''");
		else if (cp >= 0x20 && cp < 0x7f)
			buf_putc(&b, (char)cp);
		else if (cp < 0x10000)
			buf_printf(&b, "' + [char]0x%04x + '", (unsigned)cp);
		else
			buf_printf(&b, "' + [char]0x%04x + [char]0x%04x + '",
			    0xd800 + (unsigned)((cp - 0x10000) >> 10),
			    0xdc00 + (unsigned)((cp - 0x10000) & 0x3ff));
		joined |= cp < 0x20 || cp >= 0x7f;
	}
	return str_fmt(a, joined ? "('%s')" : "'%s'", b.text);
}

static const char *
quote_yaml(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);
	size_t len = strlen(s), step;
	uint32_t cp;

	buf_putc(&b, '"');
	for (; len > 0; s += step, len -= step) {
		step = str_utf8_next(s, len, &cp);
		if (cp == UTF8_BAD)
			cp = 0xfffd;
		if (cp == '"' || cp == '\\')
			buf_printf(&b, "\\%c", (char)cp);
		else if (cp >= 0x20 && cp < 0x7f)
			buf_putc(&b, (char)cp);
		else
			buf_printf(&b, cp < 0x10000 ? "\\u%04x" : "\\U%08x",
			    (unsigned)cp);
	}
	buf_putc(&b, '"');
	return b.text;
}

const char *
device_text_quoted(struct arena *a, enum quoting q, const char *s)
{
	switch (q) {
	case QUOTE_PLAIN:
		return device_text_plain(a, s, 255);
	case QUOTE_POWERSHELL:
		return quote_powershell(a, s);
	case QUOTE_YAML:
		return quote_yaml(a, s);
	case QUOTE_INI:
		/* addresses and placeholders too */
		return keep(a, s, "._-:/<>", 255);
	}
	return "";
}

struct port_name
device_text_port_name_split(struct arena *a, const char *name)
{
	size_t len = strlen(name), last = len, path, i;
	struct port_name p = { name, "", "", -1, -1 };

	while (last > 0 && is_digit(name[last - 1]) && len - last < 9)
		last--;
	if (last == len)
		return p;
	for (path = last; path > 0; path--)
		if (!is_digit(name[path - 1]) && name[path - 1] != '/' &&
		    name[path - 1] != ':')
			break;
	p.prefix = str_dup(a, name, last);
	p.path = str_dup(a, name + path, len - path);
	p.path_prefix = str_dup(a, name + path, last - path);
	for (p.number = 0, i = last; i < len; i++)
		p.number = 10 * p.number + (name[i] - '0');
	for (p.unit = 0, i = path; is_digit(name[i]) && i - path < 9; i++)
		p.unit = 10 * p.unit + (name[i] - '0');
	return p;
}

struct value *
device_text_ranges(struct arena *a, const char *pattern,
    const char *const *name, size_t n)
{
	struct value *list = value_list(a);
	size_t k;

	for (size_t i = 0; i < n; i = k) {
		struct port_name p = device_text_port_name_split(a, name[i]), q;
		long last = p.number;

		for (k = i + 1; k < n && last >= 0; k++, last++) {
			q = device_text_port_name_split(a, name[k]);
			if (q.number != last + 1 ||
			    strcmp(q.prefix, p.prefix) != 0)
				break;
		}
		value_push(a, list,
		    value_text(a,
		        k == i + 1 ? name[i] :
		                     str_fill(a, pattern, "prefix", p.prefix,
		                         "first", str_fmt(a, "%ld", p.number),
		                         "last", str_fmt(a, "%ld", last),
		                         "path", p.path_prefix, NULL)));
	}
	return list;
}
