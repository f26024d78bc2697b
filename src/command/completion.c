/*
 * completion: a script for the shell, from the table of options.  What follows
 * an option or a command is given by the word the help shows for it: DIR a
 * folder, FILE a file, a|b one of these.
 */
#include <string.h>

#include "command/command.h"

/* the words of s that are taken as they are: `list | show ID | check` */
static void
plain_words(struct buf *out, const char *s)
{
	size_t n;

	for (; *s != '\0'; s += n) {
		s += strspn(s, " |.");
		n = strcspn(s, " |.");
		if (n > 0 &&
		    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789") >= n) {
			buf_add(out, s, n);
			buf_putc(out, ' ');
		}
	}
}

/* what a command's arguments are: `files`, `folders`, or words */
static const char *
arguments(struct arena *a, const struct command_line *c)
{
	struct buf b = buf_new(a);

	if (strstr(c->args, "SITE") != NULL ||
	    strstr(c->args, "FILE ") == c->args ||
	    strcmp(c->args, "FILE") == 0 || strstr(c->args, "CONFIG") != NULL)
		return "FILE";
	if (strcmp(c->args, "DIR") == 0)
		return "DIR";
	plain_words(&b, c->args);
	return b.text;
}

static const char *
values(struct arena *a, const struct option_line *o)
{
	const char *words = options_words(a, o);

	if (words != NULL)
		return words;
	return strcmp(o->value, "DIR") == 0 || strcmp(o->value, "FILE") == 0 ?
	    o->value :
	    "";
}

/* COMMAND) words="..." ;; for the options of each command */
static void
bash_options(struct buf *out)
{
	const struct command_line *c;
	const struct option_line *o;
	size_t nc, no;

	c = options_commands(&nc);
	o = options_lines(&no);
	for (size_t i = 0; i < nc; i++) {
		buf_printf(out, "\t%s)\n\t\toptions='", c[i].name);
		for (size_t k = 0; k < no; k++)
			if (options_takes(&c[i], &o[k]))
				buf_printf(out, "%s ", o[k].name);
		buf_printf(out, "'\n\t\targuments='%s' ;;\n",
		    arguments(out->a, &c[i]));
	}
}

/* COMMAND OPTION) what='...' ;; for the options that have a value */
static void
bash_values(struct buf *out)
{
	const struct command_line *c;
	const struct option_line *o;
	size_t nc, no;

	c = options_commands(&nc);
	o = options_lines(&no);
	for (size_t k = 0; k < no; k++) {
		if (o[k].value == NULL)
			continue;
		buf_putc(out, '\t');
		for (size_t i = 0; i < nc && !o[k].common; i++)
			if (options_takes(&c[i], &o[k]))
				buf_printf(out, "'%s %s' | ", c[i].name,
				    o[k].name);
		if (o[k].common) {
			buf_printf(out, "*' %s')", o[k].name);
		} else {
			out->len -= 3;
			out->text[out->len] = '\0';
			buf_putc(out, ')');
		}
		buf_printf(out, " what='%s' ;;\n", values(out->a, &o[k]));
	}
}

static void
bash(struct buf *out)
{
	const struct command_line *c;
	size_t n;

	buf_puts(out,
	    "# bash completion of eastwest; written by 'eastwest "
	    "completion bash'\n"
	    "_eastwest_reply() {\n"
	    "\tlocal IFS=$'\\n'\n"
	    "\tcase $1 in\n"
	    "\tFILE) compopt -o filenames 2>/dev/null\n"
	    "\t\tCOMPREPLY=($(compgen -f -- \"$2\")) ;;\n"
	    "\tDIR) compopt -o filenames 2>/dev/null\n"
	    "\t\tCOMPREPLY=($(compgen -d -- \"$2\")) ;;\n"
	    "\t*) IFS=$' \\t\\n'\n"
	    "\t\tCOMPREPLY=($(compgen -W \"$1\" -- \"$2\")) ;;\n"
	    "\tesac\n"
	    "}\n"
	    "_eastwest() {\n"
	    "\tlocal word=${COMP_WORDS[COMP_CWORD]} command= before= i\n"
	    "\tlocal options= arguments= what=\n"
	    "\tbefore=${COMP_WORDS[COMP_CWORD - 1]}\n"
	    "\tif [ \"$word\" = = ]; then word=; fi\n"
	    "\tif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD "
	    "- 2]}; fi\n"
	    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	    "\t\tcase ${COMP_WORDS[i]} in\n");
	buf_puts(out, "\t\t");
	c = options_commands(&n);
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s", i > 0 ? " | " : "", c[i].name);
	buf_puts(out,
	    ")\n"
	    "\t\t\tcommand=${COMP_WORDS[i]}\n"
	    "\t\t\tbreak ;;\n"
	    "\t\tesac\n"
	    "\tdone\n"
	    "\tcase $command in\n");
	bash_options(out);
	buf_puts(out, "\t*)\n\t\toptions='--help --version'\n\t\targuments='");
	for (size_t i = 0; i < n; i++)
		buf_printf(out, "%s%s", i > 0 ? " " : "", c[i].name);
	buf_puts(out,
	    "' ;;\n\tesac\n"
	    "\tcase \"$command $before\" in\n");
	bash_values(out);
	buf_puts(out,
	    "\t*) what=none ;;\n\tesac\n"
	    "\tif [ \"$what\" != none ]; then\n"
	    "\t\t_eastwest_reply \"$what\" \"$word\"\n"
	    "\telif [ \"${word#-}\" != \"$word\" ]; then\n"
	    "\t\t_eastwest_reply \"$options\" \"$word\"\n"
	    "\telse\n"
	    "\t\t_eastwest_reply \"$arguments\" \"$word\"\n"
	    "\tfi\n"
	    "}\n"
	    "complete -F _eastwest eastwest\n");
}

/* text within single quotes of an _arguments specification */
static void
zsh_text(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if (*s == '\'')
			buf_puts(out, "'\\''");
		else if (strchr("[]:\\", *s) != NULL)
			buf_printf(out, "\\%c", *s);
		else
			buf_putc(out, *s);
}

/* what completes a value: files, folders, words, or nothing */
static void
zsh_action(struct buf *out, const char *what)
{
	if (strcmp(what, "FILE") == 0)
		buf_puts(out, "_files");
	else if (strcmp(what, "DIR") == 0)
		buf_puts(out, "_files -/");
	else if (*what != '\0')
		buf_printf(out, "(%s)", what);
	else
		buf_putc(out, ' ');
}

static void
zsh(struct buf *out)
{
	const struct command_line *c;
	const struct option_line *o;
	size_t nc, no;

	c = options_commands(&nc);
	o = options_lines(&no);
	buf_puts(out,
	    "#compdef eastwest\n"
	    "# zsh completion of eastwest; written by 'eastwest completion "
	    "zsh'\n"
	    "local -a commands\n"
	    "if (( CURRENT == 2 )); then\n"
	    "\tcommands=(\n");
	for (size_t i = 0; i < nc; i++) {
		buf_printf(out, "\t\t'%s:", c[i].name);
		zsh_text(out, c[i].what);
		buf_puts(out, "'\n");
	}
	buf_puts(out,
	    "\t)\n"
	    "\t_describe command commands\n"
	    "\treturn\n"
	    "fi\n"
	    "local command=$words[2]\n"
	    "shift words\n"
	    "(( CURRENT-- ))\n"
	    "case $command in\n");
	for (size_t i = 0; i < nc; i++) {
		const char *what = arguments(out->a, &c[i]);

		buf_printf(out, "%s)\n\t_arguments", c[i].name);
		for (size_t k = 0; k < no; k++) {
			if (!options_takes(&c[i], &o[k]))
				continue;
			buf_printf(out, " \\\n\t\t'%s[", o[k].name);
			zsh_text(out, options_what(out->a, &o[k]));
			buf_putc(out, ']');
			if (o[k].value != NULL) {
				buf_puts(out, ":value:");
				zsh_action(out, values(out->a, &o[k]));
			}
			buf_putc(out, '\'');
		}
		if (*what != '\0') {
			buf_puts(out, " \\\n\t\t'*:argument:");
			zsh_action(out, what);
			buf_putc(out, '\'');
		}
		buf_puts(out, " ;;\n");
	}
	buf_puts(out, "esac\n");
}

bool
command_completion(struct run *r)
{
	const char *shell = r->o->narg == 1 ? r->o->arg[0] : "";

	if (strcmp(shell, "bash") == 0)
		bash(&r->out);
	else if (strcmp(shell, "zsh") == 0)
		zsh(&r->out);
	else
		return command_usage(r, "bash or zsh is expected");
	return true;
}
