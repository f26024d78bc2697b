/*
 * loading.md: what must be filled in, in which order the switches are loaded,
 * and for each kind of switch how its text gets in, what could cut one off,
 * what undoes that, what is checked, and how it is saved.
 */
#include "phases/loading.h"

#include <string.h>

#include "base/ip.h"
#include "phases/md.h"
#include "phases/procedure.h"
#include "render/placeholder.h"

enum { FEW = 12 };

struct loading {
	struct arena *a;
	struct buf *b;
	const struct design *g;
	const struct fileset *files;
	const struct loading_earlier *earlier; /* NULL: all are new */
	size_t *sw; /* in the order they are loaded */
	size_t n;
};

static const struct dswitch *
at(const struct loading *k, size_t i)
{
	return &k->g->sw[k->sw[i]];
}

/* it carries traffic, by an earlier bundle that was no proof */
static bool
stands(const struct loading *k, size_t sw)
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
	size_t i;

	for (i = 0; k->earlier != NULL && i < k->earlier->n; i++)
		if (str_eq(k->earlier->sw[i].name, k->g->sw[sw].name))
			return false;
	return k->g->sw[sw].existing != NULL;
}

static size_t
there_count(const struct loading *k)
{
	size_t i, n = 0;

	for (i = 0; i < k->n; i++)
		n += is_there(k, k->sw[i]);
	return n;
}

static size_t
standing_count(const struct loading *k)
{
	size_t i, n = 0;

	for (i = 0; i < k->n; i++)
		n += stands(k, k->sw[i]);
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

static bool
has_address(const struct dswitch *s)
{
	return s->oob_address != 0 && s->model->oob_port != NULL;
}

/* of a pair the one that others wait for */
static bool
goes_first(const struct design *g, size_t sw)
{
	const struct dswitch *s = &g->sw[sw];

	if (s->pair == NONE)
		return true;
	if (s->domain != 0)
		return s->role_priority < g->sw[s->pair].role_priority;
	return sw < s->pair;
}

/* what is above comes first, and of a pair its first directly before its
 * second: neither has a peer until both are loaded */
static void
order_of(struct loading *k)
{
	bool *done = NEW(k->a, bool, k->g->nsw + 1);
	size_t i;
	int leaf;

	k->sw = NEW(k->a, size_t, k->g->nsw + 1);
	for (leaf = 0; leaf < 2; leaf++)
		for (i = 0; i < k->g->nsw; i++) {
			const struct dswitch *s = &k->g->sw[i];
			size_t first;

			if ((s->role == ROLE_LEAF) != leaf || done[i])
				continue;
			first = goes_first(k->g, i) ? i : s->pair;
			k->sw[k->n++] = first;
			done[first] = true;
			if (s->pair == NONE)
				continue;
			k->sw[k->n++] = k->g->sw[first].pair;
			done[k->g->sw[first].pair] = true;
		}
}

/* ---- what is missing ---- */

static struct placeholder *
holes(const struct loading *k, const struct dswitch *s, size_t *n)
{
	const struct file *f = fileset_find(k->files, path_of(k, s));

	*n = 0;
	return f == NULL ? NULL : placeholder_list(k->a, f->data, n);
}

/* each placeholder once, and the switches whose text has it */
static size_t
say_holes(const struct loading *k)
{
	const char **said = NEW(k->a, const char *, k->n * 16 + 1);
	size_t nsaid = 0, i, j, n, m, x;

	for (i = 0; i < k->n; i++) {
		struct placeholder *p = holes(k, at(k, i), &n);

		for (j = 0; j < n && nsaid < k->n * 16; j++) {
			const char **who = NEW(k->a, const char *, k->n + 1);
			size_t nwho = 0;

			for (m = 0; m < nsaid; m++)
				if (str_eq(said[m], p[j].name))
					break;
			if (m < nsaid)
				continue;
			for (m = i; m < k->n; m++) {
				size_t nq;
				struct placeholder *q = holes(k, at(k, m), &nq);

				for (x = 0; x < nq; x++)
					if (str_eq(q[x].name, p[j].name))
						who[nwho++] = at(k, m)->name;
			}
			if (nsaid == 0)
				buf_puts(k->b,
				    "* Fill these in, in the files of "
				    "`configs/`; load no file that still has "
				    "one (`grep -l '<<' configs/*` prints "
				    "the files that have):\n");
			buf_printf(k->b, "  * %s: %s\n",
			    md_code(k->a, str_fmt(k->a, "<<%s>>", p[j].name)),
			    md_few(k->a, who, nwho, FEW));
			said[nsaid++] = p[j].name;
		}
	}
	return nsaid;
}

/* what a platform demands of the administrator's, or NULL */
static const char *
demanded(struct arena *a, const struct platform *p)
{
	const char *min = platform_word(p, "secret_min", NULL);
	const char *max = platform_word(p, "secret_max", NULL);
	const char *kinds = platform_word(p, "secret_kinds", "");
	const char **kind = NEW(a, const char *, strlen(kinds) + 1);
	struct buf b = buf_new(a);
	size_t n = 0;

	if (min == NULL)
		return NULL;
	for (const char *s = kinds; *s != '\0'; s += strspn(s, " ")) {
		const char *w = str_dup(a, s, strcspn(s, " "));

		kind[n++] = str_eq(w, "special") ? "special one" :
		    str_eq(w, "digit")           ? w :
		    str_eq(w, "letter")          ? w :
		                                   str_fmt(a, "%s letter", w);
		s += strcspn(s, " ");
	}
	buf_printf(&b, "the administrator's has %s%s%s characters%s", min,
	    max != NULL ? " to " : "", max != NULL ? max : "",
	    max != NULL ? "" : " or more");
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s a %s", i == 0 || i + 1 < n ? "," : " and",
		    kind[i]);
	if (n > 0)
		buf_puts(&b, " among them");
	return b.text;
}

/* what of them is refused, or changed on its way in */
static void
say_secrets(const struct loading *k)
{
	size_t i, n;

	buf_puts(k->b,
	    "* No blank, quote, backslash, `$`, `?`, `#` or `!` in any of "
	    "them: some systems end a text there, and a console takes `?` for "
	    "a question. SNMP's have 8 characters or more (RFC 3414).\n");
	for (i = 0; i < k->n; i++) {
		const struct platform *p = at(k, i)->model->platform;
		const char *w = platform_word(p, "secrets", NULL);

		if (w == NULL)
			w = demanded(k->a, p);
		for (n = 0; n < i && w != NULL; n++)
			if (at(k, n)->model->platform == p)
				w = NULL;
		if (w != NULL)
			buf_printf(k->b, "  * %s: %s.\n",
			    md_text(k->a, p->name), md_text(k->a, w));
	}
	buf_puts(k->b,
	    "* Keep the filled-in files where secrets may be kept, and "
	    "delete them from the switch's file system and from the "
	    "server once they are loaded.\n");
}

static bool
any_address(const struct loading *k)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (has_address(at(k, i)))
			return true;
	return false;
}

static void
say_addresses(const struct loading *k)
{
	const char **who = NEW(k->a, const char *, k->n + 1);
	size_t i, n = 0;

	for (i = 0; i < k->n; i++)
		if (!has_address(at(k, i)))
			who[n++] = at(k, i)->name;
	if (n == 0)
		return;
	buf_printf(k->b,
	    "* No management address: %s. Nothing can be copied to these over "
	    "a network and nobody can log in from one, before or after: their "
	    "text goes in by the console, and so does every later change. A "
	    "network with the purpose `oob` in the site file gives them "
	    "addresses, where the model has a port for it.\n",
	    md_few(k->a, who, n, FEW));
}

/* what is asked of a switch and its system can't, by reason */
static void
say_unprotected(const struct loading *k)
{
	const char **who = NEW(k->a, const char *, k->n + 1);
	size_t i, m, n;
	enum can c;

	for (c = CAN_STORM_CONTROL; c <= CAN_ECN; c++)
		for (i = 0; i < k->n; i++) {
			const struct platform *p = at(k, i)->model->platform;
			const char *why =
			    design_not_protected(k->g, k->sw[i], c);

			for (m = 0; why != NULL && m < i; m++)
				if (at(k, m)->model->platform == p &&
				    design_not_protected(k->g, k->sw[m], c))
					why = NULL;
			if (why == NULL)
				continue;
			for (m = i, n = 0; m < k->n; m++)
				if (at(k, m)->model->platform == p &&
				    design_not_protected(k->g, k->sw[m], c))
					who[n++] = at(k, m)->name;
			buf_printf(k->b, "* Not configured: %s, on %s: %s.\n",
			    catalog_can[c].what, md_few(k->a, who, n, FEW),
			    md_text(k->a, why));
		}
}

/* storm control is a line of single ports */
static void
say_lags_unprotected(const struct loading *k)
{
	const char **who = NEW(k->a, const char *, k->n + 1);
	size_t i, m, n = 0;

	for (i = 0; i < k->n; i++) {
		bool lags = false;

		for (m = 0; m < k->g->nlag; m++)
			lags |= k->g->lag[m].sw == k->sw[i] &&
			    k->g->lag[m].purpose == LAG_HOST;
		if (lags && at(k, i)->protect.storm_percent > 0)
			who[n++] = at(k, i)->name;
	}
	if (n > 0)
		buf_printf(k->b,
		    "* Not configured: %s in LAGs, on %s: "
		    "it is written for single ports only.\n",
		    catalog_can[CAN_STORM_CONTROL].what,
		    md_few(k->a, who, n, FEW));
}

/* the last lines of a text shut out whoever is not on the list */
static void
say_access(const struct loading *k)
{
	const struct name_list *from = &k->g->model->services.manage_from;
	const char **who = NEW(k->a, const char *, k->n + 1);
	size_t i, n = 0;

	if (from->n == 0)
		buf_puts(k->b,
		    "* SSH and web login are not restricted by source: the "
		    "site has no `manage_from`.\n");
	for (i = 0; i < k->n; i++)
		if (at(k, i)->protect.manage_from)
			who[n++] = at(k, i)->name;
	if (n == 0)
		return;
	buf_printf(k->b,
	    "* The last lines of the text of %s open SSH (and SNMP where the "
	    "system can) to these subnets and nobody else: %s. The "
	    "workstation the checks are made from must be in one of them.\n",
	    md_few(k->a, who, n, FEW), md_few(k->a, from->name, from->n, FEW));
}

/* switches that served a proof carry its hosts' traffic until those are back */
static void
after_proof(const struct loading *k)
{
	const char **who;
	size_t i;

	if (k->earlier == NULL || !k->earlier->proof || k->earlier->n == 0)
		return;
	who = NEW(k->a, const char *, k->earlier->n + 1);
	for (i = 0; i < k->earlier->n; i++)
		who[i] = md_code(k->a, k->earlier->sw[i].name);
	buf_printf(k->b,
	    "* %s served the proof of concept, in %s. First its hosts go back "
	    "to today's network, as moving.md says. Only then, with no host's "
	    "traffic on them, copy what runs on these switches, set them back "
	    "to how they left the factory, and load them like new ones.\n"
	    "  * check, before that: no port to a host counts frames, and no "
	    "host has an address of the proof\n"
	    "  * rollback: the copy loaded again, the same way\n",
	    md_few(k->a, who, k->earlier->n, FEW), k->earlier->folder);
}

static void
cabling(const struct loading *k)
{
	size_t old = standing_count(k), there = there_count(k);

	if (old == k->n) {
		buf_puts(k->b, "* No switch is new.\n\n");
		return;
	}
	if (there > 0)
		buf_printf(k->b,
		    "* %zu of the switches %s there already and may carry "
		    "traffic: \"What is there already\" comes before all else "
		    "that is done to them.\n",
		    there, there == 1 ? "is" : "are");
	if (old + there < k->n)
		buf_printf(k->b, "* %s carry no traffic yet%s\n",
		    old + there > 0 ? "The new switches" : "The switches",
		    old > 0 ?
		        "; those that stand do, and have a section of "
		        "their own." :
		        there > 0 ?
		        "." :
		        ". One that does is changed in a window, one at a "
		        "time, in the order of `firmware.md`.");
	buf_printf(k->b,
	    "* Cable %sthe links between %s; leave the links to the core%s and "
	    "to hosts unplugged until all of them have passed their "
	    "checks.\n\n",
	    any_address(k) ? "the management ports and " : "",
	    old > 0 ? "the new switches" : "the switches",
	    old > 0 ? ", to switches that stand" : "");
}

static void
before_all(const struct loading *k)
{
	buf_puts(k->b, "## Before the first step\n\n");
	say_addresses(k);
	if (say_holes(k) > 0)
		say_secrets(k);
	say_access(k);
	say_unprotected(k);
	say_lags_unprotected(k);
	buf_puts(k->b,
	    "* Run `eastwest verify` on this folder after the last edit; it "
	    "must find no error.\n"
	    "* A console cable to each switch, and a login on it that was "
	    "tried: the text changes accounts, remote access and the "
	    "management port. Without a console, load nothing. Its speed is "
	    "in the model's installation guide, mostly 9600 or 115200 bit/s, "
	    "8N1.\n");
	after_proof(k);
	cabling(k);
}

/* ---- the order ---- */

static void
order(const struct loading *k)
{
	size_t i, n, step = 0;

	if (standing_count(k) == k->n)
		return;
	buf_puts(k->b,
	    "## The order\n\n"
	    "| step | switch | role | system | file | management address | to "
	    "fill in |\n"
	    "|---:|---|---|---|---|---|---:|\n");
	for (i = 0; i < k->n; i++) {
		const struct dswitch *s = at(k, i);

		if (stands(k, k->sw[i]))
			continue;
		holes(k, s, &n);
		buf_printf(k->b, "| %zu | %s%s | %s | %s | %s | %s | %zu |\n",
		    ++step, md_code(k->a, s->name),
		    is_there(k, k->sw[i]) ? ", there already" : "",
		    design_switch_role_word[s->role],
		    md_text(k->a, s->model->platform->name),
		    fileset_find(k->files, path_of(k, s)) != NULL ?
		        md_code(k->a, path_of(k, s)) :
		        "a worksheet in `configs/`",
		    has_address(s) ? ip_text(k->a, s->oob_address) : "none", n);
	}
	buf_printf(k->b,
	    "\nSwitches that others connect to come first, so that the "
	    "spanning tree has its root from the start; of a pair the second "
	    "follows the first at once, and the checks of the pair are made "
	    "when both are loaded. Then %s, one at a time; then the "
	    "hosts.\n\n",
	    standing_count(k) > 0 ?
	        "the switches that stand are changed, and the links to them "
	        "and to the core are plugged in" :
	        "the links to the core");
}

/* ---- what is typed ---- */

static void
steps(const struct loading *k, enum loading_part part, size_t sw)
{
	static const char *const title[] = { "Where it must start from",
		"Getting the text in",
		"What could cut you off, and what undoes it", "Loading",
		"Checks, before anything is saved", "Saving",
		"If it went wrong" };
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
	    stands(k, k->sw[x]) == stands(k, k->sw[y]) &&
	    is_there(k, k->sw[x]) == is_there(k, k->sw[y]);
}

static void
commands(const struct loading *k)
{
	size_t i, n;
	int part;

	buf_puts(k->b,
	    "## Commands\n\n"
	    "`<<FILE>>` is the file of the switch in the table, `<<SERVER>>` "
	    "the server it is copied from, `<<USER>>` the account there.\n\n");
	for (i = 0; i < k->n; i++) {
		const struct dswitch *s = at(k, i);
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
				    md_code(k->a, at(k, n)->name));
		buf_puts(k->b,
		    stands(k, k->sw[i]) ?
		        ", which stand\n\n" :
		        is_there(k, k->sw[i]) ?
		        ", there already: see above first\n\n" :
		        "\n\n");
		if (!is_known(p)) {
			buf_puts(k->b,
			    "The catalog has no procedure for it: see its "
			    "manual for how a text gets in, what undoes a "
			    "change by itself, and how it is saved.\n\n");
			continue;
		}
		for (part = 0; part < LOADING_PARTS; part++)
			if (!stands(k, k->sw[i]) ||
			    (part != LOADING_START && part != LOADING_GET &&
			        part != LOADING_LOAD))
				steps(k, (enum loading_part)part, k->sw[i]);
		procedure_sources(k->a, k->b, p->loading, p->nloading,
		    LOADING_PARTS);
	}
	buf_puts(k->b,
	    "When all of this is done: `acceptance.md` has the tests of every "
	    "cable, LAG and pair.\n");
}

static void
say_there(const struct loading *k)
{
	size_t *sw = NEW(k->a, size_t, k->n + 1), i, n = 0;

	for (i = 0; i < k->n; i++)
		if (is_there(k, k->sw[i]))
			sw[n++] = k->sw[i];
	loading_there(k->b, k->g, sw, n);
}

void
loading_markdown(struct buf *b, const struct design *g,
    const struct fileset *files, const struct loading_earlier *earlier)
{
	struct loading k = { b->a, b, g, files, earlier, NULL, 0 };

	order_of(&k);
	buf_printf(b, "# Loading the switches of %s\n\n",
	    md_code(b->a, g->model->site));
	before_all(&k);
	order(&k);
	if (standing_count(&k) > 0)
		loading_changes(b, earlier);
	if (there_count(&k) > 0)
		say_there(&k);
	commands(&k);
}
