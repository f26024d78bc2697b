/* Rules on a config as text: what was read of it, and its references. */
#include "verify/rules.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/ip.h"
#include "base/str.h"
#include "readback/masked.h"

/*
 * A placeholder: <name>, <<name>>, $name$, [[name]], {{ name }}, TODO,
 * CHANGEME.  Not <1-5> or a hash that happens to hold a bracket.  How long it
 * is at s, or 0.
 */
static size_t
placeholder(const char *s, const char *start)
{
	static const char *const word[] = { "TODO", "CHANGEME", "FIXME" };
	size_t n = 1;

	if (*s == '<' || *s == '$' || (*s == '[' && s[1] == '[')) {
		char close = *s == '<' ? '>' : *s == '$' ? '$' : ']';

		/* inside a word it is part of a hash, not of our making */
		if (s > start && !isspace((unsigned char)s[-1]) &&
		    !strchr("\"':=(/", s[-1]))
			return 0;
		n = *s != '$' && s[1] == *s ? 2 : 1;
		if (!isalpha((unsigned char)s[n]))
			return 0;
		while (isalnum((unsigned char)s[n]) ||
		    (s[n] && strchr("-_. ", s[n])))
			n++;
		if (s[n] != close || n < 3 || n > 63)
			return 0;
		return s[n + 1] == close ? n + 2 : n + 1;
	}
	if (*s == '{' && s[1] == '{') {
		for (n = 2; isalnum((unsigned char)s[n]) ||
		     (s[n] && strchr(" _.|[]'-", s[n]));)
			n++;
		return n < 63 && s[n] == '}' && s[n + 1] == '}' ? n + 2 : 0;
	}
	for (size_t i = 0; i < 3; i++) {
		n = strlen(word[i]);
		if (strncmp(s, word[i], n) == 0 &&
		    (s == start || !isalnum((unsigned char)s[-1])) &&
		    !isalnum((unsigned char)s[n]))
			return n;
	}
	return 0;
}

static void
placeholders(struct judge *j, const struct view *v)
{
	int line = 1;
	const char *start = v->src->text, *end = start + v->src->len;
	enum severity how = j->ready ? ERR : WARN;

	for (const char *s = start; s < end; s++) {
		size_t n;

		if (*s == '\n') {
			line++;
			start = s + 1;
			continue;
		}
		n = placeholder(s, start);
		if (n && (*start == '!' || *start == '#'))
			continue;
		/* what was taken out before a text was given away is not to
		 * be filled; a line of a script within a value is the script's
		 */
		if (n && !j->bundle &&
		    (masked_taken_out(s, n) ||
		        strncmp(start + strspn(start, " "), "\\n", 2) == 0)) {
			s += n - 1;
			continue;
		}
		if (n)
			rule_found_as(j, how, v, line,
			    "unfilled placeholder: %.*s", (int)n, s);
		s += n ? n - 1 : 0;
	}
}

static void
hostname(struct judge *j, const struct view *v)
{
	if (!v->hostname && !rule_is_excerpt(j, v))
		rule_found(j, v, 0, "no hostname");
}

static void
balance(struct judge *j, const struct view *v)
{
	/* somebody's config may have a mode we don't know */
	if (v->unbalanced_line)
		rule_found_as(j, j->bundle ? ERR : WARN, v, v->unbalanced_line,
		    "modes and `exit`s don't balance here: the lines that "
		    "follow are entered in the wrong mode");
}

static void
two_configs(struct judge *j, const struct view *v)
{
	if (v->others)
		rule_found_as(j, WARN, v, v->hostname_again,
		    "%zu more configs are in this file: each is checked as a "
		    "separate switch",
		    v->others);
	else if (v->hostname_again)
		rule_found(j, v, v->hostname_again,
		    "a second hostname: two "
		    "configs in one file, or one pasted twice");
}

/* in a bundle each line has a purpose; running configs have `no` lines
 * freely */
static void
undone(struct judge *j, const struct view *v)
{
	for (size_t i = 0; j->bundle && i < v->nnotice; i++)
		if (str_eq(v->notice[i].rule, "undone"))
			rule_found(j, v, v->notice[i].line, "%s",
			    v->notice[i].text);
}

/* most loaders refuse a prompt, and what is no command; a reader goes on */
static void
pasted(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nnotice; i++) {
		const struct notice *n = &v->notice[i];

		if (str_eq(n->rule, "prompt-removed"))
			rule_found(j, v, n->line, "%s", n->text);
		else if (str_eq(n->rule, "pasted-text") ||
		    (j->bundle && str_eq(n->rule, "refused-line")))
			rule_found_as(j, j->bundle ? ERR : WARN, v, n->line,
			    "%s", n->text);
	}
}

/* what was designed is whole; what runs may have it otherwise, or hidden before
 * the text was given away, or be a template's placeholder */
static void
bad_value(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nnotice; i++)
		if (!j->bundle && masked_text(v->notice[i].text))
			continue;
		else if (str_eq(v->notice[i].rule, "bad-value") ||
		    (j->bundle && str_eq(v->notice[i].rule, "half-set")))
			rule_found(j, v, v->notice[i].line, "%s",
			    v->notice[i].text);
}

/* in the end it is on where the cabling has a cable of it, or off where not */
static bool
is_as_cabled(const struct judge *j, const struct view *v, const struct port *p)
{
	const struct bundle_switch *s = bundle_switch(j->bundle, v->device);
	const struct bundle_cable_end *own, *other;

	for (size_t i = 0; s && i < j->bundle->ncable; i++)
		if (bundle_cable_at(&j->bundle->cable[i], s, &own, &other) &&
		    str_eq(own->normal, p->name))
			return p->up;
	return s &&
	    (p->kind == PORT_LAG ? p->up : p->kind == PORT_PLAIN && !p->up);
}

/* of a text that begins anew `two_configs` tells, once */
static void
twice(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		/* typed for a range and then for one port of it: meant so */
		if (p->clash_line && (j->bundle || !p->clash_range))
			rule_found_as(j,
			    j->bundle &&
			            !(p->clash_off && is_as_cabled(j, v, p)) ?
			        ERR :
			        WARN,
			    v, p->clash_line,
			    "%s is configured twice: this line takes effect, "
			    "not line %d",
			    p->name, p->clash_with);
		else if (p->again_line && !v->traits->stanza_again &&
		    !(v->hostname_again && p->again_line > v->hostname_again))
			rule_found(j, v, p->again_line,
			    "a second stanza of %s, first in line %d", p->name,
			    p->line);
	}
}

static bool
defined(const struct view *v, const char *kind, const char *name)
{
	for (size_t i = 0; i < v->ndef; i++)
		if (str_eq(v->def[i].kind, kind) &&
		    str_eq(v->def[i].name, name))
			return true;
	return false;
}

static bool
referred(const struct view *v, const char *kind, const char *name)
{
	for (size_t i = 0; i < v->nref; i++)
		if (str_eq(v->ref[i].kind, kind) &&
		    str_eq(v->ref[i].name, name))
			return true;
	return false;
}

/* ... anything of that kind? */
static bool
defines(const struct view *v, const char *kind)
{
	for (size_t i = 0; i < v->ndef; i++)
		if (str_eq(v->def[i].kind, kind))
			return true;
	return false;
}

static void
names(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nref; i++) {
		const struct named *r = &v->ref[i];

		if (rule_is_excerpt(j, v) && !defines(v, r->kind))
			continue;
		if (!str_eq(r->kind, "feature") &&
		    !defined(v, r->kind, r->name))
			rule_found(j, v, r->line, "%s '%s' is not defined",
			    r->kind, r->name);
	}
}

/* a map that says nothing: the platform's own, or one that is switched off */
static bool
is_off(const struct view *v, const struct named *n)
{
	for (size_t i = 0; i < v->nmap; i++)
		if (str_eq(n->kind, "dcb-map") &&
		    str_eq(v->map[i].name, n->name))
			return view_dcb_map_empty(&v->map[i]);
	return str_eq(n->kind, "policy-map application");
}

static void
unused(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->ndef; i++) {
		const struct named *n = &v->def[i];

		if ((str_eq(n->kind, "dcb-map") ||
		        line_word_starts(n->kind, "policy-map") ||
		        str_eq(n->kind, "qos-map")) &&
		    !line_word_starts(n->name, "default") &&
		    !line_word_starts(n->name, "copp-") && !is_off(v, n) &&
		    !referred(v, n->kind, n->name))
			rule_found(j, v, n->line, "%s '%s' is never applied",
			    n->kind, n->name);
	}
}

/* a part of a config, without a name: what it lacks may be in the rest */
static bool
is_part(const struct judge *j, const struct view *v)
{
	return !j->bundle && !v->hostname;
}

static void
features(struct judge *j, const struct view *v)
{
	bool any = !is_part(j, v);

	for (size_t i = 0; i < v->ndef; i++)
		any = any || str_eq(v->def[i].kind, "feature");
	for (size_t i = 0; any && i < v->nref; i++)
		if (str_eq(v->ref[i].kind, "feature") &&
		    !defined(v, "feature", v->ref[i].name))
			rule_found(j, v, v->ref[i].line,
			    "needs `feature %s`, which is missing: the "
			    "commands are rejected",
			    v->ref[i].name);
}

static void
ref_lag(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		const struct port *lag = view_lag_of(v, p);

		if (p->lag && (!lag || !lag->line))
			rule_found_as(j, v->traits->lag_implicit ? WARN : ERR,
			    v, p->lag_line,
			    "%s is a member of LAG %d, which has no stanza",
			    p->name, p->lag);
	}
}

static void
ref_interface(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];

		if (!p->ref_line || p->line ||
		    (p->kind != PORT_LAG && v->traits->ports_implicit))
			continue;
		rule_found(j, v, p->ref_line,
		    "%s is named here and has no stanza", p->name);
	}
}

static bool
is_wide(const struct vlan_set *s)
{
	size_t n = 0;

	for (int id = vlan_set_next(s, 0); id; id = vlan_set_next(s, id))
		n++;
	return n > VLAN_MAX / 2;
}

/* takes those that have others of the list beside them, and gives their
 * number */
static size_t
in_ranges(const struct vlan_set *list, const struct vlan_set *there,
    struct vlan_set *need)
{
	struct vlan_set beside = { 0 };
	size_t n = 0;

	for (int id = vlan_set_next(list, 1), end; id;
	     id = vlan_set_next(list, end)) {
		bool any = false;

		for (end = id; vlan_set_has(list, end + 1); end++)
			continue;
		for (int i = id; i <= end; i++)
			any = any || vlan_set_has(there, i);
		for (int i = id; any && i <= end; i++)
			if (vlan_set_has(need, i)) {
				vlan_set_add(&beside, i);
				n++;
			}
	}
	vlan_set_cut(need, &beside);
	return n;
}

static void
ref_vlan(struct judge *j, const struct view *v)
{
	if (is_part(j, v) && v->nvlan == 0)
		return;
	for (size_t i = 0; i < v->nport; i++) {
		const struct port *p = v->port[i];
		struct vlan_set need = p->tagged;
		size_t few = 0;

		if (!p->switched ||
		    (p->kind != PORT_PLAIN && p->kind != PORT_LAG) ||
		    view_lag_of(v, p))
			continue;
		vlan_set_cut(&need, &v->vlans);
		for (int id = vlan_set_next(&need, 1); id;
		     id = vlan_set_next(&need, id))
			few++;
		/* a list as wide as 2-4094 means all, not each of them, and a
		 * range some of whose VLANs are there those that are */
		if (!j->bundle && p->list_line)
			few -= in_ranges(&p->tagged, &v->vlans, &need);
		if (few && few < 200 && !is_wide(&p->tagged)) {
			need.bit[0] &= ~(uint64_t)2;
			rule_found(j, v, p->list_line,
			    "%s carries VLAN %s, "
			    "which is not defined",
			    p->name, vlan_set_text(j->arena, &need));
		}
		/* a trunk's native VLAN that leads nowhere is deliberate: what
		 * comes untagged is dropped */
		if (p->untagged > 1 && !vlan_set_has(&v->vlans, p->untagged) &&
		    (j->bundle || (p->mode != MODE_TRUNK && p->up)))
			rule_found(j, v, p->untagged_line,
			    "%s is untagged in "
			    "VLAN %d, which is not defined",
			    p->name, p->untagged);
	}
}

static void
reserved(struct judge *j, const struct view *v)
{
	for (size_t i = 0; i < v->nvlan; i++) {
		int id = v->vlan[i].id;

		if (v->traits->own_vlan && id >= v->traits->own_vlan &&
		    (!v->traits->own_vlan_of_domain || v->domain.line))
			rule_found(j, v, v->vlan[i].line,
			    "VLAN %d is reserved by the switch", id);
	}
}

const struct rule rules_text[] = { READER_RULE("not-understood", WARN,
	                               "every line is understood"),
	VIEW_RULE("bad-value", ERR, bad_value,
	    "values are within their bounds"),
	VIEW_RULE("undone", ERR, undone, "no line undoes an earlier one"),
	VIEW_RULE("pasted-text", WARN, pasted,
	    "no terminal prompts in the text"),
	READER_RULE("file-truncated", WARN, "the text is complete"),
	READER_RULE("order-portmode", ERR, "portmode comes before switchport"),
	READER_RULE("order-trunk-mode", ERR,
	    "the trunk mode comes before the allowed list"),
	READER_RULE("order-mgmt-vrf", ERR,
	    "the management VRF comes before the management address"),
	READER_RULE("order-keepalive", WARN,
	    "the role comes before the keepalive is enabled"),
	READER_RULE("native-keyword", ERR, "no other platform's native VLAN"),
	READER_RULE("reserved-lag", ERR,
	    "no LAG number reserved by the "
	    "switch"),
	READER_RULE("stp-two-flavours", ERR, "one spanning tree is active"),
	READER_RULE("ufd-inverted", ERR, "dependent ports go down, not up"),
	VIEW_RULE("placeholder", WARN, placeholders, "no unfilled placeholder"),
	VIEW_RULE("exit-balance", ERR, balance, "modes and exits balance"),
	VIEW_RULE("no-hostname", WARN, hostname, "the switch has a name"),
	VIEW_RULE("two-configs", ERR, two_configs, "one config per file"),
	VIEW_RULE("duplicate-stanza", WARN, twice, "one stanza per port"),
	VIEW_RULE("ref-name", ERR, names,
	    "every map, class and policy named is defined"),
	VIEW_RULE("unused-policy", WARN, unused,
	    "every map and policy defined is applied"),
	VIEW_RULE("feature-missing", ERR, features,
	    "every command's feature is enabled"),
	VIEW_RULE("ref-lag", ERR, ref_lag, "every LAG named has a stanza"),
	VIEW_RULE("ref-interface", ERR, ref_interface,
	    "every port named has a stanza"),
	VIEW_RULE("ref-vlan", ERR, ref_vlan, "every VLAN carried is defined"),
	VIEW_RULE("reserved-vlan", ERR, reserved,
	    "no VLAN reserved by the switch is used"),
	{ 0 } };
