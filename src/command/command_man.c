/* man: the manual pages, from the tables that parse and decode. */
#include <string.h>

#include "base/version.h"
#include "command/command.h"
#include "manual/mdoc.h"

static void
flag(struct buf *out, const struct option_line *o)
{
	buf_puts(out, " Fl");
	/* Fl prints the first dash */
	mdoc_arg(out, o->name + 1);
	if (o->value != NULL) {
		buf_puts(out, " Ar");
		mdoc_arg(out, o->value);
	}
}

static void
one_command(struct buf *out, const struct command_line *c)
{
	const struct option_line *o;
	size_t n;
	bool any = false;

	buf_puts(out, ".It Cm");
	mdoc_arg(out, c->name);
	if (c->args[0] != '\0') {
		buf_puts(out, " Ar");
		mdoc_arg(out, c->args);
	}
	buf_puts(out, "\n");
	mdoc_text(out, c->what);
	o = options_lines(&n);
	for (size_t i = 0; i < n; i++) {
		if (o[i].common || !options_takes(c, &o[i]))
			continue;
		if (!any)
			buf_puts(out, ".Bl -tag -width Ds\n");
		any = true;
		buf_puts(out, ".It");
		flag(out, &o[i]);
		buf_puts(out, "\n");
		mdoc_text(out, options_what(out->a, &o[i]));
	}
	if (any)
		buf_puts(out, ".El\n");
}

static void
all_commands(struct buf *out)
{
	const struct command_line *c;
	size_t n;

	buf_puts(out, ".Sh COMMANDS\n.Bl -tag -width Ds\n");
	c = options_commands(&n);
	for (size_t i = 0; i < n; i++)
		one_command(out, &c[i]);
	buf_puts(out, ".El\n");
}

static void
common_options(struct buf *out)
{
	const struct option_line *o;
	size_t n;

	buf_puts(out,
	    ".Sh OPTIONS\nEvery command takes these:\n"
	    ".Bl -tag -width Ds\n");
	o = options_lines(&n);
	for (size_t i = 0; i < n; i++) {
		if (!o[i].common)
			continue;
		buf_puts(out, ".It");
		flag(out, &o[i]);
		buf_puts(out, "\n");
		mdoc_text(out, options_what(out->a, &o[i]));
	}
	buf_puts(out,
	    ".El\n.Pp\nA file called\n.Ql \\-\nis standard input.\nResults go "
	    "to standard output, diagnostics to standard error.\nWhere "
	    "standard error is a terminal, a run of more than a second shows "
	    "its\nprogress there.\n");
}

static void
man_program(struct buf *out)
{
	mdoc_head(out, "eastwest", 1, version_text,
	    "design a data\\-centre network from its racks, hosts and VMs");
	buf_puts(out,
	    ".Sh SYNOPSIS\n.Nm\n.Ar command\n.Op Ar argument ...\n.Op Ar "
	    "option ...\n.Sh DESCRIPTION\n.Nm\nreads a description of a site, "
	    "in the format of\n.Xr eastwest-site 5 ,\nand designs the network "
	    "its hosts need:\nswitches that are sized and priced, cables, "
	    "configurations,\nand a report that says what it costs, what it "
	    "achieves and how that is known.\n");
	all_commands(out);
	common_options(out);
	buf_puts(out,
	    ".Sh ENVIRONMENT\n"
	    ".Bl -tag -width NO_COLOR\n"
	    ".It Ev NO_COLOR\n"
	    "If set and not empty, diagnostics are not coloured unless\n"
	    ".Fl \\-color Ar always\n"
	    "is given.\n"
	    ".It Ev PATH\n"
	    "Where\n.Cm design Fl \\-pdf\nlooks for a browser.\n"
	    ".El\n"
	    ".Sh FILES\n"
	    ".Bl -tag -width Ds\n"
	    ".It Pa share/eastwest/catalogs\n"
	    "what can be bought and run, with sources, prices and dates\n"
	    ".It Pa share/eastwest/templates\n"
	    "the texts of configurations and scripts, in Jinja\n"
	    ".It Pa share/eastwest/templates.compiled\n"
	    "the same compiled; one that was changed is compiled anew\n"
	    ".It Pa share/eastwest/examples\n"
	    "site files to start from\n"
	    ".El\n"
	    ".Pp\n"
	    "These are below the prefix the program was installed to.\n"
	    ".Sh EXIT STATUS\n"
	    ".Bl -tag -width Ds -compact\n"
	    ".It 0\ndone; warnings may have been printed\n"
	    ".It 1\nthe input is wrong, or a check found an error\n"
	    ".It 2\nthe command line is wrong\n"
	    ".It 3\nno design meets the requirements\n"
	    ".It 4\na file can't be read or written, or memory ran out\n"
	    ".El\n"
	    ".Sh EXAMPLES\n"
	    "A site file from a few numbers, then the design of that "
	    "site:\n");
	mdoc_literal(out,
	    "eastwest init --hosts 6 --memory 256GiB --vms 60 -o site.yaml\n"
	    "eastwest design site.yaml -o design\n");
	buf_puts(out,
	    ".Pp\nAre these two running configurations "
	    "consistent?\n");
	mdoc_literal(out, "eastwest audit --nos os9 spine1.cfg spine2.cfg\n");
	buf_puts(out, ".Sh SEE ALSO\n.Xr eastwest-site 5\n");
}

/* its section, or its name as the pages themselves write it */
static bool
is_page(const char *s, const char *section, const char *name)
{
	size_t n = strlen(name);

	if (strcmp(s, section) == 0 || strcmp(s, name) == 0)
		return true;
	return strncmp(s, name, n) == 0 && s[n] == '(' &&
	    s[n + 1] == section[0] && strcmp(s + n + 2, ")") == 0;
}

bool
command_man(struct run *r)
{
	const char *page = r->o->narg == 1 ? r->o->arg[0] : "";

	if (is_page(page, "1", "eastwest"))
		man_program(&r->out);
	else if (is_page(page, "5", "eastwest-site"))
		man_site(&r->out, version_text);
	else
		return command_usage(r,
		    "1 or 5 is expected: eastwest(1) or eastwest-site(5)");
	return true;
}
