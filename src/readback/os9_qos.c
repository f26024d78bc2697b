/*
 * Dell OS9: quality of service.  A map has groups of priorities, each with its
 * bandwidth and whether it is paused; a port has a map.
 */
#include "readback/os9_read.h"

#include "base/str.h"
#include "readback/qos.h"

static void
dcb_map(struct view *v, const struct stanza *s)
{
	struct dcb_map m = qos_dcb_new(line_word(&s->head, 1), s->head.no);

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "priority-group * bandwidth * pfc *") ||
		    line_is(l, "priority-group * strict-priority pfc *")) {
			long g = reader_num(v, l, 1, 0, 7);

			if (g < 0)
				continue;
			m.share[g] = line_num(l, 3) < 0 ? 0 : line_num(l, 3);
			m.pfc[g] =
			    line_word_eq(line_word(l, l->nword - 1), "on");
		} else if (line_is(l, "priority-pgid ...")) {
			m.pgid_line = l->no;
			for (size_t k = 1; k < l->nword && m.npgid < 16; k++)
				m.pgid[m.npgid++] = line_num(l, k);
		} else if (!line_is(l, "no pfc mode on")) {
			view_unknown(v, &s->child[i]);
		}
	}
	view_def(v, "dcb-map", m.name, m.line);
	qos_dcb_keep(v, &m);
}

/* dcb-input NAME / pfc priority 3,4 */
static void
dcb_input(struct view *v, const struct stanza *s)
{
	static const char *const quiet[] = { "pfc ...", "no pfc ...",
		"description ...", NULL };
	struct dcb_map m = qos_dcb_new(line_word(&s->head, 1), s->head.no);

	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		if (line_is(l, "pfc priority *")) {
			for (const char *w = line_word(l, 2); *w; w++)
				if (*w >= '0' && *w <= '7')
					m.prios |= (uint8_t)(1 << (*w - '0'));
		} else if (!reader_passed(v, &s->child[i], quiet)) {
			view_unknown(v, &s->child[i]);
		}
	}
	view_def(v, "dcb-input", m.name, m.line);
	qos_dcb_keep(v, &m);
}

/* what goes out: groups of priorities and their bandwidths, not checked */
static void
dcb_output(struct view *v, const struct stanza *s)
{
	view_def(v, line_word(&s->head, 0), line_word(&s->head, 1), s->head.no);
	view_pass(v, s);
	for (size_t i = 0; i < s->n; i++) {
		const struct line *l = &s->child[i].head;

		view_pass(v, &s->child[i]);
		if (line_is(l, "priority-group * qos-policy *"))
			view_ref(v, "priority-group", line_word(l, 1), l->no);
	}
}

bool
os9_qos(struct view *v, const struct stanza *s)
{
	const struct line *l = &s->head;

	if (line_is(l, "dcb-map *")) {
		dcb_map(v, s);
	} else if (line_is(l, "dcb-input *")) {
		dcb_input(v, s);
	} else if (line_is(l, "dcb-output *") ||
	    line_is(l, "priority-group *")) {
		dcb_output(v, s);
	} else if (line_is(l, "service-class dynamic dot1p")) {
		v->trust = "dot1p";
	} else if (line_is(l, "dcb enable ...")) {
		v->dcb_on = true;
		v->dcb_line = l->no;
	} else if (line_is(l, "no dcb enable ...")) {
		v->dcb_on = false;
		v->dcb_line = l->no;
	} else if (line_is(l, "dcb ...")) {
		view_pass(v, s);
	} else {
		return false;
	}
	return true;
}

bool
os9_port_qos(struct view *v, struct port *p, const struct stanza *s)
{
	const struct line *l = &s->head;

	/* up to 9.5 the map is in two: what comes in, and what goes out */
	if (line_is(l, "dcb-policy output *")) {
		view_ref(v, "dcb-output", line_word(l, 2), l->no);
		view_pass(v, s);
		return true;
	}
	if (line_is(l, "dcb-policy input *")) {
		p->dcb = line_word(l, 2);
		p->dcb_line = l->no;
		view_ref(v, "dcb-input", p->dcb, l->no);
		return true;
	}
	if (line_is(l, "dcb-map *")) {
		p->dcb = line_word(l, 1);
		p->dcb_line = l->no;
		view_ref(v, "dcb-map", p->dcb, l->no);
		return true;
	}
	if (line_is(l, "service-class dynamic dot1p")) {
		p->trust = "dot1p";
		return true;
	}
	if (line_is(l, "flowcontrol ...")) {
		for (size_t i = 2; i < l->nword; i++)
			if (line_word_eq(l->word[i], "on"))
				p->flow_line = l->no;
		return true;
	}
	return false;
}

/* lossless priorities: those whose group has pfc on */
static uint8_t
lossless(const struct dcb_map *m)
{
	uint8_t prios = 0;

	for (size_t i = 0; i < m->npgid && i < 8; i++)
		if (m->pgid[i] >= 0 && m->pgid[i] < 8 && m->pfc[m->pgid[i]])
			prios |= (uint8_t)(1 << i);
	return prios;
}

/* the bandwidths of the priorities' groups */
static void
shares(struct port *p, const struct dcb_map *m)
{
	for (int i = 0; i < 8 && m->npgid == 8; i++)
		if (m->pgid[i] >= 0 && m->pgid[i] < 8)
			reader_share(p, i, m->share[m->pgid[i]]);
}

void
os9_resolve_maps(struct view *v)
{
	for (size_t i = 0; i < v->nmap; i++)
		v->map[i].prios |= lossless(&v->map[i]);
}

void
os9_resolve_port_qos(struct view *v, struct port *p)
{
	for (int k = 0; k < 8; k++)
		qos_queue(p, k,
		    p->trust || v->trust ? v->traits->dot1p_queue[k] : -1);
	for (size_t k = 0; k < v->nmap && p->dcb; k++)
		if (str_eq(v->map[k].name, p->dcb) &&
		    view_dcb_map_empty(&v->map[k]) && !v->map[k].prios) {
			/* `no pfc mode on`: this turns it off */
			p->dcb_line = 0;
		} else if (str_eq(v->map[k].name, p->dcb)) {
			p->pfc = v->map[k].prios;
			p->pfc_line = p->dcb_line;
			shares(p, &v->map[k]);
		}
}
