#include "command/pdf_pages.h"

#include <string.h>

#include "base/str.h"

/* a tree of pages deeper than that, or a number of an object beyond, is none of
 * Chromium's */
enum { DEEP = 16, DIGITS = 9, MOST_NODES = 100000 };

/* a piece of the file */
struct part {
	const char *text;
	size_t len;
};

static struct part
after(struct part in, const char *word)
{
	const char *at = in.text != NULL ?
	    memmem(in.text, in.len, word, strlen(word)) :
	    NULL;
	struct part none = { NULL, 0 };

	if (at == NULL)
		return none;
	at += strlen(word);
	return (struct part){ at, in.len - (size_t)(at - in.text) };
}

/* up to the word, which must be there */
static struct part
before(struct part in, const char *word)
{
	struct part rest = after(in, word);

	if (rest.text == NULL)
		return rest;
	return (struct part){ in.text, in.len - rest.len - strlen(word) };
}

/* a number, and the text after it; -1: none */
static long
number(struct part *in)
{
	long n = 0;
	int digits = 0;

	for (; in->len > 0 && (*in->text == ' ' || *in->text == '\n');
	     in->text++, in->len--)
		continue;
	for (; in->len > 0 && *in->text >= '0' && *in->text <= '9';
	     in->text++, in->len--) {
		if (++digits > DIGITS)
			return -1;
		n = n * 10 + (*in->text - '0');
	}
	return digits > 0 ? n : -1;
}

/* "12 0 R": the number of the object, or -1 */
static long
reference(struct part *in)
{
	long n = number(in);

	if (n < 0 || number(in) < 0 || in->len < 2 || in->text[1] != 'R')
		return -1;
	in->text += 2;
	in->len -= 2;
	return n;
}

static struct part
object(struct arena *a, struct part pdf, long n)
{
	return before(after(pdf, str_fmt(a, "\n%ld 0 obj\n", n)), "endobj");
}

/* the object a key of another refers to */
static struct part
referred(struct arena *a, struct part pdf, struct part from, const char *key)
{
	struct part at = after(from, key);
	long n = at.text != NULL ? reference(&at) : -1;
	struct part none = { NULL, 0 };

	return n >= 0 ? object(a, pdf, n) : none;
}

/* the objects of the pages, in their order */
struct pages {
	struct part dests;
	long *page;
	size_t n, cap, nodes; /* nodes of the tree that were looked at */
};

static void
pages_below(struct arena *a, struct part pdf, struct part node,
    struct pages *to, int deep)
{
	struct part kids = before(after(node, "/Kids ["), "]"), x;
	long kid;

	while (deep < DEEP && to->nodes++ < MOST_NODES && kids.text != NULL &&
	    (kid = reference(&kids)) >= 0) {
		x = object(a, pdf, kid);
		if (after(x, "/Type /Pages").text != NULL)
			pages_below(a, pdf, x, to, deep + 1);
		else
			PUSH(a, to->page, to->n, to->cap, kid);
	}
}

static struct pages
pages_read(struct arena *a, struct part pdf)
{
	struct part catalog = before(after(pdf, "<</Type /Catalog"), "endobj");
	struct pages p = { referred(a, pdf, catalog, "/Dests "), NULL, 0, 0,
		0 };

	pages_below(a, pdf, referred(a, pdf, catalog, "/Pages "), &p, 0);
	return p;
}

/* 0: there is none of that name, or it is on no page */
static size_t
page_of(struct arena *a, const struct pages *p, const char *name)
{
	struct part at = after(p->dests, str_fmt(a, "/%s [", name));
	long page = at.text != NULL ? reference(&at) : -1;

	for (size_t i = 0; page >= 0 && i < p->n; i++)
		if (p->page[i] == page)
			return i + 1;
	return 0;
}

const char *
pdf_pages_numbered(struct arena *a, const char *html, const char *pdf,
    size_t len)
{
	static const char link[] = "<a href=\"#", empty[] = "\" data-page=\"\"";
	struct buf b = buf_new(a);
	const char *at, *name;
	const struct pages p = pages_read(a, (struct part){ pdf, len });
	size_t n, page, numbered = 0;

	while ((at = strstr(html, link)) != NULL) {
		name = at + strlen(link);
		n = strcspn(name, "\"");
		buf_add(&b, html, (size_t)(name - html) + n);
		html = name + n;
		if (strncmp(html, empty, strlen(empty)) != 0)
			continue;
		page = page_of(a, &p, str_dup(a, name, n));
		if (page == 0)
			continue;
		numbered++;
		buf_printf(&b, "\" data-page=\"%zu\"", page);
		html += strlen(empty);
	}
	buf_puts(&b, html);
	return numbered > 0 ? b.text : NULL;
}
