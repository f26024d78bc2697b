#include "readback/terminal.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "readback/stanza.h"

/* past a sequence that colours or erases */
static const char *
past_escape(const char *s, const char *end)
{
	if (end - s < 2 || *s != '\x1b' || s[1] != '[')
		return s;
	for (s += 2; s < end && !isalpha((unsigned char)*s);)
		s++;
	return s < end ? s + 1 : s;
}

static const char *
past_blank(const char *s, const char *end)
{
	for (const char *to = s; s < end; s = to) {
		to = past_escape(s, end);
		if (to == s && (*s == ' ' || *s == '\r' || *s == '\b'))
			to++;
		if (to == s)
			break;
	}
	return s;
}

static const char *
past_dashes(const char *s, const char *end)
{
	const char *from = s;

	while (s < end && *s == '-')
		s++;
	return s - from >= 2 ? s : NULL;
}

static const char *
past_word(const char *s, const char *end, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(end - s) >= n && strncasecmp(s, word, n) == 0 ? s + n :
	                                                                s;
}

/* --More--, ---(more 12%)---, <--- More --->, with the keys it names; NULL:
 * another line */
static const char *
past_pager(const char *s, const char *end)
{
	static const char *const keys[] = { " or (q)uit",
		", next page: Space, next line: Enter, quit: q",
		", next page: Space, continue: g, quit: q" };
	const char *more;

	s = past_word(s, end, "<");
	s = past_dashes(s, end);
	if (!s)
		return NULL;
	s = past_word(past_word(s, end, " "), end, "(");
	more = past_word(s, end, "more");
	if (more == s)
		return NULL;
	s = past_word(more, end, " ");
	while (s < end && (isdigit((unsigned char)*s) || *s == '%'))
		s++;
	s = past_word(past_word(s, end, ")"), end, " ");
	s = past_dashes(s, end);
	if (!s)
		return NULL;
	s = past_word(s, end, ">");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		s = past_word(s, end, keys[i]);
	return s;
}

/* of a line that a pager's stands in: what was printed over it */
static const char *
printed_over(const char *pager, const char *s, const char *end)
{
	const char *over = NULL;
	const size_t blank = (size_t)(s - pager);

	for (const char *p = s, *to = past_blank(s, end); p < to; p++)
		if (*p == '\r' || *p == '\b')
			over = p + 1;
	if (over) {
		while (past_escape(over, end) != over)
			over = past_escape(over, end);
		return over;
	}
	/* a log without the control characters keeps the blanks */
	if ((size_t)(end - s) >= blank && strspn(s, " ") >= blank)
		s += blank;
	return s;
}

const struct source *
terminal_unpaged(struct arena *a, const struct source *src)
{
	const char *s = src->text, *end = s + src->len, *kept = s;
	struct buf b = buf_new(a);
	struct source *out;

	if (!memchr(s, '\n', src->len)) /* lines that end as on an old Mac */
		return src;
	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *stop = nl ? nl : end, *at = past_blank(s, stop);
		const char *past = past_pager(at, stop);

		if (past) {
			buf_add(&b, kept, (size_t)(s - kept));
			kept = printed_over(at, past, stop);
		}
		s = nl ? nl + 1 : end;
	}
	if (kept == src->text)
		return src;
	buf_add(&b, kept, (size_t)(end - kept));
	out = NEW(a, struct source, 1);
	*out = (struct source){ src->name, b.text, b.len };
	return out;
}

size_t
terminal_prompt(const char *s, bool *config)
{
	size_t i = 0;

	*config = false;
	while (
	    isalnum((unsigned char)s[i]) || (i && s[i] && strchr("-_.", s[i])))
		i++;
	if (i == 0 || i > 64)
		return 0;
	if (s[i] == '(') {
		size_t k = strcspn(s + i, ")");

		if (s[i + k] != ')' || !line_word_starts(s + i, "(conf"))
			return 0;
		*config = true;
		i += k + 1;
		return s[i] == '#' ? i + 1 : 0;
	}
	if (s[i] != '#' && s[i] != '>')
		return 0;
	i++;
	while (s[i] == ' ')
		i++;
	if (s[i] == '\0' || line_word_starts(s + i, "show ") ||
	    line_word_starts(s + i, "sh ") || line_word_starts(s + i, "term") ||
	    line_word_starts(s + i, "conf") ||
	    line_word_starts(s + i, "exit") || line_word_starts(s + i, "en") ||
	    line_word_starts(s + i, "copy ") ||
	    line_word_starts(s + i, "write") || line_word_starts(s + i, "wr"))
		return i;
	return 0;
}

/* `LEAF1 login:`, all there is in the line */
static bool
is_login(const char *s)
{
	const char *at = strchr(s, ' ');

	return at && strcmp(at, " login:") == 0;
}

bool
terminal_is_noise(const char *s)
{
	return line_word_starts(s, "--More--") ||
	    line_word_starts(s, "-- more") ||
	    line_word_starts(s, "Current Configuration") ||
	    line_word_starts(s, "Building configuration") ||
	    line_word_starts(s, "Copy completed successfully") ||
	    line_word_starts(s, "Enter configuration commands,") ||
	    is_login(s) || line_word_starts(s, "Press any key") ||
	    line_word_starts(s, "Command: show") || strcmp(s, "%") == 0;
}

bool
terminal_is_exec(const char *s)
{
	return line_word_starts(s, "do ") || line_word_starts(s, "show ") ||
	    line_word_starts(s, "copy ") || line_word_starts(s, "write") ||
	    line_word_starts(s, "clear ") ||
	    line_word_starts(s, "clock set ") || line_word_starts(s, "reload");
}

/* the command that a line names which stands above what it prints, or NULL:
 * --- show version ---, `show version`, Command : show version */
static const char *
headed(const char *s)
{
	static const char *const label[] = { "Command :", "Command:",
		"COMMAND :", "COMMAND:" };
	size_t n;

	for (size_t i = 0; i < sizeof(label) / sizeof(label[0]); i++)
		if (strncmp(s, label[i], strlen(label[i])) == 0) {
			s += strlen(label[i]);
			s += strspn(s, " ");
			return line_word_starts(s, "show ") ? s : NULL;
		}
	if (*s == '`' && line_word_starts(s + 1, "show "))
		return strchr(s + 1, '`') ? s + 1 : NULL;
	n = strspn(s, "-=*");
	if (n < 3)
		return NULL;
	s += n + strspn(s + n, " ");
	n = strlen(s);
	return line_word_starts(s, "show ") && n && strchr("-=*", s[n - 1]) ?
	    s :
	    NULL;
}

/* of `show X`: is it a config that it prints? */
static bool
is_config(const char *command, bool had)
{
	const char *w = command + strcspn(command, " ");

	w += strspn(w, " ");
	if (line_word_starts(w, "run") || line_word_starts(w, "conf") ||
	    line_word_starts(w, "current"))
		return true;
	/* what it will be after a start is the same again */
	return line_word_starts(w, "start") && !had;
}

bool
terminal_skips(struct dump *d, const char *s, size_t prompt, bool typed)
{
	const char *head = headed(s), *command = head;

	if (!head && !prompt)
		return d->off;
	/* on a terminal each is shown by a command; a dump shows parts of what
	 * runs again */
	if (prompt && !typed) {
		command = s + prompt;
		if (!line_word_starts(command, "show ") &&
		    !line_word_starts(command, "sh "))
			command = NULL;
	} else if (prompt) {
		command = NULL;
	}
	d->off =
	    command && (!is_config(command, d->config) || (head && d->headed));
	if (command && !d->off) {
		d->config = true;
		d->headed = d->headed || head;
	}
	d->skipped += d->off;
	return head != NULL;
}
