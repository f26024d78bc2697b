#include "readback/terminal.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "readback/stanza.h"

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
