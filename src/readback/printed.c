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

static bool
is(const struct outline_line *l, const char *const *pattern)
{
	const struct line x = { .word = l->word, .nword = l->nword };

	return pattern && line_any(&x, pattern);
}

/* what a document has in that place anyway */
static bool
is_shown_in(const struct shown_in *in, const struct outline_line *l)
{
	for (; in && in->place; in++)
		if (str_starts(l->path, in->place) &&
		    (!in->line || is(l, in->line)))
			return true;
	return false;
}

/* of a session: in a stanza it would switch the stanza on */
static bool
is_mode(const struct outline_line *l)
{
	return *l->path == '\0' && is(l, any_mode);
}

/* it does something and is gone */
static bool
is_once(const struct view *v, const struct outline_line *l)
{
	return is(l, any_once) || is_mode(l) || is(l, v->dialect->once);
}

bool
printed_shows(const struct view *v, const struct outline_line *l)
{
	return is(l, any_shows) || is_mode(l) ||
	    line_word_eq(l->path, "version") || is(l, v->dialect->shows) ||
	    (v->doc && is_shown_in(v->dialect->shows_in, l));
}

bool
printed_hides(const struct view *v, const struct outline_line *l)
{
	return printed_default(v, l) || is_once(v, l);
}

bool
printed_default(const struct view *v, const struct outline_line *l)
{
	return (is(l, any_hides) || is(l, v->dialect->hides)) && !is_once(v, l);
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
