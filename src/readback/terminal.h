/*
 * What a terminal, a pager and a dump for the maker's support put around and
 * between the lines of a config.  Knows how such lines look, and no config.
 */
#ifndef READBACK_TERMINAL_H
#define READBACK_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

/*
 * A text without what a pager left in it: `--More--`, `---(more 12%)---`, and
 * what rubs it out before the line that follows it.  The source itself where
 * there is nothing of the kind; lines keep their numbers.
 */
const struct source *terminal_unpaged(struct arena *a, const struct source *s);

/*
 * A prompt pasted with what was typed after it: `LEAF1#show run`,
 * `LEAF1(conf-if-te-0/1)#mtu 9216`.  How long it is, or 0; *config: a command
 * of a config follows.
 */
size_t terminal_prompt(const char *s, bool *config);
/* no command of any platform starts so */
bool terminal_is_noise(const char *s);
/* commands that no config has: typed before it, or pasted behind its end */
bool terminal_is_exec(const char *s);

/* what is shown from here on, in a text of what many commands print */
struct dump {
	bool off;       /* no config */
	bool config;    /* one was shown before */
	bool headed;    /* what is shown is named by a line above it */
	size_t skipped; /* commands that show no config */
};

/* does the line name a command, or is it of what shows no config?
 * prompt, typed: what terminal_prompt() says of it */
bool terminal_skips(struct dump *d, const char *s, size_t prompt, bool typed);

#endif
