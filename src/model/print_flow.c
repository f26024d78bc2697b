/* Quoting, and maps on one line: declared in model/print.h. */
#include "model/print.h"

#include <string.h>
#include <strings.h>

/* ':' alone and '/' are fine in a flow map when a letter or digit follows */
static bool
is_plain(const char *s)
{
	static const char *const special[] = { "null", "true", "false", "yes",
		"no", "on", "off", "y", "n" };
	size_t i;

	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		if (strcasecmp(s, special[i]) == 0)
			return false;
	for (i = 0; s[i] != '\0'; i++)
		if (!((s[i] >= 'a' && s[i] <= 'z') ||
		        (s[i] >= 'A' && s[i] <= 'Z') ||
		        (s[i] >= '0' && s[i] <= '9') ||
		        (i > 0 && strchr("-_./+", s[i]) != NULL)))
			return false;
	return i > 0;
}

void
print_scalar(struct buf *out, const char *s)
{
	if (is_plain(s)) {
		buf_puts(out, s);
		return;
	}
	buf_putc(out, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(out, '\\');
		if (*s == '\n')
			buf_puts(out, "\\n");
		else if (*s == '\t')
			buf_puts(out, "\\t");
		else if ((unsigned char)*s < 0x20)
			buf_printf(out, "\\x%02x", (unsigned int)*s);
		else
			buf_putc(out, *s);
	}
	buf_putc(out, '"');
}

void
print_node(struct buf *out, const struct node *n)
{
	if (node_is_null(n)) {
		buf_putc(out, '~');
		return;
	}
	if (n->kind == NODE_SCALAR) {
		/* quoting a plain 2027 would make text of it */
		if (n->quoted)
			print_scalar(out, n->text);
		else
			buf_puts(out, n->text);
		return;
	}
	buf_putc(out, n->kind == NODE_LIST ? '[' : '{');
	for (size_t i = 0; i < n->n; i++) {
		if (i > 0)
			buf_puts(out, ", ");
		if (n->kind == NODE_MAP) {
			print_scalar(out, n->key[i]->text);
			buf_puts(out, ": ");
		}
		print_node(out, n->item[i]);
	}
	buf_putc(out, n->kind == NODE_LIST ? ']' : '}');
}

struct print_flow
print_flow_open(struct arena *a, struct buf *out, const char *before)
{
	struct print_flow f = { .a = a, .out = out };

	buf_printf(out, "%s{", before);
	return f;
}

void
print_flow_close(struct print_flow *f)
{
	buf_puts(f->out, "}\n");
}

void
print_key_start(struct print_flow *f, const char *key)
{
	buf_printf(f->out, "%s%s: ", f->any ? ", " : "", key);
	f->any = true;
}

void
print_key_text(struct print_flow *f, const char *key, const char *v)
{
	if (v == NULL)
		return;
	print_key_start(f, key);
	print_scalar(f->out, v);
}

void
print_key_int(struct print_flow *f, const char *key, int64_t v)
{
	print_key_start(f, key);
	buf_printf(f->out, "%lld", (long long)v);
}

void
print_key_unit(struct print_flow *f, const char *key, int64_t v, enum unit unit)
{
	print_key_start(f, key);
	buf_puts(f->out, num_text(f->a, v, unit));
}

void
print_key_money(struct print_flow *f, const char *key, int64_t cents)
{
	print_key_start(f, key);
	buf_puts(f->out, num_money_text(f->a, cents));
}

void
print_key_bool(struct print_flow *f, const char *key, bool v)
{
	print_key_start(f, key);
	buf_puts(f->out, v ? "true" : "false");
}

void
print_key_names(struct print_flow *f, const char *key, const char *const *name,
    size_t n)
{
	if (n == 0)
		return;
	print_key_start(f, key);
	for (size_t i = 0; i < n; i++) {
		buf_puts(f->out, i == 0 ? "[" : ", ");
		print_scalar(f->out, name[i]);
	}
	buf_putc(f->out, ']');
}
