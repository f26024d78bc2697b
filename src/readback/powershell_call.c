/*
 * The call of a command: its arguments, and what becomes of it.  A command that
 * isn't modelled is reported, one that removes something as an error.
 */
#include "readback/powershell.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

/* the value of a parameter; a name may be shortened; place: where it may be
 * given without a name, -1: nowhere */
struct arg *
powershell_arg(struct call *k, const char *name, int place)
{
	int nth = 0;

	for (size_t i = 0; i < k->n; i++)
		if (k->arg[i].name &&
		    (strcasecmp(k->arg[i].name, name) == 0 ||
		        (strlen(k->arg[i].name) >= 3 &&
		            strncasecmp(k->arg[i].name, name,
		                strlen(k->arg[i].name)) == 0))) {
			k->arg[i].used = true;
			return &k->arg[i];
		}
	for (size_t i = 0; i < k->n; i++)
		if (!k->arg[i].name && nth++ == place) {
			k->arg[i].used = true;
			return &k->arg[i];
		}
	return NULL;
}

const char *
powershell_value(struct call *k, const char *name, int place)
{
	struct arg *x = powershell_arg(k, name, place);

	if (x)
		x->alone = true;
	return x && x->n > 0 ? x->v[0] : NULL;
}

/* $true, $false, On, Off, 1, 0 */
const char *
powershell_truth(const char *v)
{
	if (!v || strcasecmp(v, "$true") == 0 || strcasecmp(v, "on") == 0 ||
	    str_eq(v, "1") || strcasecmp(v, "true") == 0)
		return "true";
	return "false";
}

const char *
powershell_on_off(struct call *k)
{
	return strncasecmp(k->name, "Disable", 7) == 0 ? "false" : "true";
}

/* a value, and whether the other branch of this `if` gives another */
void
powershell_put(struct call *k, const char *object, const char *key,
    const char *v)
{
	int line = 0;
	const char *was = host_config_get(k->s->c, object, key, &line);

	if (!v)
		return;
	if (was && k->s->branch && line >= k->s->branch &&
	    line <= k->s->branch_to && strcasecmp(was, v) != 0)
		host_config_note(k->s->c, "host-rerun", true, k->line,
		    "%s: %s is %.60s here and %.60s in line %d, the other "
		    "branch: a second run changes it",
		    object, key, v, was, line);
	host_config_put(k->s->c, object, key, v, k->line);
}

const char *
powershell_object(struct call *k, const char *kind, const char *name)
{
	return str_fmt(k->s->c->a, "%s %s", kind, name ? name : "?");
}

bool
powershell_is_pattern(const char *name)
{
	return strpbrk(name, "*?") != NULL;
}

bool
powershell_like(const char *pattern, const char *name)
{
	const char *star = NULL, *from = NULL;

	while (*name) {
		if (*pattern == '*') {
			star = pattern++;
			from = name;
		} else if (*pattern == '?' ||
		    tolower((unsigned char)*pattern) ==
		        tolower((unsigned char)*name)) {
			pattern++;
			name++;
		} else if (star) {
			pattern = star + 1;
			name = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

/* what an adapter's name means */
const char *
powershell_adapter(struct call *k, const char *name)
{
	size_t n = name ? strlen(name) : 0;
	const char *o;

	if (name && powershell_is_pattern(name))
		host_config_note(k->s->c, "host-unread", true, k->line,
		    "which adapters '%.60s' matches is not modelled", name);
	if (n > 12 && strncasecmp(name, "vEthernet (", 11) == 0 &&
	    name[n - 1] == ')')
		return powershell_object(k, "interface",
		    str_dup(k->s->c->a, name + 11, n - 12));
	o = powershell_object(k, "team", name);
	return host_config_has(k->s->c, o) ? o :
	                                     powershell_object(k, "port", name);
}

void
powershell_needs(struct call *k, const char *object)
{
	if (!host_config_has(k->s->c, object))
		host_config_note(k->s->c, "host-stops", true, k->line,
		    "%s: no %s is defined yet", k->name, object);
}

void
powershell_members(struct call *k, const char *object, const char *key,
    struct arg *x)
{
	host_config_drop(k->s->c, object, key);
	for (size_t i = 0; x && i < x->n; i++)
		host_config_add(k->s->c, object, key, x->v[i], k->line);
}

/* changes nothing, whatever comes after the dash */
static bool
is_quiet(const char *name)
{
	static const char *const verb[] = { "Get-", "Write-", "Test-",
		"Measure-", "Format-", "Out-Null", "Out-Host", "Out-String",
		"Start-Transcript", "Stop-Transcript", "Start-Sleep" };

	for (size_t i = 0; i < sizeof(verb) / sizeof(*verb); i++)
		if (strncasecmp(name, verb[i], strlen(verb[i])) == 0)
			return true;
	return false;
}

static bool
undoes(const char *name)
{
	static const char *const verb[] = { "Remove-", "Disable-", "Clear-",
		"Reset-", "Uninstall-", "Stop-", "Rename-", "Restore-" };

	for (size_t i = 0; i < 8; i++)
		if (strncasecmp(name, verb[i], strlen(verb[i])) == 0)
			return true;
	return false;
}

/* parameters that change nothing of what we read */
static bool
is_common(const char *name)
{
	static const char *const word[] = { "ErrorAction", "Confirm", "Force",
		"PassThru", "ManagementOS", "Verbose", "WarningAction", "AsJob",
		"Weight" };

	for (size_t i = 0; i < 9; i++)
		if (strcasecmp(name, word[i]) == 0)
			return true;
	return false;
}

/* Write-Host 'a text', or that all is recorded: nothing else is in it */
static bool
speaks(struct call *k)
{
	for (size_t i = 0; i < k->n; i++)
		for (size_t m = 0; m < k->arg[i].n; m++) {
			const char *v = k->arg[i].v[m];

			if (strstr(v, "$(") || strchr(v, '>') ||
			    strchr("(@", v[strspn(v, " ")]))
				return false;
		}
	return strncasecmp(k->name, "Write-", 6) == 0 ||
	    strcasecmp(k->name, "Start-Transcript") == 0 ||
	    strcasecmp(k->name, "Stop-Transcript") == 0 ||
	    strcasecmp(k->name, "Start-Sleep") == 0;
}

static const struct powershell_command *
command_of(const char *name)
{
	static const struct powershell_command *const table[] = {
		powershell_net, powershell_host
	};

	for (size_t i = 0; i < 2; i++)
		for (const struct powershell_command *c = table[i]; c->name;
		     c++)
			if (strcasecmp(name, c->name) == 0)
				return c;
	return NULL;
}

void
powershell_run(struct call *k)
{
	const struct powershell_command *command = command_of(k->name);
	size_t i, before;

	for (i = 0; i < k->n; i++)
		if (k->arg[i].name && strcasecmp(k->arg[i].name, "WhatIf") == 0)
			host_config_note(k->s->c, "host-unread", true, k->line,
			    "%s -WhatIf does nothing", k->name);
	if (!command) {
		if (speaks(k))
			host_config_mark(k->s->c, k->line, k->last, true);
		if (!is_quiet(k->name))
			host_config_note(k->s->c, "host-unread",
			    undoes(k->name), k->line,
			    "'%.60s' is not modelled: its effect is unknown",
			    k->name);
		return;
	}
	before = k->s->c->n;
	command->run(k);
	/* names that come by a pipe, or with a * in them */
	if (strncasecmp(k->name, "Remove-", 7) == 0 && k->s->c->n == before &&
	    !powershell_rest_of_list(k))
		host_config_note(k->s->c, "host-unread", true, k->line,
		    "%s: what it removes is unknown", k->name);
	host_config_mark(k->s->c, k->line, k->last, true);
	for (i = 0; i < k->n; i++)
		if (k->arg[i].alone && k->arg[i].n > 1)
			host_config_note(k->s->c, "host-unread", true, k->line,
			    "%s: '%.60s' and %zu more where one value is read",
			    k->name, k->arg[i].v[0], k->arg[i].n - 1);
	for (i = 0; i < k->n; i++)
		if (!k->arg[i].used &&
		    (!k->arg[i].name || !is_common(k->arg[i].name)))
			host_config_note(k->s->c, "host-unread", true, k->line,
			    "%s: '%s%.60s' is not modelled", k->name,
			    k->arg[i].name ? "-" : "",
			    k->arg[i].name      ? k->arg[i].name :
			        k->arg[i].n > 0 ? k->arg[i].v[0] :
			                          "");
}
