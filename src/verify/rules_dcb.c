/* Rules on one switch's lossless networks and shares of bandwidth. */
#include "verify/rules.h"

static void
dcb_sum(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nmap; i++) {
		long sum = 0, n = 0;

		for (int g = 0; g < 8; g++)
			if (v->map[i].share[g] >= 0) {
				sum += v->map[i].share[g];
				n++;
			}
		if (n && sum != 100)
			rule_found(j, v, v->map[i].line,
			    "the bandwidths of dcb-map %s add up to %ld %%, "
			    "not 100",
			    v->map[i].name, sum);
	}
	for (size_t i = 0; i < v->nshare; i++)
		/* the remainder goes to any class: designs here leave none,
		 * others may */
		if (v->share[i].n > 1 && v->share[i].sum != 100 &&
		    (j->bundle || v->share[i].sum > 100))
			rule_found(j, v, v->share[i].line,
			    "the bandwidths of %s add up to %ld %%, not 100",
			    v->share[i].name, v->share[i].sum);
}

static void
dcb_pgid(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nmap; i++) {
		const struct dcb_map *m = &v->map[i];

		/* an empty map is how the platform turns it off */
		if (v->traits->lossless != LOSSLESS_MAP ||
		    view_dcb_map_empty(m))
			continue;
		if (m->npgid != 8) {
			rule_found(j, v, m->pgid_line ? m->pgid_line : m->line,
			    "dcb-map %s: %zu groups for 8 priorities", m->name,
			    m->npgid);
			continue;
		}
		for (int k = 0; k < 8; k++)
			if (m->pgid[k] < 0 || m->pgid[k] > 15 ||
			    (m->pgid[k] < 8 && m->share[m->pgid[k]] < 0))
				rule_found(j, v, m->pgid_line,
				    "dcb-map %s: "
				    "priority %d is in group %ld, which is not "
				    "defined",
				    m->name, k, m->pgid[k]);
	}
}

static void
dcb_queue(struct judge *j, const struct view *v)
{
	const signed char *queue = v->traits->dot1p_queue;

	for (size_t i = 0; i < v->nmap && queue; i++) {
		const struct dcb_map *m = &v->map[i];

		for (int k = 1; k < 8 && m->npgid == 8; k++)
			if (queue[k] == queue[k - 1] &&
			    m->pgid[k] != m->pgid[k - 1]) {
				rule_found(j, v, m->pgid_line,
				    "dcb-map %s: priorities %d and %d share a "
				    "queue but not a group",
				    m->name, k - 1, k);
				break;
			}
	}
}

static void
dcb_lossless(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		int n = 0;

		for (int k = 0; k < 8; k++)
			n += v->port[i]->pfc >> k & 1;
		if (n > 2)
			rule_found(j, v, v->port[i]->pfc_line,
			    "%s: %d lossless priorities, the maximum is 2",
			    v->port[i]->name, n);
	}
}

/* it names a map that is not in the text: what that says is not known */
static bool
map_unknown(const struct view *v, const struct port *p)
{
	if (v->traits->lossless != LOSSLESS_MAP || !p->dcb)
		return false;
	for (size_t i = 0; i < v->nmap; i++)
		if (str_eq(v->map[i].name, p->dcb))
			return false;
	return true;
}

/* 802.3x is in no design: one slow receiver stops all classes of a port */
static void
dcb_flow(struct judge *j, const struct view *v)
{
	if (j->bundle && v->flow_global)
		rule_found(j, v, 0,
		    "link-level flow control is on at every port");
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (p->flow_line && (p->pfc_line || p->dcb_line) &&
		    !map_unknown(v, p))
			rule_found(j, v, p->flow_line,
			    "%s: link-level flow "
			    "control beside priority flow control",
			    p->name);
		else if (p->flow_line && j->bundle && p->up)
			rule_found(j, v, p->flow_line,
			    "%s: link-level flow control: a slow receiver "
			    "stops all traffic of the port",
			    p->name);
	}
}

/* what makes a port that means to be lossless drop all the same, or NULL */
static const char *
lossless_slip(const struct view *v, const struct port *p)
{
	bool on = p->pfc_line != 0;

	switch (v->traits->lossless) {
	case LOSSLESS_SWITCH:
		return p->pfc && !p->dcb_line ? "a lossless priority, but flow "
		                                "control is not enabled" :
		                                NULL;
	case LOSSLESS_PORT:
		if (p->pfc && !p->dcb_line)
			return "a lossless priority, but flow control is not "
			       "enabled";
		return p->dcb_line && !p->pfc ? "flow control is enabled, but "
		                                "no priority is named" :
		                                NULL;
	case LOSSLESS_POLICY:
		return on && !p->pfc ? "flow control is enabled, but no policy "
		                       "names a priority" :
		                       NULL;
	case LOSSLESS_CLASS:
		if (on && !p->pfc)
			return "flow control is enabled, but no policy names a "
			       "priority";
		if (on && v->cos && (p->pfc & ~v->cos))
			return "no class matches a lossless priority";
		return NULL;
	case LOSSLESS_MAP:
	case LOSSLESS_TABLE:
		break;
	}
	return NULL;
}

/* flow control is on, and no policy sorts the frames that come in */
static void
dcb_sorted(struct judge *j, const struct view *v)
{
	const struct port *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		/* a LAG's members take its policy over */
		if (v->traits->lossless != LOSSLESS_CLASS || !p->pfc_line ||
		    !v->cos || p->dcb_line || view_l2(v, p)->dcb_line ||
		    v->classes)
			continue;
		first = first ? first : p;
		n++;
		if (j->bundle)
			rule_found(j, v, p->pfc_line,
			    "%s: flow control is enabled, but no policy "
			    "classifies its frames",
			    p->name);
	}
	if (n && !j->bundle)
		rule_found_as(j, WARN, v, first->pfc_line,
		    "%zu ports have flow control enabled but no policy that "
		    "classifies their frames, the first %s: incoming traffic "
		    "there is not lossless",
		    n, first->name);
}

static void
dcb_enabled(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		const char *slip = lossless_slip(v, p);

		if (v->traits->lossless == LOSSLESS_MAP && !v->dcb_on &&
		    p->dcb_line) {
			rule_found(j, v, p->dcb_line,
			    "%s has a dcb-map but there is no `dcb enable`",
			    p->name);
			return;
		}
		if (slip)
			rule_found(j, v,
			    p->pfc_line ? p->pfc_line : p->dcb_line, "%s: %s",
			    p->name, slip);
	}
	dcb_sorted(j, v);
}

const struct rule rules_dcb[] = { VIEW_RULE("dcb-sum", ERR, dcb_sum,
	                              "bandwidths add up to 100 %"),
	VIEW_RULE("dcb-pgid", ERR, dcb_pgid,
	    "each priority is in a group that exists"),
	VIEW_RULE("dcb-queue", ERR, dcb_queue,
	    "priorities of one queue are in one group"),
	VIEW_RULE("dcb-lossless", ERR, dcb_lossless,
	    "at most two lossless priorities"),
	VIEW_RULE("dcb-flowcontrol", ERR, dcb_flow,
	    "one kind of flow control per port"),
	VIEW_RULE("dcb-off", ERR, dcb_enabled, "lossless ports are lossless"),
	{ 0 } };
