#include "readback/printed.h"

#include <string.h>

#include "base/str.h"

static const char *const any_shows[] = { "version ...", "boot ...", "exit",
	"end", "!", "quit", "load-interval ...", "ntp clock-period ...",
	"no logging console", "no description", NULL };
static const char *const any_hides[] = { "!", NULL };
static const char *const any_once[] = { "exit", "end", "quit",
	"crypto key generate ...", "copy ...", "write ...", NULL };
static const char *const any_spare[] = { "prefer", "iburst", "force",
	"facility", "local7", NULL };
static const char *const any_mode[] = { "configure", "configure terminal",
	"enable", NULL };

/* of a session: in a stanza it would switch the stanza on */
static bool
is_mode(const struct outline_line *l)
{
	return *l->path == '\0' && outline_is(l, any_mode);
}

/* it does something and is gone */
static bool
is_once(const struct view *v, const struct outline_line *l)
{
	return outline_is(l, any_once) || is_mode(l) ||
	    outline_is(l, v->dialect->once);
}

bool
printed_shows(const struct view *v, const struct outline_line *l)
{
	return outline_is(l, any_shows) || is_mode(l) ||
	    line_word_eq(l->path, "version") ||
	    outline_is(l, v->dialect->shows) ||
	    (v->doc && outline_in(v->dialect->shows_in, l) == LINES_YES);
}

bool
printed_hides(const struct view *v, const struct outline_line *l)
{
	return printed_default(v, l) || is_once(v, l);
}

bool
printed_default(const struct view *v, const struct outline_line *l)
{
	return (outline_is(l, any_hides) || outline_is(l, v->dialect->hides)) &&
	    !is_once(v, l);
}

static bool
begins_as_one(const char *const *with, const char *word)
{
	for (; with && *with; with++)
		if (str_starts(word, *with))
			return true;
	return false;
}

static bool
is_one(const char *const *of, const char *word)
{
	for (; of && *of; of++)
		if (line_word_eq(*of, word))
			return true;
	return false;
}

/* password=, secret-password= */
static bool
is_password(const char *word)
{
	const char *eq = strchr(word, '=');

	return eq && eq - word >= 8 && strncmp(eq - 8, "password", 8) == 0;
}

struct outline_line
printed_bare(const struct view *v, struct arena *a,
    const struct outline_line *l, bool secrets)
{
	struct outline_line x = *l;

	x.word = NEW(a, const char *, l->nword + 1);
	x.nword = 0;
	for (size_t i = 0; i < l->nword; i++) {
		const char *w = l->word[i];

		if (i > 0 &&
		    (is_one(any_spare, w) || is_one(v->dialect->spare, w)))
			continue;
		/* what it makes of others, and secrets, which it hides */
		if (!begins_as_one(v->dialect->makes, w) &&
		    !(secrets && is_password(w)))
			x.word[x.nword++] = w;
	}
	return x;
}
