/*
 * Neighbours as XML: several documents one after the other, with the prompt
 * before them.
 */
#include <string.h>

#include "base/str.h"
#include "input/xml.h"
#include "readback/dialect.h"
#include "readback/lldp_parts.h"

static const char *
find(const char *from, const char *what, const char *end)
{
	const char *p = from < end ? strstr(from, what) : NULL;

	return p && p < end ? p : end;
}

static const char *
earlier(const char *x, const char *y)
{
	return x < y ? x : y;
}

/* where a document starts: its declaration, or its element without one */
static const char *
document(const char *from, const char *end)
{
	return earlier(find(from, "<?xml", end), find(from, "<rpc-reply", end));
}

bool
lldp_is_xml(const struct source *src)
{
	const char *end = src->text + src->len;

	return document(src->text, end) < end;
}

static bool
known(struct reading *r, const struct xml *interface)
{
	const struct dialect *d;
	bool any = false;

	for (size_t i = 0; (d = dialect_at(i)) != NULL; i++)
		if (d->lldp && d->lldp->xml)
			any = d->lldp->xml(r, interface) || any;
	return any;
}

/* the last `>` of a document; what a terminal prints after it is not of it */
static size_t
document_len(const char *from, const char *to)
{
	while (to > from && to[-1] != '>')
		to--;
	return (size_t)(to - from);
}

/* the next of these from p on; *at holds where the last was found, so that a
 * text is looked through once */
static const char *
onward(const char **at, const char *p, const char *what, const char *end)
{
	if (*at < p)
		*at = find(p, what, end);
	return *at;
}

bool
lldp_read_xml(struct reading *r)
{
	const struct source *src = r->out->src;
	const char *end = src->text + src->len, *next;
	const char *decl = find(src->text, "<?xml", end);
	const char *element = find(src->text, "<rpc-reply", end);
	const char *counted = src->text;
	int line = 1;
	bool ok = true, any = false, other = false;

	for (const char *p = earlier(decl, element); p < end; p = next) {
		const struct xml *top, *x = NULL;
		const char *own = onward(&element, p, "<rpc-reply", end);

		next = onward(&decl, p + 1, "<?xml", end);
		/* the element after a declaration is of the same document */
		if (own < next)
			next = earlier(next,
			    onward(&element, own + 1, "<rpc-reply", end));
		for (; counted < p; counted++)
			line += *counted == '\n';
		top = xml_read(r->a, r->d, src, p, document_len(p, next), line);
		ok &= top != NULL;
		while (top && (x = xml_next(top, x, "interface")) != NULL) {
			any = known(r, x) || any;
			other = other || !xml_child(x, "name");
		}
	}
	/* such as lldpcli writes */
	if (ok && other && !any) {
		ok = diag_error(r->d, (struct span){ src, 0, 0, 0 },
		    "lldp-format",
		    "this XML is not from a switch: its neighbours can't be "
		    "read");
		diag_hint(r->d, "lldpcli -f json show neighbors of a host");
	}
	return ok;
}
