#include "readback/printed.h"

#include <string.h>

#include "base/str.h"

static const char *const any_shows[] = { "version ...", "boot ...", "exit",
	"end", "!", "quit", "load-interval ...", "ntp clock-period ...",
	"no logging console", "no description", NULL };
static const char *const any_hides[] = { "exit", "end", "!", "quit",
	"crypto key generate ...", "copy ...", "write ...", NULL };
static const char *const any_mode[] = { "configure", "configure terminal",
	"enable", NULL };

static bool
is(const struct outline_line *l, const char *const *pattern)
{
	const struct line x = { .word = l->word, .nword = l->nword };

	return pattern && line_any(&x, pattern);
}

/* tables of a document that count, name and log, and nothing else */
static bool
is_idle_table(const char *path)
{
	static const char *const table[] = { "CRM", "FLEX_COUNTER_TABLE",
		"LOGGER", "VERSIONS", "AUTO_TECHSUPPORT",
		"AUTO_TECHSUPPORT_FEATURE", "KDUMP", "BANNER_MESSAGE",
		"DEVICE_NEIGHBOR", "DEVICE_NEIGHBOR_METADATA", "SYSLOG_CONFIG",
		"SYSLOG_CONFIG_FEATURE", "CABLE_LENGTH", "BGP_DEVICE_GLOBAL",
		"COPP_GROUP", "COPP_TRAP", "PASSW_HARDENING", NULL };

	for (size_t i = 0; table[i]; i++)
		if (str_starts(path, table[i]))
			return true;
	return false;
}

/* of a session: in a stanza it would switch the stanza on */
static bool
is_mode(const struct outline_line *l)
{
	return *l->path == '\0' && is(l, any_mode);
}

/* qos cos-map 2 local-priority 2: each is its own unless said otherwise */
static bool
is_same_number(const struct outline_line *l)
{
	static const char *const map[] = { "qos cos-map * local-priority *",
		NULL };

	return is(l, map) && line_word_eq(l->word[2], l->word[4]);
}

bool
printed_shows(const struct view *v, const struct outline_line *l)
{
	static const char *const on[] = { "state: enabled",
		"state: always_enabled", NULL };

	/* an earlier release's list of them */
	static const char *const members[] = { "members: ...", NULL };

	if (is(l, any_shows) || is_mode(l) ||
	    (v->doc && str_starts(l->path, "VLAN / ") && is(l, members)) ||
	    (v->doc && is_idle_table(l->path)) ||
	    line_word_eq(l->path, "version"))
		return true;
	return is(l, v->dialect->shows) ||
	    (v->doc && str_starts(l->path, "FEATURE / ") && is(l, on));
}

bool
printed_hides(const struct view *v, const struct outline_line *l)
{
	return is_same_number(l) || is(l, any_hides) || is_mode(l) ||
	    line_word_starts(l->word[0], ":delay") || is(l, v->dialect->hides);
}

bool
printed_default(const struct view *v, const struct outline_line *l)
{
	static const char *const once[] = { "crypto ...", "copy ...",
		"write ...", "exit", "end", "quit", "unset ...", NULL };

	return printed_hides(v, l) && !is(l, once) && !is_mode(l) &&
	    !line_word_starts(l->word[0], ":delay");
}

static bool
is_made(const char *word, bool secrets)
{
	static const char *const made[] = { "network=", "admin-mac=",
		"auto-mac=", NULL };
	const char *eq = strchr(word, '=');

	for (size_t i = 0; made[i]; i++)
		if (str_starts(word, made[i]))
			return true;
	return secrets && eq && eq - word >= 8 &&
	    strncmp(eq - 8, "password", 8) == 0;
}

struct outline_line
printed_bare(struct arena *a, const struct outline_line *l, bool secrets)
{
	static const char *const spare[] = { "prefer", "iburst", "force",
		"facility", "local7", "disabled=no", "protocol-mode=rstp",
		"pvid=1", NULL };
	struct outline_line x = *l;

	x.word = NEW(a, const char *, l->nword + 1);
	x.nword = 0;
	for (size_t i = 0; i < l->nword; i++) {
		bool is_spare = false;

		for (size_t k = 0; i > 0 && spare[k]; k++)
			is_spare =
			    is_spare || line_word_eq(l->word[i], spare[k]);
		/* what it makes of others, and secrets, which it hides */
		is_spare = is_spare || is_made(l->word[i], secrets);
		if (!is_spare)
			x.word[x.nword++] = l->word[i];
	}
	return x;
}
