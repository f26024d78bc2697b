/*
 * The PowerShell we write, as facts.  Not an interpreter: the text becomes
 * tokens (brackets and quotes must close), functions are entered where they are
 * called, both branches of an `if` are read, since a script is run again on a
 * host that has all already; where the two give one thing two values, that is
 * reported.  So is a command that isn't modelled, one that removes something as
 * an error. Functions with parameters are our own (Assert-Switch,
 * Add-Interface, Set-Address, Set-Jumbo, Set-PauseOff); their text is a fact,
 * so that a change in one is a difference.
 */
#include "readback/powershell.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"

#define CALLS_MAX 12

static void walk(struct script *s, size_t from, size_t to, int depth);

static const struct function *
function_of(const struct script *s, const char *name)
{
	for (size_t i = s->nfn; i-- > 0;)
		if (strcasecmp(s->fn[i].name, name) == 0)
			return &s->fn[i];
	return NULL;
}

static void
pass_over(struct script *s, size_t i)
{
	size_t last = s->t[i].kind == OPEN ? s->t[i].mate : i;

	host_config_mark(s->c, s->t[i].line, s->t[last].line, false);
}

/* calls are large, and there are as many at once as functions are deep */
static struct call *
call_new(struct script *s, size_t i, bool piped)
{
	struct call *k = s->idle;

	if (k)
		s->idle = k->idle;
	else
		k = NEW(s->own, struct call, 1);
	k->s = s;
	k->name = s->t[i].s;
	k->line = k->last = s->t[i].line;
	k->n = 0;
	k->piped = piped;
	return k;
}

static struct arg *
arg_new(struct call *k)
{
	struct arg *x = &k->arg[k->n++];

	*x = (struct arg){ 0 };
	return x;
}

/* the command of a call, as command_at */
static size_t
command_run(struct call *k, size_t i, size_t to, int depth)
{
	struct script *s = k->s;
	const struct function *f;

	for (i++; i < to && s->t[i].kind != PIPE && s->t[i].kind != SEP;) {
		const struct token *t = &s->t[i];
		struct arg *x;
		size_t end;

		if (k->n == ARGS_MAX) {
			powershell_bad(s, k->line,
			    "more arguments than any command takes");
			return to;
		}
		x = arg_new(k);
		if (t->kind == DASH) {
			x->name = t->s + 1;
			i++;
			if (i >= to || s->t[i].kind == DASH ||
			    s->t[i].kind == PIPE || s->t[i].kind == SEP)
				continue;
			/* switches take no value */
			if (strcasecmp(x->name, "ManagementOS") == 0 ||
			    strcasecmp(x->name, "Access") == 0 ||
			    strcasecmp(x->name, "Default") == 0 ||
			    strcasecmp(x->name, "Untagged") == 0)
				continue;
		}
		for (; i < to; i++) {
			const char *v = powershell_one(s, i, &end);

			if (v && x->n < VALUES_MAX)
				x->v[x->n++] = v;
			i = end;
			/* what is glued to it belongs to it: (a).b */
			while (i < to && s->t[i].glued && s->t[i].kind != SEP &&
			    s->t[i].kind != PIPE && s->t[i].kind != COMMA)
				pass_over(s, i++);
			if (i >= to || s->t[i].kind != COMMA)
				break;
		}
	}
	k->last = s->t[i - 1].line;
	f = function_of(s, k->name);
	if (f && !f->has_params) {
		if (s->calls++ > CALLS_MAX * 4 || depth > CALLS_MAX)
			powershell_bad(s, k->line,
			    "functions that call each other endlessly");
		else
			walk(s, f->from, f->to, depth + 1);
	} else if (strcasecmp(k->name, "Where-Object") == 0 ||
	    strcasecmp(k->name, "?") == 0)
		host_config_mark(s->c, k->line, k->last, false);
	else
		powershell_run(k);
	return i;
}

/* a command from i on, up to a pipe or `to`; where it ends */
static size_t
command_at(struct script *s, size_t i, size_t to, bool piped, int depth)
{
	struct call *k = call_new(s, i, piped);

	i = command_run(k, i, to, depth);
	k->idle = s->idle;
	s->idle = k;
	return i;
}

/* `$net.Name = 'lm'` and the like */
static void
assignment(struct script *s, size_t i, size_t to)
{
	const char *name = s->t[i].s, *dot = strchr(name, '.');
	size_t end, v = i + 2;

	if (strcasecmp(name, "$Computer") == 0) {
		host_config_put(s->c, "host", "computer",
		    powershell_one(s, v, &end) ? powershell_one(s, v, &end) :
		                                 "?",
		    s->t[v].line);
	} else if (powershell_is_word(&s->t[v], "Get-ClusterNetwork")) {
		s->net = "?";
		for (; v < to; v++)
			if (s->t[v].kind == OPEN) {
				for (size_t m = v; m < s->t[v].mate; m++)
					if (powershell_is_word(&s->t[m], "-eq"))
						s->net = powershell_one(s,
						    m + 1, &end);
				v = s->t[v].mate;
			}
		s->net = str_fmt(s->c->a, "cluster-network %s",
		    s->net ? s->net : "?");
	} else if (dot && s->net && strncasecmp(name, "$net.", 5) == 0) {
		host_config_put(s->c, s->net, dot + 1,
		    powershell_one(s, v, &end) ? powershell_one(s, v, &end) :
		                                 "?",
		    s->t[v].line);
	} else {
		host_config_put(s->c, "variables", name,
		    powershell_canon(s, v, to), s->t[i].line);
	}
}

static size_t
statement_end(const struct script *s, size_t i, size_t to)
{
	for (; i < to; i++) {
		if (s->t[i].kind == OPEN)
			i = s->t[i].mate;
		else if (s->t[i].kind == SEP &&
		    (i == 0 || s->t[i - 1].kind != PIPE))
			break;
	}
	return i < to ? i : to;
}

static size_t
skip_seps(const struct script *s, size_t i, size_t to)
{
	while (i < to && s->t[i].kind == SEP)
		i++;
	return i;
}

/* is it one of the script's own switches, by the text of its param()? */
static bool
is_switch(const char *param, const char *var)
{
	size_t n = strlen(var);

	for (const char *p = param; (p = strcasestr(p, var)) != NULL; p += n)
		if (!isalnum((unsigned char)p[n]) && p[n] != '_')
			return true;
	return false;
}

/* is the condition met where the script is started without any switch? 1 yes,
 * 0 no, -1 it depends on more */
static int
met_without(const struct script *s, size_t from, size_t to)
{
	const char *param = host_config_get(s->c, "variables", "param", NULL);
	bool negated = false;
	int met = 1;

	for (size_t i = from; i < to; i++) {
		const struct token *t = &s->t[i];

		if (powershell_is_word(t, "-not") ||
		    powershell_is_word(t, "!")) {
			negated = !negated;
		} else if (powershell_is_word(t, "-and")) {
			continue;
		} else if (t->kind == VAR && param && is_switch(param, t->s)) {
			met = negated ? met : 0;
			negated = false;
		} else {
			return -1;
		}
	}
	return from < to ? met : -1;
}

static size_t
if_at(struct script *s, size_t i, size_t to, int depth)
{
	int was = s->branch, was_to = s->branch_to;
	int met = 0; /* of the conditions so far */

	for (;;) {
		size_t block;

		if (met > 0)
			host_config_note(s->c, "host-stops", true, s->t[i].line,
			    "without a switch the script never comes to this "
			    "'%.10s': the condition above is met",
			    s->t[i].s);

		i = skip_seps(s, i + 1, to);
		if (i < to && powershell_is_open(&s->t[i], "(")) {
			host_config_add(s->c, "conditions",
			    powershell_canon(s, i, s->t[i].mate + 1), "",
			    s->t[i].line);
			met =
			    met == 0 ? met_without(s, i + 1, s->t[i].mate) : -1;
			i = skip_seps(s, s->t[i].mate + 1, to);
		}
		if (i >= to || !powershell_is_open(&s->t[i], "{")) {
			powershell_bad(s, s->t[i < to ? i : to - 1].line,
			    "a condition and a block are missing here");
			return to;
		}
		block = i;
		walk(s, i + 1, s->t[i].mate, depth + 1);
		s->branch = s->t[block].line;
		s->branch_to = s->t[s->t[block].mate].line;
		i = s->t[i].mate + 1;
		block = skip_seps(s, i, to);
		if (block >= to ||
		    (!powershell_is_word(&s->t[block], "else") &&
		        !powershell_is_word(&s->t[block], "elseif")))
			break;
		i = block;
	}
	s->branch = was;
	s->branch_to = was_to;
	return i;
}

static size_t
function_at(struct script *s, size_t i, size_t to)
{
	struct function f = { .name = s->t[i + 1].s, .line = s->t[i].line };
	size_t k = i + 2;

	if (k < to && powershell_is_open(&s->t[k], "(")) {
		f.has_params = true;
		k = s->t[k].mate + 1;
	}
	k = skip_seps(s, k, to);
	if (k >= to || s->t[i + 1].kind != WORD ||
	    !powershell_is_open(&s->t[k], "{")) {
		powershell_bad(s, f.line,
		    "a function without a name or a block");
		return to;
	}
	f.from = k + 1;
	f.to = s->t[k].mate;
	PUSH(s->own, s->fn, s->nfn, s->fncap, f);
	/* ours, that take parameters, are not entered: their text counts */
	if (f.has_params)
		host_config_put(s->c, "function", f.name,
		    powershell_canon(s, i + 2, f.to), f.line);
	return f.to + 1;
}

static void
pipeline(struct script *s, size_t i, size_t to, int depth)
{
	bool piped = false;

	while (i < to) {
		if (s->t[i].kind == WORD &&
		    (strcasecmp(s->t[i].s, "ForEach-Object") == 0) &&
		    i + 1 < to && powershell_is_open(&s->t[i + 1], "{")) {
			/* each of those not in the list is removed */
			struct script *in = s;

			pass_over(s, i + 1);

			for (size_t m = i + 2; m < s->t[i + 1].mate; m++)
				if (s->t[m].kind == WORD &&
				    strchr(s->t[m].s, '-')) {
					m = command_at(in, m, s->t[i + 1].mate,
					    true, depth);
				}
			i = s->t[i + 1].mate + 1;
		} else if (s->t[i].kind == WORD) {
			i = command_at(s, i, to, piped, depth);
		} else {
			if (s->t[i].kind != PIPE && s->t[i].kind != SEP)
				pass_over(s, i);
			i = s->t[i].kind == OPEN ? s->t[i].mate + 1 : i + 1;
		}
		if (i < to && s->t[i].kind == PIPE) {
			piped = true;
			i = skip_seps(s, i + 1, to);
		}
	}
}

static void
walk(struct script *s, size_t from, size_t to, int depth)
{
	size_t i = skip_seps(s, from, to), end;

	while (i < to && !s->broken) {
		const struct token *t = &s->t[i];

		if (depth > DEPTH_MAX) {
			powershell_bad(s, t->line, "blocks nest too deep");
		} else if (powershell_is_word(t, "function") && i + 2 < to) {
			i = function_at(s, i, to);
		} else if (powershell_is_word(t, "if")) {
			i = if_at(s, i, to, depth);
		} else if (powershell_is_word(t, "for") ||
		    powershell_is_word(t, "while")) {
			/* waits for a state; nothing is set in it */
			end = statement_end(s, i, to);
			host_config_add(s->c, "conditions",
			    powershell_canon(s, i, end), "", t->line);
			i = end;
		} else {
			end = statement_end(s, i, to);
			if (powershell_is_word(t, "param")) {
				host_config_put(s->c, "variables", "param",
				    powershell_canon(s, i, end), t->line);
			} else if (powershell_is_word(t, "throw") ||
			    powershell_is_word(t, "exit") ||
			    powershell_is_word(t, "return")) {
				host_config_add(s->c, "conditions",
				    powershell_canon(s, i, end), "", t->line);
				/* nothing after it is done */
				if (depth == 0)
					host_config_note(s->c, "host-stops",
					    true, t->line,
					    "the script ends here");
				return;
			} else if (t->kind == VAR && i + 2 < end &&
			    powershell_is_word(&s->t[i + 1], "=")) {
				assignment(s, i, end);
			} else {
				pipeline(s, i, end, depth);
			}
			i = end;
		}
		i = skip_seps(s, i, to);
	}
}

void
powershell_read(struct host_config *c)
{
	struct script s = { .c = c, .own = arena_new() };

	c->services = true;
	powershell_tokens(&s);
	if (!s.broken)
		powershell_mate(&s);
	if (!s.broken)
		walk(&s, 0, s.n - 1, 0);
	arena_free(s.own);
}
