/*
 * The rules that concern several sections, and model_check, declared in
 * model/model.h.  References were resolved by model_read.
 */
#include "model/check.h"

#include "base/str.h"

/* hosts and core switches meet in one cabling list */
static void
names_check(struct checker *c)
{
	const struct model *m = c->m;

	for (size_t i = 0; i < m->core.switches.n; i++)
		for (size_t k = 0; k < m->nend; k++)
			if (str_eq(m->core.switches.name[i], m->host[k].name)) {
				diag_error(c->d, m->core.switches.at[i],
				    "name-taken",
				    "the core switch '%s' has the name of a "
				    "%s",
				    m->core.switches.name[i],
				    k < m->nhost ? "host" : "device");
				diag_hint(c->d,
				    "the %s is on line %d; their cables "
				    "could not be distinguished",
				    k < m->nhost ? "host" : "device",
				    m->host[k].at.line);
			}
}

static void
wants_check(struct checker *c)
{
	const struct model *m = c->m;
	size_t k;

	if (m->want.backup_us > 0 && !m->backup.given &&
	    node_get(m->want.node, "backup") != NULL) {
		diag_warn(c->d, node_at(m->want.node, "backup"),
		    "backup-missing",
		    "a backup window is required, but the site has no "
		    "'backup'");
		diag_hint(c->d,
		    "say what is backed up and to where: 'backup: {data: 40 "
		    "TB, target: hv1}'");
	}
	for (size_t i = 0; i < m->ntraffic; i++) {
		for (k = 0; k < m->nnetwork; k++)
			if (m->network[k].purpose == m->traffic[i].purpose)
				break;
		if (k < m->nnetwork || m->unread.networks)
			continue;
		diag_error(c->d, m->traffic[i].at, "traffic-purpose",
		    "no network has the purpose '%s' of this traffic",
		    catalog_purpose_word[m->traffic[i].purpose]);
		diag_hint(c->d, "add the network, or remove the traffic");
	}
}

/* what was quoted counts, or is a mistake: neither a part nor an offer beside
 * others of it is dropped for its currency */
static void
check_quoted(struct checker *c)
{
	const struct model *m = c->m;
	const struct price *p;
	struct part **part;
	size_t n;
	int64_t cents;

	if (m->catalog == NULL)
		return;
	part = catalog_parts(c->a, m->catalog, &n);
	for (size_t i = 0; i < n; i++)
		for (p = part[i]->price.offers; p != NULL; p = p->next) {
			if (catalog_convert(m->catalog, p->cents, p->currency,
			        m->currency, &cents, NULL))
				continue;
			diag_error(c->d, p->at, "quote-rate",
			    "'%s' is quoted in %s, and no exchange rate leads "
			    "from there to %s",
			    part[i]->id, p->currency, m->currency);
			diag_hint(c->d,
			    "correct the currency, or give its rate in "
			    "'policy.exchange'");
		}
}

bool
model_check(struct arena *a, struct diags *d, struct model *m)
{
	struct checker c = { .a = a, .d = d, .m = m };

	check_names(&c);
	check_racks(&c);
	check_clusters(&c);
	check_vms(&c);
	check_networks(&c);
	check_ports(&c);
	check_speeds(&c);
	check_money(&c);
	names_check(&c);
	wants_check(&c);
	check_quoted(&c);
	return d->errors == 0;
}
