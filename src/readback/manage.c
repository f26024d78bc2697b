/* How a switch is managed: accounts, servers, its spanning-tree region. */
#include "readback/reader.h"

#include "base/str.h"

#define USERS_MAX 1024

/* what several call a role that may look; others are of the dialect */
static const char *const looks[] = { "read-only", "operator", NULL };

static bool
is_one_of(const char *w, const char *const *name)
{
	for (; name && *name; name++)
		if (line_word_eq(w, *name))
			return true;
	return false;
}

static bool
is_weak(const struct view *v, const struct line *l)
{
	for (size_t i = 1; i + 1 < l->nword; i++) {
		const char *w = l->word[i + 1];

		if (line_word_eq(l->word[i], "privilege") ||
		    line_word_eq(l->word[i], "priv-lvl") ||
		    line_word_eq(l->word[i], "level")) {
			if (line_num(l, i + 1) >= 0 && line_num(l, i + 1) < 15)
				return true;
		} else if (line_word_eq(l->word[i], "role") ||
		    line_word_eq(l->word[i], "group")) {
			if (is_one_of(w, looks) ||
			    is_one_of(w, v->dialect->looks))
				return true;
		}
	}
	return false;
}

/* a password that is the same in every switch of the kind is none */
static bool
has_factory_hash(const struct view *v, const struct line *l)
{
	const char *const *hash = v->traits->factory_hash;

	for (size_t i = 1; hash && i < l->nword; i++)
		for (size_t k = 0; hash[k]; k++)
			if (str_eq(l->word[i], hash[k]))
				return true;
	return false;
}

void
reader_user(struct view *v, const char *name, const struct line *l)
{
	struct user u = { .name = name, .line = l->no, .weak = is_weak(v, l) };

	for (size_t i = 1; i < l->nword; i++)
		if (line_word_eq(l->word[i], "nopassword") ||
		    ((line_word_eq(l->word[i - 1], "password") ||
		         line_word_eq(l->word[i - 1], "secret")) &&
		        l->word[i][0] == '\0'))
			u.open = true;
	u.factory = has_factory_hash(v, l);
	if (v->nuser < USERS_MAX)
		PUSH(v->a, v->user, v->nuser, v->user_cap, u);
}

/* ntp server vrf MGMT 10.0.0.1 prefer, logging server 10.0.0.1 5 use-vrf ... */
void
reader_server(struct view *v, const char *kind, const struct line *l)
{
	static const char *const before[] = { "server", "host", "remote-server",
		NULL };
	size_t i = 1;

	while (i < l->nword)
		if (line_word_eq(l->word[i], "vrf"))
			i += 2;
		else if (line_any(&(struct line){ .word = &l->word[i],
		                      .nword = 1 },
		             before))
			i++;
		else
			break;
	if (i < l->nword) {
		view_server(v, kind, l->word[i], l->no);
		view_asked(v,
		    str_eq(kind, "ntp") ? "time server" : "log server",
		    l->word[i], reader_vrf(l), l->no);
	}
}

const char *
reader_vrf(const struct line *l)
{
	for (size_t i = 1; i + 1 < l->nword; i++)
		if (line_word_eq(l->word[i], "vrf") ||
		    line_word_eq(l->word[i], "use-vrf"))
			return l->word[i + 1];
	return NULL;
}

void
reader_trap_host(struct view *v, const struct line *l)
{
	if (line_is(l, "snmp-server host * ..."))
		view_asked(v, "SNMP trap receiver", line_word(l, 2),
		    reader_vrf(l), l->no);
}

void
view_asked(struct view *v, const char *what, const char *name, const char *vrf,
    int line)
{
	static const char *const none[] = { "default", "main", NULL };
	struct asked x = { what, name,
		is_one_of(vrf ? vrf : "", none) ? NULL : vrf, line };

	/* a second line of a server may be what says its VRF */
	for (size_t i = 0; i < v->nasked; i++)
		if (str_eq(v->asked[i].what, what) &&
		    line_word_eq(v->asked[i].name, name)) {
			if (x.vrf && !v->asked[i].vrf)
				v->asked[i] = x;
			return;
		}
	if (v->nasked < USERS_MAX)
		PUSH(v->a, v->asked, v->nasked, v->asked_cap, x);
}

const char *
view_management_vrf(const struct view *v)
{
	for (size_t i = 0; i < v->nport && !v->mgmt_vrf; i++)
		if (v->port[i]->kind == PORT_MGMT && v->port[i]->has_ip)
			return v->port[i]->vrf;
	return v->mgmt_vrf;
}

void
view_server(struct view *v, const char *kind, const char *name, int line)
{
	struct named s = { kind, name, line };

	if (v->nserver < USERS_MAX)
		PUSH(v->a, v->server, v->nserver, v->server_cap, s);
}

bool
reader_mst(struct view *v, const struct line *l)
{
	struct mst *m = &v->mst;

	if (line_is(l, "name *")) {
		m->name = line_word(l, 1);
		m->line = l->no;
	} else if (line_is(l, "revision *")) {
		m->revision = line_num(l, 1);
		m->line = l->no;
	} else if (line_is(l, "instance * ...") || line_is(l, "msti * ...")) {
		struct vlan_set s = { 0 };
		long n = line_num(l, 1);

		m->line = l->no;
		if (n >= 0 && n < MST_MAX &&
		    vlan_set_parse(line_word(l, l->nword - 1), &s))
			vlan_set_join(&m->of[n], &s);
		else
			return false;
	} else {
		return false;
	}
	return true;
}

void
reader_mst_region(struct view *v, const struct stanza *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!reader_mst(v, &s->child[i].head))
			view_pass(v, &s->child[i]);
}
