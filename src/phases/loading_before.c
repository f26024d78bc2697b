/*
 * loading.md before the first step: what must be filled in, what has no
 * address or protection, who may log in, what is cabled.
 */
#include "phases/loading_parts.h"

#include <string.h>

#include "phases/md.h"
#include "phases/procedure.h"

enum { FEW = 12 };

/* each placeholder once, and the switches whose text has it */
static size_t
say_holes(const struct loading *k)
{
	const char **said = NEW(k->a, const char *, k->n * 16 + 1);
	size_t nsaid = 0, n, m;

	for (size_t i = 0; i < k->n; i++) {
		struct placeholder *p = loading_holes(k, loading_at(k, i), &n);

		for (size_t j = 0; j < n && nsaid < k->n * 16; j++) {
			const char **who = NEW(k->a, const char *, k->n + 1);
			size_t nwho = 0;

			for (m = 0; m < nsaid; m++)
				if (str_eq(said[m], p[j].name))
					break;
			if (m < nsaid)
				continue;
			for (m = i; m < k->n; m++) {
				size_t nq;
				struct placeholder *q =
				    loading_holes(k, loading_at(k, m), &nq);

				for (size_t x = 0; x < nq; x++)
					if (str_eq(q[x].name, p[j].name))
						who[nwho++] =
						    loading_at(k, m)->name;
			}
			if (nsaid == 0)
				buf_puts(k->b,
				    "* Fill in these placeholders in the files "
				    "of `configs/`; load no file that still "
				    "has one (`grep -l '<<' configs/*` lists "
				    "those files):\n");
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
	buf_puts(k->b,
	    "* No blank, quote, backslash, `$`, `?`, `#` or `!` in any of "
	    "them: some systems end the text there, and a console takes `?` as "
	    "a request for help. SNMP secrets have 8 characters or more (RFC "
	    "3414).\n");
	for (size_t i = 0; i < k->n; i++) {
		const struct platform *p = loading_at(k, i)->model->platform;
		const char *w = platform_word(p, "secrets", NULL);

		if (w == NULL)
			w = demanded(k->a, p);
		for (size_t n = 0; n < i && w != NULL; n++)
			if (loading_at(k, n)->model->platform == p)
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
	for (size_t i = 0; i < k->n; i++)
		if (procedure_has_address(loading_at(k, i)))
			return true;
	return false;
}

static void
say_addresses(const struct loading *k)
{
	const char **who = NEW(k->a, const char *, k->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		if (!procedure_has_address(loading_at(k, i)))
			who[n++] = loading_at(k, i)->name;
	if (n == 0)
		return;
	buf_printf(k->b,
	    "* No management address: %s. Nothing can be copied to these over "
	    "a network and nobody can log in over one, before or after: they "
	    "are configured over the console, and so is every later change. A "
	    "network with the purpose `oob` in the site file gives them "
	    "addresses, where the model has a port for it.\n",
	    md_few(k->a, who, n, FEW));
}

/* what is required of a switch and its system can't do, by reason */
static void
say_unprotected(const struct loading *k)
{
	const char **who = NEW(k->a, const char *, k->n + 1);
	size_t m, n;
	enum can c;

	for (c = CAN_STORM_CONTROL; c <= CAN_ECN; c++)
		for (size_t i = 0; i < k->n; i++) {
			const struct platform *p =
			    loading_at(k, i)->model->platform;
			const char *why =
			    design_not_protected(k->g, k->sw[i], c);

			for (m = 0; why != NULL && m < i; m++)
				if (loading_at(k, m)->model->platform == p &&
				    design_not_protected(k->g, k->sw[m], c))
					why = NULL;
			if (why == NULL)
				continue;
			for (m = i, n = 0; m < k->n; m++)
				if (loading_at(k, m)->model->platform == p &&
				    design_not_protected(k->g, k->sw[m], c))
					who[n++] = loading_at(k, m)->name;
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
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++) {
		bool lags = false;

		for (size_t m = 0; m < k->g->nlag; m++)
			lags |= k->g->lag[m].sw == k->sw[i] &&
			    k->g->lag[m].purpose == LAG_HOST;
		if (lags && loading_at(k, i)->protect.storm_percent > 0)
			who[n++] = loading_at(k, i)->name;
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
	size_t n = 0;

	if (from->n == 0)
		buf_puts(k->b,
		    "* SSH and web login are not restricted by source: the "
		    "site has no `manage_from`.\n");
	for (size_t i = 0; i < k->n; i++)
		if (loading_at(k, i)->protect.manage_from)
			who[n++] = loading_at(k, i)->name;
	if (n == 0)
		return;
	buf_printf(k->b,
	    "* The last lines of the configuration of %s allow SSH (and SNMP, "
	    "where the system supports it) only from these subnets: %s. The "
	    "workstation used for the checks must be in one of them.\n",
	    md_few(k->a, who, n, FEW), md_few(k->a, from->name, from->n, FEW));
}

/* switches that served a proof carry its hosts' traffic until those are back */
static void
after_proof(const struct loading *k)
{
	const char **who;

	if (k->earlier == NULL || !k->earlier->proof || k->earlier->n == 0)
		return;
	who = NEW(k->a, const char *, k->earlier->n + 1);
	for (size_t i = 0; i < k->earlier->n; i++)
		who[i] = md_code(k->a, k->earlier->sw[i].name);
	buf_printf(k->b,
	    "* %s served the proof of concept, in %s. First its hosts go back "
	    "to today's network, as moving.md says. Only then, with no host's "
	    "traffic on them, save the running configurations of these "
	    "switches, reset them to factory defaults, and load them like new "
	    "ones.\n"
	    "  * check, before that: no port to a host counts frames, and no "
	    "host has an address of the proof of concept\n"
	    "  * rollback: load the saved configuration again, the same way\n",
	    md_few(k->a, who, k->earlier->n, FEW), k->earlier->folder);
}

static void
cabling(const struct loading *k)
{
	size_t old = loading_existing_count(k), there = loading_in_use_count(k);

	if (old == k->n) {
		buf_puts(k->b, "* No switch is new.\n\n");
		return;
	}
	if (there > 0)
		buf_printf(k->b,
		    "* %zu of the switches %s already in use and may carry "
		    "traffic: do \"Switches already in use\" before anything "
		    "else with them.\n",
		    there, there == 1 ? "is" : "are");
	if (old + there < k->n)
		buf_printf(k->b, "* %s carry no traffic yet%s\n",
		    old + there > 0 ? "The new switches" : "The switches",
		    old > 0 ?
		        "; the existing ones do, and have a section of their "
		        "own." :
		        there > 0 ?
		        "." :
		        ". Change a switch that does in a maintenance window, "
		        "one at a time, in the order of `firmware.md`.");
	buf_printf(k->b,
	    "* Cable %sthe links between %s; leave the links to the core%s and "
	    "to hosts unplugged until all of them have passed their "
	    "checks.\n\n",
	    any_address(k) ? "the management ports and " : "",
	    old > 0 ? "the new switches" : "the switches",
	    old > 0 ? ", to existing switches" : "");
}

void
loading_before_all(const struct loading *k)
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
	    "* A console cable to each switch, and a tested login over it: the "
	    "configuration changes accounts, remote access and the management "
	    "port. Without a console, load nothing. Its speed is in the "
	    "model's installation guide, mostly 9600 or 115200 bit/s, 8N1.\n");
	after_proof(k);
	cabling(k);
}
