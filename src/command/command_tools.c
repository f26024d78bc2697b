/* The engines alone: one migration, a table of them, a list of flows. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "base/value.h"
#include "base/wrap.h"
#include "catalog/catalog.h"
#include "command/command.h"
#include "drain/flowfile.h"
#include "drain/migration.h"
#include "input/json.h"
#include "prove/engine_input.h"

bool
command_usage(const struct run *r, const char *what)
{
	const char *text =
	    str_fmt(r->a, "eastwest: %s; see 'eastwest %s --help'\n", what,
	        r->o->command->name);
	struct buf b = buf_new(r->a);

	if (r->columns > 0)
		wrap_text(&b, text, r->columns);
	else
		buf_puts(&b, text);
	fputs(b.text, stderr);
	return false;
}

static bool
command_pending(struct run *r, struct pending *p)
{
	if (p != NULL)
		PUSH(r->a, r->pending, r->npending, r->cappending, p);
	return p != NULL;
}

bool
command_write(struct run *r, const char *dir, const struct fileset *files)
{
	return command_pending(r, fileset_ready(r->a, r->d, dir, files));
}

bool
command_write_new(struct run *r, const char *path, const char *data, size_t len)
{
	return command_pending(r, file_ready_new(r->a, r->d, path, data, len));
}

struct span
command_place(struct run *r, const char *option, const char *value)
{
	struct source *s = NEW(r->a, struct source, 1);
	struct span at = { s, 1, 0, 0 };

	assert(option != NULL && value != NULL);
	s->name = "command line";
	s->text = str_fmt(r->a, "%s %s", option, value);
	s->len = strlen(s->text);
	at.col = (int)strlen(option) + 2;
	at.width = (int)strlen(value) > 0 ? (int)strlen(value) : 1;
	return at;
}

bool
command_quantity(struct run *r, const char *option, const char *text,
    enum unit unit, bool zero, int64_t *out)
{
	const char *why;
	struct span at = command_place(r, option, text);

	if (!num_parse(r->a, text, unit, out, &why))
		return diag_error(r->d, at, "bad-quantity", "%s", why);
	if (*out == 0 && !zero)
		return diag_error(r->d, at, "out-of-range",
		    "'%s' is zero: it must be more than zero", text);
	return true;
}

const struct hypervisor *
command_hypervisor(struct run *r, const struct catalog *c, const char *which)
{
	const struct hypervisor *h;
	const char **name = NEW(r->a, const char *, c->nhyp + 1), *near;

	h = catalog_hypervisor(c, which);
	if (h != NULL)
		return h;
	for (size_t i = 0; i < c->nhyp; i++)
		name[i] = c->hyp[i].id;
	near = str_nearest(which, name, c->nhyp);
	diag_error(r->d, command_place(r, "--hypervisor", which),
	    "unknown-hypervisor", "no hypervisor '%s' in the catalogs", which);
	if (catalog_hypervisor_known_as(c, which) != NULL)
		near = catalog_hypervisor_known_as(c, which)->id;
	if (near != NULL)
		diag_hint(r->d, "did you mean '%s'?", near);
	return NULL;
}

static void
migration_answer(struct run *r, const struct migration_result *m,
    const struct migration_result *low, const struct migration_result *high)
{
	if (r->o->json) {
		struct value *v = value_map(r->a);

		value_set(r->a, v, "seconds",
		    m->finishes ? value_real(r->a, m->seconds) :
		                  value_null(r->a));
		value_set(r->a, v, "bytes",
		    value_int(r->a, (int64_t)llround(m->bytes)));
		value_set(r->a, v, "passes",
		    value_int(r->a, (int64_t)m->passes));
		value_set(r->a, v, "downtime_seconds",
		    m->finishes ? value_real(r->a, m->downtime_s) :
		                  value_null(r->a));
		value_set(r->a, v, "converges",
		    value_bool(r->a, m->finishes && m->converges));
		value_set(r->a, v, "lower_bound_seconds",
		    value_real(r->a, m->lower_bound_s));
		value_set(r->a, v, "optimistic_seconds",
		    low->finishes ? value_real(r->a, low->seconds) :
		                    value_null(r->a));
		value_set(r->a, v, "pessimistic_seconds",
		    high->finishes ? value_real(r->a, high->seconds) :
		                     value_null(r->a));
		json_print(&r->out, v);
		return;
	}
	r->lines = true;
	if (!m->finishes) {
		buf_printf(&r->out,
		    "does not converge: after %zu passes the memory dirtied in "
		    "the meantime still takes longer to send than the downtime "
		    "limit\nlower bound  %s\n",
		    m->passes, num_time_pretty(r->a, m->lower_bound_s));
		return;
	}
	buf_printf(&r->out,
	    "time         %.3f s (lower bound %.3f s, expected range %.3f s to "
	    "%s)\nbytes        %.0f in %zu passes\nblackout     %.3f s\n"
	    "converges    %s\n",
	    m->seconds, m->lower_bound_s, low->seconds,
	    high->finishes ? str_fmt(r->a, "%.3f s", high->seconds) : "never",
	    m->bytes, m->passes, m->downtime_s,
	    m->converges ?
	        "yes" :
	        "no: it stops at the pass limit, with a long blackout");
}

static void
migration_print_table(struct run *r, const struct migration_rules *rules,
    const struct migration_load *load)
{
	static const double gbit[] = { 0.5, 1, 2.5, 5, 10, 25, 40, 100 };
	static const double limit_s[] = { 0.05, 0.1, 0.3, 0.5, 1, 5, INFINITY };
	double bps[8];
	const struct migration_result *t;

	for (size_t i = 0; i < 8; i++)
		bps[i] = gbit[i] * GBPS / 8;
	t = migration_table(r->a, rules, load, bps, 8, limit_s, 7);
	buf_puts(&r->out,
	    "seconds, by payload bandwidth and downtime limit; -: does not "
	    "converge\n            50 ms   100 ms   300 ms   500 ms      1 "
	    "s      5 s      any\n");
	for (size_t i = 0; i < 8; i++) {
		buf_printf(&r->out, "%5g Gbit/s", gbit[i]);
		for (size_t k = 0; k < 7; k++) {
			const struct migration_result *x = &t[i * 7 + k];

			if (x->finishes)
				buf_printf(&r->out, " %8.2f", x->seconds);
			else
				buf_puts(&r->out, "        -");
		}
		buf_putc(&r->out, '\n');
	}
}

bool
command_migration(struct run *r)
{
	const struct options *o = r->o;
	struct migration_rules rules = migration_rules_plain();
	struct migration_load load = { 0 };
	int64_t memory = 0, rate = 0, dirty = 0, set = 0, limit = 0;
	int64_t assigned = 0, link = 0;
	struct migration_result m, low, high;
	bool ok = true;

	if (o->memory == NULL || (o->bandwidth == NULL && !o->table))
		return command_usage(r,
		    o->table ? "--memory is needed" :
		               "--memory and --bandwidth are needed");
	if (o->table &&
	    (o->bandwidth != NULL || o->downtime != NULL || o->link != NULL ||
	        o->json))
		return command_usage(r,
		    "--table has its own bandwidths and downtime limits, and "
		    "no JSON form");
	if (o->narg > 0)
		return command_usage(r, "no argument is expected");
	ok &= command_quantity(r, "--memory", o->memory, UNIT_BYTES, false,
	    &memory);
	if (o->bandwidth != NULL)
		ok &= command_quantity(r, "--bandwidth", o->bandwidth,
		    UNIT_RATE, false, &rate);
	if (o->assigned != NULL)
		ok &= command_quantity(r, "--assigned", o->assigned, UNIT_BYTES,
		    false, &assigned);
	if (o->link != NULL)
		ok &= command_quantity(r, "--link", o->link, UNIT_RATE, false,
		    &link);
	if (o->dirty_rate != NULL)
		ok &= command_quantity(r, "--dirty-rate", o->dirty_rate,
		    UNIT_RATE, true, &dirty);
	if (o->working_set != NULL)
		ok &= command_quantity(r, "--working-set", o->working_set,
		    UNIT_BYTES, false, &set);
	if (o->downtime != NULL)
		ok &= command_quantity(r, "--downtime", o->downtime, UNIT_TIME,
		    false, &limit);
	if (o->hypervisor != NULL) {
		const struct catalog *c = catalog_read(r->a, r->d, r->catalog,
		    r->ncatalog, r->templates, r->ntemplates);
		const struct hypervisor *h =
		    c != NULL ? command_hypervisor(r, c, o->hypervisor) : NULL;

		if (h == NULL)
			return true;
		rules = engine_rules_of_hypervisor(h);
	}
	if (ok && set > memory)
		ok = diag_error(r->d,
		    command_place(r, "--working-set", o->working_set),
		    "out-of-range",
		    "a working set of %s is "
		    "more than the memory that is sent, %s",
		    num_text(r->a, set, UNIT_BYTES),
		    num_text(r->a, memory, UNIT_BYTES));
	if (ok && o->assigned != NULL && assigned < memory)
		ok = diag_error(r->d,
		    command_place(r, "--assigned", o->assigned), "out-of-range",
		    "%s assigned is less than the memory that is sent, %s",
		    num_text(r->a, assigned, UNIT_BYTES),
		    num_text(r->a, memory, UNIT_BYTES));
	if (ok && o->link != NULL && link < rate)
		ok = diag_error(r->d, command_place(r, "--link", o->link),
		    "out-of-range",
		    "a link of %s carries less than the stream's %s",
		    num_text(r->a, link, UNIT_RATE),
		    num_text(r->a, rate, UNIT_RATE));
	if (!ok)
		return true;
	if (o->link != NULL && !rules.stop_lifts_cap)
		return command_usage(r,
		    "--link needs --hypervisor and a platform that lifts the "
		    "cap for the last copy: kvm");
	rules.stop_Bps = (double)link / 8;
	if (limit > 0)
		rules.downtime_s = num_seconds(limit);
	load.nonzero_bytes = (double)memory;
	load.memory_bytes = (double)(assigned > 0 ? assigned : memory);
	load.dirty = dirty > 0 ?
	    dirty_uniform(set > 0 ? (double)set : (double)memory,
	        (double)dirty / 8) :
	    dirty_none();
	if (o->table) {
		migration_print_table(r, &rules, &load);
		return true;
	}
	m = migration_run(&rules, &load, (double)rate / 8);
	low = migration_optimistic(&rules, &load, (double)rate / 8);
	high = migration_pessimistic(&rules, &load, (double)rate / 8);
	migration_answer(r, &m, &low, &high);
	return true;
}

bool
command_flows(struct run *r)
{
	const struct source *src;
	const struct flow_file *f;
	const double *t;

	if (r->o->narg != 1)
		return command_usage(r,
		    "one file of links and flows is "
		    "expected");
	src = file_read(r->a, r->d, r->o->arg[0], FILE_LARGE_MAX);
	f = src != NULL ? flowfile_parse(r->a, r->d, src) : NULL;
	if (f == NULL)
		return true;
	t = flowfile_solve(r->a, f);
	if (r->o->json) {
		struct value *v = value_map(r->a), *list = value_list(r->a);

		for (size_t i = 0; i < f->nflow; i++) {
			struct value *x = value_map(r->a);

			value_set(r->a, x, "id",
			    value_text(r->a, f->flow_name[i]));
			value_set(r->a, x, "finish_seconds",
			    value_real(r->a, t[i]));
			value_push(r->a, list, x);
		}
		value_set(r->a, v, "flows", list);
		json_print(&r->out, v);
	} else {
		buf_puts(&r->out, flowfile_text(r->a, f, t));
	}
	return true;
}
