/*
 * loading.md: in which order the switches are loaded, and for each kind of
 * switch how its text gets in, what could cut one off, what undoes that, what
 * is checked, and how it is saved.
 */
#include "phases/loading_parts.h"

#include "base/ip.h"
#include "phases/md.h"
#include "phases/procedure.h"

const struct dswitch *
loading_at(const struct loading *k, size_t i)
{
	return &k->g->sw[k->sw[i]];
}

/* it carries traffic, by an earlier bundle that was no proof */
static bool
is_built(const struct loading *k, size_t sw)
{
	size_t i;

	for (i = 0;
	     k->earlier != NULL && !k->earlier->proof && i < k->earlier->n; i++)
		if (str_eq(k->earlier->sw[i].name, k->g->sw[sw].name))
			return true;
	return false;
}

/* it is there, and no earlier bundle says what runs on it */
static bool
is_there(const struct loading *k, size_t sw)
{
	for (size_t i = 0; k->earlier != NULL && i < k->earlier->n; i++)
		if (str_eq(k->earlier->sw[i].name, k->g->sw[sw].name))
			return false;
	return k->g->sw[sw].existing != NULL;
}

size_t
loading_in_use_count(const struct loading *k)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		n += is_there(k, k->sw[i]);
	return n;
}

size_t
loading_existing_count(const struct loading *k)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		n += is_built(k, k->sw[i]);
	return n;
}

static const char *
path_of(const struct loading *k, const struct dswitch *s)
{
	return str_fmt(k->a, "configs/%s.%s", s->name,
	    s->model->platform->extension);
}

static bool
is_known(const struct platform *p)
{
	return p->nloading[LOADING_LOAD] > 0;
}

struct placeholder *
loading_holes(const struct loading *k, const struct dswitch *s, size_t *n)
{
	const struct file *f = fileset_find(k->files, path_of(k, s));

	*n = 0;
	return f == NULL ? NULL : placeholder_list(k->a, f->data, n);
}

/* what is above comes first, and of a pair its first directly before its
 * second: neither has a peer until both are loaded */
static void
order_of(struct loading *k)
{
	bool *done = NEW(k->a, bool, k->g->nsw + 1);
	int leaf;

	k->sw = NEW(k->a, size_t, k->g->nsw + 1);
	for (leaf = 0; leaf < 2; leaf++)
		for (size_t i = 0; i < k->g->nsw; i++) {
			const struct dswitch *s = &k->g->sw[i];
			size_t first;

			if ((s->role == ROLE_LEAF) != leaf || done[i])
				continue;
			first = design_is_primary(k->g, i) ? i : s->pair;
			k->sw[k->n++] = first;
			done[first] = true;
			if (s->pair == NONE)
				continue;
			k->sw[k->n++] = k->g->sw[first].pair;
			done[k->g->sw[first].pair] = true;
		}
}

/* ---- the order ---- */

static void
order(const struct loading *k)
{
	size_t n, step = 0;

	if (loading_existing_count(k) == k->n)
		return;
	buf_puts(k->b,
	    "## Order\n"
	    "\n| step | switch | role | system | file | management address | "
	    "to fill in |\n"
	    "|---:|---|---|---|---|---|---:|\n");
	for (size_t i = 0; i < k->n; i++) {
		const struct dswitch *s = loading_at(k, i);

		if (is_built(k, k->sw[i]))
			continue;
		loading_holes(k, s, &n);
		buf_printf(k->b, "| %zu | %s%s | %s | %s | %s | %s | %zu |\n",
		    ++step, md_code(k->a, s->name),
		    is_there(k, k->sw[i]) ? ", already in use" : "",
		    design_switch_role_word[s->role],
		    md_text(k->a, s->model->platform->name),
		    fileset_find(k->files, path_of(k, s)) != NULL ?
		        md_code(k->a, path_of(k, s)) :
		        "a worksheet in `configs/`",
		    procedure_has_address(s) ? ip_text(k->a, s->oob_address) :
		                               "none",
		    n);
	}
	buf_printf(k->b,
	    "\nSwitches that others connect to come first, so that the "
	    "spanning tree has its root from the start; of a pair the second "
	    "follows the first at once, and the checks of the pair are made "
	    "when both are loaded. Then %s, one at a time; then the "
	    "hosts.\n\n",
	    loading_existing_count(k) > 0 ?
	        "the existing switches are changed, and the links to them and "
	        "to the core are plugged in" :
	        "the links to the core");
}

/* ---- what is typed ---- */

static void
steps(const struct loading *k, enum loading_part part, size_t sw)
{
	static const char *const title[] = { "Required starting state",
		"Copying the configuration to it",
		"What could cut you off, and what reverts it", "Loading",
		"Checks, before anything is saved", "Saving", "Rollback" };
	const struct platform *p = k->g->sw[sw].model->platform;
	size_t i, n = 0;

	for (i = 0; i < p->nloading[part]; i++)
		n += procedure_applies(&p->loading[part][i], k->g, sw);
	if (n == 0)
		return;
	buf_printf(k->b, "%s:\n\n", title[part]);
	for (i = 0, n = 0; i < p->nloading[part]; i++) {
		const struct firmware_step *x = &p->loading[part][i];

		if (!procedure_applies(x, k->g, sw))
			continue;
		buf_printf(k->b, "%zu. ", ++n);
		procedure_step(k->a, k->b, x, k->g->sw[sw].domain);
	}
	buf_putc(k->b, '\n');
}

static bool
typed_alike(const struct loading *k, size_t x, size_t y)
{
	return procedure_alike(k->g, k->sw[x], k->sw[y]) &&
	    is_built(k, k->sw[x]) == is_built(k, k->sw[y]) &&
	    is_there(k, k->sw[x]) == is_there(k, k->sw[y]);
}

static void
commands(const struct loading *k)
{
	size_t n;

	buf_puts(k->b,
	    "## Commands\n\n"
	    "`<<FILE>>` is the file of the switch in the table, `<<SERVER>>` "
	    "the server it is copied from, `<<USER>>` the account there.\n\n");
	for (size_t i = 0; i < k->n; i++) {
		const struct dswitch *s = loading_at(k, i);
		const struct platform *p = s->model->platform;

		for (n = 0; n < i; n++)
			if (typed_alike(k, n, i))
				break;
		if (n < i)
			continue;
		buf_printf(k->b, "### %s:", md_text(k->a, p->name));
		for (n = i; n < k->n; n++)
			if (typed_alike(k, n, i))
				buf_printf(k->b, " %s",
				    md_code(k->a, loading_at(k, n)->name));
		buf_puts(k->b,
		    is_built(k, k->sw[i]) ?
		        ", already built\n"
		        "\n" :
		        is_there(k, k->sw[i]) ?
		        ", already in use: see above first\n"
		        "\n" :
		        "\n\n");
		if (!is_known(p)) {
			buf_puts(k->b,
			    "The catalog has no procedure for it: see its "
			    "manual for how to load a configuration, how to "
			    "revert a change automatically, and how to save "
			    "it.\n"
			    "\n");
			continue;
		}
		for (int part = 0; part < LOADING_PARTS; part++)
			if (!is_built(k, k->sw[i]) ||
			    (part != LOADING_START && part != LOADING_GET &&
			        part != LOADING_LOAD))
				steps(k, (enum loading_part)part, k->sw[i]);
		procedure_sources(k->a, k->b, p->loading, p->nloading,
		    LOADING_PARTS);
	}
	buf_puts(k->b,
	    "Afterwards: `acceptance.md` has the tests of every cable, LAG and "
	    "pair.\n");
}

static void
say_there(const struct loading *k)
{
	size_t *sw = NEW(k->a, size_t, k->n + 1), i, n = 0;

	for (i = 0; i < k->n; i++)
		if (is_there(k, k->sw[i]))
			sw[n++] = k->sw[i];
	loading_in_use(k->b, k->g, sw, n);
}

void
loading_markdown(struct buf *b, const struct design *g,
    const struct fileset *files, const struct loading_earlier *earlier)
{
	struct loading k = { b->a, b, g, files, earlier, NULL, 0 };

	order_of(&k);
	buf_printf(b, "# Loading the switches of %s\n\n",
	    md_code(b->a, g->model->site));
	loading_before_all(&k);
	order(&k);
	if (loading_existing_count(&k) > 0)
		loading_changes(b, earlier);
	if (loading_in_use_count(&k) > 0)
		say_there(&k);
	commands(&k);
}
