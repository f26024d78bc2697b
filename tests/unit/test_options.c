/* The command line: help is as wide as the screen, and its examples are right. */
#include "arena.h"

#include <stdlib.h>

#include "command/options.h"

TestSuite(options, .init = setup, .fini = teardown);

static char *
line_of(const char *s)
{
	return str_dup(a, s, strlen(s));
}

static const char *
help_of(const struct command_line *c, size_t columns)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);
	const char *own;

	cr_assert_not_null(f);
	options_help(a, c, columns, f);
	fclose(f);
	own = str_dup(a, text, len);
	free(text);
	return own;
}

Test(options, no_line_of_a_help_is_wider_than_the_screen)
{
	static const size_t wide[] = { 60, 80, 120 };
	size_t n, i, k;
	const struct command_line *c = options_commands(&n);

	for (i = 0; i <= n; i++)
		for (k = 0; k < 3; k++) {
			const char *p =
			    help_of(i < n ? &c[i] : NULL, wide[k]), *end;

			for (; *p != '\0'; p = end + 1) {
				end = strchr(p, '\n');
				cr_expect_leq((size_t)(end - p), wide[k],
				    "%.*s", (int)(end - p), p);
			}
		}
}

/* up to what is the shell's, each example is a command line that is accepted */
Test(options, each_command_has_an_example_it_takes)
{
	size_t n, i;
	const struct command_line *c = options_commands(&n);

	for (i = 0; i < n; i++) {
		char *argv[32] = {line_of("eastwest")}, *save = NULL, *word;
		char *line = str_fmt(a, "%s %s", c[i].name, c[i].example);
		struct options o;
		int argc = 1;

		cr_expect(strstr(help_of(&c[i], 80),
		    str_fmt(a, "\nexample:\n  eastwest %s", c[i].name)) != NULL);
		line[strcspn(line, "|>")] = '\0';
		for (word = strtok_r(line, " ", &save); word != NULL && argc <
		    31; word = strtok_r(NULL, " ", &save))
			argv[argc++] = word;
		cr_expect(options_parse(a, argc, argv, &o, stderr), "%s",
		    c[i].name);
		cr_expect(o.command == &c[i], "%s", c[i].name);
		if (c[i].args[0] == '\0')
			cr_expect_eq(o.narg, 0, "%s", c[i].name);
		else if (strchr("-[", c[i].args[0]) == NULL)
			cr_expect_gt(o.narg, 0, "%s", c[i].name);
	}
}

Test(options, an_unknown_one_is_answered_with_one_the_command_takes)
{
	static const struct { const char *word, *near; bool is; } c[] = {
		{"--al", "'--all'", true}, {"--quots", "'--quotes'", false},
		{"--hots", "'--host'", true}
	};
	size_t i;

	for (i = 0; i < sizeof c / sizeof c[0]; i++) {
		char *argv[] = {line_of("eastwest"), line_of("drain"),
		    line_of("x.yaml"), line_of(c[i].word)};
		char *text = NULL;
		size_t len = 0;
		FILE *f = open_memstream(&text, &len);
		struct options o;

		cr_expect_not(options_parse(a, 4, argv, &o, f));
		fclose(f);
		cr_expect_eq(strstr(text, c[i].near) != NULL, c[i].is, "%s",
		    text);
		cr_expect(strstr(text, "see 'eastwest drain --help'") != NULL,
		    "%s", text);
		free(text);
	}
}

/* what is typed first by who knows other programs */
Test(options, help_of_a_command_is_asked_for_in_both_orders)
{
	char *argv[] = {line_of("eastwest"), line_of("help"),
	    line_of("drain")};
	char *odd[] = {line_of("eastwest"), line_of("help"),
	    line_of("drian")};
	struct options o;
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	cr_assert(options_parse(a, 3, argv, &o, f));
	cr_expect(o.help && o.command != NULL);
	cr_expect_str_eq(o.command->name, "drain");
	cr_assert(options_parse(a, 2, argv, &o, f));
	cr_expect(o.help && o.command == NULL);
	cr_expect_not(options_parse(a, 3, odd, &o, f));
	fclose(f);
	cr_expect(strstr(text, "did you mean 'drain'?") != NULL, "%s", text);
	free(text);
}
