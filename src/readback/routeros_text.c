/*
 * Each command on a table of items: `add` makes one, `set` changes those it
 * finds, `remove` takes them out.  A line may go on in the next after a
 * backslash, also within a name; a path is said before its commands or on their
 * line, with blanks or slashes.
 */
#include "readback/routeros_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* more is no switch's: what is beyond them is not read, and reported */
#define COMMANDS_MAX 20000
#define ITEMS_MAX 4096 /* of one table */
#define LOGICAL_MAX ((size_t)1 << 20)

/* ---- the text as commands ---- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* one of the verbs that take attributes or print */
static bool
is_verb(const char *w)
{
	static const char *const verb[] = { "add", "set", "remove", "disable",
		"enable", "move", "unset", "comment", "export", "print",
		"monitor", "reset", "find", "get", NULL };

	for (size_t i = 0; verb[i]; i++)
		if (str_eq(w, verb[i]))
			return true;
	return false;
}

/* the value of a quoted text from s on, its quote past; *next behind it */
static const char *
unquote(struct ros_script *r, const char *s, const char **next, int line)
{
	struct buf b = buf_new(r->a);

	for (; *s && *s != '"'; s++) {
		if (*s == '$')
			view_notice(r->v, "bad-value", line,
			    "$ begins a variable's name within quotes: write "
			    "\\$");
		if (*s != '\\') {
			buf_putc(&b, *s);
			continue;
		}
		s++;
		if (*s == '\0')
			break;
		if (*s == '_')
			buf_putc(&b, ' ');
		else if (strchr("nrtabfv", *s))
			buf_putc(&b, ' ');
		else if (isxdigit((unsigned char)*s) &&
		    isxdigit((unsigned char)s[1])) {
			char hex[3] = { s[0], s[1], '\0' };
			long c = strtol(hex, NULL, 16);

			if (c >= 0x20)
				buf_putc(&b, (char)c);
			s++;
		} else {
			buf_putc(&b, *s);
		}
	}
	if (*s == '\0')
		view_notice(r->v, "bad-value", line,
		    "a quote that is not closed");
	*next = *s ? s + 1 : s;
	return b.len ? b.text : "";
}

/* ( ), [ ] or { } from s on, as it is, one within another */
static const char *
group(struct ros_script *r, const char *s, const char **next)
{
	const char *from = s;
	int depth = 0;
	bool quoted = false;

	for (; *s; s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == '"')
			quoted = !quoted;
		else if (!quoted && strchr("([{", *s))
			depth++;
		else if (!quoted && strchr(")]}", *s) && --depth == 0)
			break;
	}
	*next = *s ? s + 1 : s;
	return str_dup(r->a, from, (size_t)(*next - from));
}

/* a word up to a blank, `=` or `;`; a / parts words only of a path */
static const char *
bare(struct ros_script *r, const char *s, const char **next, bool path)
{
	const char *from = s;

	while (*s && !is_blank(*s) && *s != '=' && *s != ';' && *s != '"' &&
	    !(path && *s == '/'))
		s++;
	*next = s;
	return str_dup(r->a, from, (size_t)(s - from));
}

static const char *
value(struct ros_script *r, const char *s, const char **next, int line)
{
	const char *from = s;

	if (*s == '"')
		return unquote(r, s + 1, next, line);
	if (*s && strchr("([{", *s))
		return group(r, s, next);
	while (*s && !is_blank(*s) && *s != ';' && *s != '"')
		s++;
	*next = s;
	if (s > from && *from == '$')
		view_notice(r->v, "bad-value", line,
		    "a variable in place of a value: %.40s", from);
	return str_dup(r->a, from, (size_t)(s - from));
}

static void
attr_add(struct ros_script *r, struct ros_command *c, bool find,
    const char *key, const char *val)
{
	struct ros_attr x = { key, val, c->line.no, false };

	if (find)
		PUSH(r->a, c->find, c->nfind, c->find_cap, x);
	else
		PUSH(r->a, c->attr, c->n, c->cap, x);
}

/* [ find default-name=ether1 ], [find], [find where name="x"] */
static void
selector(struct ros_script *r, struct ros_command *c, const char *text)
{
	char *s = str_dup(r->a, text + 1, strlen(text) - 1);
	const char *p = s;
	size_t len = strlen(s);

	if (len && s[len - 1] == ']')
		s[len - 1] = '\0';
	for (;;) {
		const char *key;

		while (is_blank(*p))
			p++;
		if (*p == '\0' || *p == ';')
			return;
		key = bare(r, p, &p, false);
		if (*p == '=') {
			attr_add(r, c, true, key,
			    value(r, p + 1, &p, c->line.no));
		} else if (*key == '\0') {
			p++;
		} else if (!str_eq(key, "find") && !str_eq(key, "where")) {
			/* anything but `key=value`: not reported */
			c->verb = "?";
		}
	}
}

static int
by_key(const void *x, const void *y)
{
	const struct ros_attr *a = x, *b = y;
	int d = strcmp(a->key, b->key);

	return d ? d : strcmp(a->value, b->value);
}

/* an attribute as a word: one form, whatever way it was quoted */
static const char *
word_of(struct ros_script *r, const struct ros_attr *x)
{
	return *x->value ? str_fmt(r->a, "%s=%s", x->key, x->value) : x->key;
}

static void
words(struct ros_script *r, struct ros_command *c)
{
	struct ros_attr *sorted = NEW(r->a, struct ros_attr, c->n + 1);
	size_t cap = 0;

	c->line.word = NULL;
	c->line.nword = 0;
	PUSH(r->a, c->line.word, c->line.nword, cap, c->verb);
	for (size_t i = 0; i < c->nfind; i++)
		PUSH(r->a, c->line.word, c->line.nword, cap,
		    word_of(r, &c->find[i]));
	if (c->n) {
		memcpy(sorted, c->attr, c->n * sizeof(*sorted));
		qsort(sorted, c->n, sizeof(*sorted), by_key);
	}
	for (size_t i = 0; i < c->n; i++)
		PUSH(r->a, c->line.word, c->line.nword, cap,
		    word_of(r, &sorted[i]));
	c->line.text = line_rest(r->a, &c->line, 0);
}

/* the rest of a command behind its verb; *next is at its end */
static void
arguments(struct ros_script *r, struct ros_command *c, const char *s,
    const char **next)
{
	while (*s && *s != ';') {
		const char *key;

		if (is_blank(*s)) {
			s++;
			continue;
		}
		if (*s == '[') {
			selector(r, c, group(r, s, &s));
			continue;
		}
		if (*s == '"') {
			attr_add(r, c, true, "name",
			    unquote(r, s + 1, &s, c->line.no));
			continue;
		}
		key = bare(r, s, &s, false);
		if (*s == '=') {
			attr_add(r, c, false, key,
			    value(r, s + 1, &s, c->line.no));
		} else if (*key == '\0') {
			s++;
		} else if (c->nfind == 0 && !str_eq(c->verb, "add") &&
		    (c->n == 0 || (str_eq(c->verb, "set") && *key != '!'))) {
			/* the item is given by name or number, mostly before
			 * its new values */
			attr_add(r, c, true,
			    key[strspn(key, "0123456789")] ? "name" : "number",
			    key);
		} else {
			attr_add(r, c, false, key, "");
		}
	}
	*next = s;
}

/* one text for each path, so that they are compared by where they are */
static const char *
path_of(struct ros_script *r, const char *path)
{
	for (size_t i = r->npath; i-- > 0;)
		if (str_eq(r->path[i], path))
			return r->path[i];
	PUSH(r->a, r->path, r->npath, r->path_cap, path);
	return path;
}

static void
command_add(struct ros_script *r, struct ros_command *c)
{
	if (r->ncmd >= COMMANDS_MAX) {
		if (!r->full)
			view_notice(r->v, "bad-value", c->line.no,
			    "more than %d commands: the rest is not read",
			    COMMANDS_MAX);
		r->full = true;
		return;
	}
	words(r, c);
	c->path = path_of(r, c->path);
	PUSH(r->a, r->cmd, r->ncmd, r->cmd_cap, *c);
}

/* does what follows depend on the box it is carried out on? */
static bool
branches(const char *s)
{
	static const char *const word[] = { ":foreach", ":for", ":if", ":while",
		NULL };

	for (size_t i = 0; word[i]; i++)
		if (str_starts(s, word[i]) &&
		    !isalpha((unsigned char)s[strlen(word[i])]))
			return true;
	return false;
}

/*
 * One logical line, of one or more commands.  *path is where commands without
 * one of their own are carried out.
 */
static void
logical(struct ros_script *r, const char *s, int from, int last,
    const char **path)
{
	while (*s) {
		struct ros_command c = { .line = { .no = from, .last = last } };
		struct buf p = buf_new(r->a);
		bool own;

		while (is_blank(*s) || *s == ';')
			s++;
		if (*s == '\0')
			return;
		/* a script's: loops, delays, variables */
		if (*s == ':' || *s == '{' || *s == '}') {
			c.path = "";
			c.verb = str_dup(r->a, s, strlen(s));
			if (!r->program && branches(s))
				r->program = from;
			c.passed = str_starts(s, ":delay") ||
			    str_starts(s, ":put") || str_starts(s, ":log");
			command_add(r, &c);
			return;
		}
		own = *s == '/';
		if (!own)
			buf_puts(&p, *path);
		while (*s && *s != ';' && *s != '[' && *s != '"') {
			const char *w, *at = s;

			if (is_blank(*s) || *s == '/') {
				s++;
				continue;
			}
			w = bare(r, s, &s, true);
			if (is_verb(w) || *s == '=' || *w == '\0') {
				if (is_verb(w))
					c.verb = w;
				else
					s = at;
				break;
			}
			if (p.len)
				buf_putc(&p, ' ');
			buf_puts(&p, w);
		}
		c.path = p.len ? p.text : "";
		if (!c.verb && (*s == '\0' || *s == ';')) {
			if (own)
				*path = c.path;
			else
				/* a command of no table: reported as it is */
				c.verb = "?";
		} else if (!c.verb) {
			c.verb = "?";
		}
		if (c.verb) {
			if (own && *path[0] == '\0')
				*path = "";
			arguments(r, &c, s, &s);
			command_add(r, &c);
		}
	}
}

/* [admin@sw1] > /export: what was typed, or the text itself */
static const char *
typed(struct ros_script *r, const char *s, int line)
{
	const char *end;

	while (is_blank(*s))
		s++;
	if (*s != '[' || !(end = strchr(s, ']')) ||
	    !memchr(s, '@', (size_t)(end - s)) || !(end = strchr(end, '>')))
		return s;
	view_notice(r->v, "prompt-removed", line,
	    "a terminal prompt is in the text: removed");
	for (end++; is_blank(*end);)
		end++;
	return end;
}

static const char *
version_of(struct ros_script *r, const char *comment)
{
	const char *w = strstr(comment, "by RouterOS ");

	if (!w)
		return NULL;
	w += strlen("by RouterOS ");
	return str_dup(r->a, w, strcspn(w, " \r"));
}

void
ros_script_read(struct ros_script *r, struct view *v)
{
	const char *s = v->src->text, *end = s + v->src->len, *path = "";
	struct buf b = buf_new(v->a);
	int no = 0, from = 0;
	bool noted = false;
	int eol = memchr(s, '\n', v->src->len) ? '\n' : '\r';

	*r = (struct ros_script){ .v = v, .a = v->a };
	if (v->src->len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end) {
		const char *nl = memchr(s, eol, (size_t)(end - s));
		size_t len = (size_t)((nl ? nl : end) - s);
		const char *text, *line;

		no++;
		while (len && is_blank(s[len - 1]))
			len--;
		line = s;
		text = typed(r, str_dup(r->a, s, len), no);
		s = nl ? nl + 1 : end;
		if (from == 0) {
			if (*text == '#') {
				if (!r->v->version)
					r->v->version = version_of(r, text);
				noted = true;
				continue;
			}
			/* a long comment goes on without its sign */
			if (noted && len && is_blank(*line))
				continue;
			noted = false;
			from = no;
			b = buf_new(r->a);
		}
		len = strlen(text);
		if (len && text[len - 1] == '\\' && b.len < LOGICAL_MAX &&
		    s < end) {
			buf_add(&b, text, len - 1);
			continue;
		}
		if (len && text[len - 1] == '\\')
			view_notice(r->v, "file-truncated", no,
			    "the last line continues, but there is no further "
			    "line");
		if (b.len < LOGICAL_MAX)
			buf_puts(&b, text);
		if (b.len)
			logical(r, b.text, from, no, &path);
		from = 0;
	}
}

/* ---- the commands carried out ---- */

const char *
ros_attr_of(const struct ros_attr *list, size_t n, const char *key)
{
	for (size_t i = n; i-- > 0;)
		if (str_eq(list[i].key, key))
			return list[i].value;
	return NULL;
}

static bool
is_found(const struct ros_item *x, const struct ros_command *c, size_t number)
{
	for (size_t i = 0; i < c->nfind; i++) {
		const struct ros_attr *f = &c->find[i];
		const char *own = ros_attr_of(x->attr, x->n, f->key);

		if (str_eq(f->key, "number")) {
			own = ros_attr_of(x->attr, x->n, "number");
			if (own ? !str_eq(own, f->value) :
			          strtol(f->value, NULL, 10) != (long)number)
				return false;
			continue;
		}
		/* a port is found by the name it came with too */
		if (!own && str_eq(f->key, "name"))
			own = ros_attr_of(x->attr, x->n, "default-name");
		if (!own || !str_eq(own, f->value))
			return false;
	}
	return true;
}

void
ros_item_put(struct ros_script *r, struct ros_item *x, const struct ros_attr *f)
{
	for (size_t i = 0; i < x->n; i++)
		if (str_eq(x->attr[i].key, f->key)) {
			x->attr[i] = *f;
			return;
		}
	PUSH(r->a, x->attr, x->n, x->cap, *f);
}

static struct ros_item *
item_add(struct ros_script *r, struct ros_items *of,
    const struct ros_command *c)
{
	struct ros_item *x = NEW(r->a, struct ros_item, 1);

	x->line = c->line.no;
	if (of->n < ITEMS_MAX)
		PUSH(r->a, of->item, of->n, of->cap, x);
	else
		view_notice(r->v, "bad-value", c->line.no,
		    "more than %d items of /%s: the rest is not read",
		    ITEMS_MAX, c->path);
	return x;
}

static void
put_all(struct ros_script *r, struct ros_item *x, const struct ros_command *c)
{
	struct ros_attr disabled = { "disabled", "no", c->line.no, false };

	if (str_eq(c->verb, "disable"))
		disabled.value = "yes";
	if (str_eq(c->verb, "disable") || str_eq(c->verb, "enable"))
		ros_item_put(r, x, &disabled);
	for (size_t i = 0; i < c->n; i++)
		ros_item_put(r, x, &c->attr[i]);
}

static void
change(struct ros_script *r, struct ros_items *of, const struct ros_command *c)
{
	bool gone = str_eq(c->verb, "remove"), any = false;
	size_t number = 0, had = of->n;
	struct ros_item *x;

	for (size_t i = 0; i < had; i++) {
		x = of->item[i];
		if (x->gone || !is_found(x, c, number++))
			continue;
		any = true;
		x->gone = gone;
		put_all(r, x, c);
	}
	/* what a switch comes with: its ports, its services, its account */
	if (any || gone || (c->nfind == 0 && str_eq(c->verb, "disable")))
		return;
	x = item_add(r, of, c);
	for (size_t k = 0; k < c->nfind; k++) {
		struct ros_attr f = c->find[k];

		f.used = true;
		ros_item_put(r, x, &f);
	}
	put_all(r, x, c);
}

void
ros_script_run(struct ros_script *r, struct ros_items *of,
    const struct ros_command *c)
{
	if (str_eq(c->verb, "add"))
		put_all(r, item_add(r, of, c), c);
	else if (str_eq(c->verb, "set") || str_eq(c->verb, "remove") ||
	    str_eq(c->verb, "enable") || str_eq(c->verb, "disable"))
		change(r, of, c);
}

bool
ros_script_apply(struct ros_script *r, struct ros_items *of,
    const struct ros_command *c)
{
	size_t number = 0;
	bool any = false;

	for (size_t i = 0; c->nfind > 0 && i < of->n; i++) {
		if (of->item[i]->gone || !is_found(of->item[i], c, number++))
			continue;
		any = true;
		put_all(r, of->item[i], c);
	}
	return any;
}
