/*
 * init: a site file from a few numbers.  What no option gives is asked for on a
 * terminal; questions go to standard error, so that the file can go to standard
 * output.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/draft.h"

#define HOSTS_MAX 10000
#define VMS_MAX 1000000
#define VM_BYTES (INT64_C(8) << 30)

struct answers {
	int64_t hosts, memory_bytes, vms, vm_bytes;
};

/* a line without surrounding blanks; NULL: end of input */
static const char *
ask(struct run *r, const char *question)
{
	char *line = NULL;
	size_t cap = 0, n;
	const char *s;
	ssize_t len;

	fprintf(stderr, "%s ", question);
	fflush(stderr);
	len = getline(&line, &cap, stdin);
	if (len < 0) {
		free(line);
		fputc('\n', stderr);
		return NULL;
	}
	s = line + strspn(line, " \t\r\n");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	s = str_dup(r->a, s, n);
	free(line);
	return s;
}

static bool
number(const char *s, int64_t max, int64_t *out)
{
	if (num_int(s, out) && *out >= 1 && *out <= max)
		return true;
	fprintf(stderr, "  please enter a whole number from 1 to %lld\n",
	    (long long)max);
	return false;
}

static bool
bytes(struct run *r, const char *s, int64_t *out)
{
	const char *why;

	if (num_parse(r->a, s, UNIT_BYTES, out, &why) && *out > 0)
		return true;
	fputs("  please enter a size such as 256 GiB\n", stderr);
	return false;
}

/* each asks until it gets an answer; false: end of input */
static bool
ask_number(struct run *r, const char *question, int64_t usual, int64_t max,
    int64_t *out)
{
	const char *s;

	do {
		s = ask(r, question);
		if (s == NULL)
			return false;
		if (*s == '\0' && usual > 0) {
			*out = usual;
			return true;
		}
	} while (!number(s, max, out));
	return true;
}

static bool
ask_name(struct run *r, const char **out)
{
	const char *s;

	for (;;) {
		s = ask(r, "Name of the site? [site]");
		if (s == NULL)
			return false;
		if (*s == '\0')
			return true;
		if (str_is_name(s)) {
			*out = s;
			return true;
		}
		fputs("  please use letters, digits, '-', '_' and "
		      "'.'\n",
		    stderr);
	}
}

static bool
ask_memory(struct run *r, int64_t *out)
{
	const char *s;

	do {
		s = ask(r,
		    "How much memory does each host have, such as 256 "
		    "GiB?");
		if (s == NULL)
			return false;
	} while (!bytes(r, s, out));
	return true;
}

/* 60, or 60 x 8 GiB */
static bool
ask_vms(struct run *r, struct answers *v)
{
	const char *s, *x;
	size_t n;

	for (;;) {
		s = ask(r, "How many VMs, such as 60 or 60 x 8 GiB?");
		if (s == NULL)
			return false;
		x = strchr(s, 'x');
		n = x != NULL ? (size_t)(x - s) : strlen(s);
		while (n > 0 && s[n - 1] == ' ')
			n--;
		if (number(str_dup(r->a, s, n), VMS_MAX, &v->vms) &&
		    (x == NULL ||
		        bytes(r, x + 1 + strspn(x + 1, " "), &v->vm_bytes)))
			return true;
	}
}

static bool
ask_all(struct run *r, struct draft *w, struct answers *v)
{
	const struct options *o = r->o;

	return (o->name != NULL || ask_name(r, &w->name)) &&
	    (o->hosts != NULL ||
	        ask_number(r, "How many hosts?", 0, HOSTS_MAX, &v->hosts)) &&
	    (o->racks != NULL ||
	        ask_number(r, "In how many racks? [1]", 1, 1000, &w->racks)) &&
	    (o->memory != NULL || ask_memory(r, &v->memory_bytes)) &&
	    (o->vms != NULL || ask_vms(r, v));
}

static const char *
range(struct arena *a, const char *lead, int64_t from, int64_t to)
{
	return from == to ?
	    str_fmt(a, "%s%lld", lead, (long long)from) :
	    str_fmt(a, "%s[%lld-%lld]", lead, (long long)from, (long long)to);
}

/* so many hosts of the last cluster in each of the racks from..to */
static void
add_hosts(struct run *r, struct draft *w, const struct answers *v, int64_t from,
    int64_t to, int64_t each)
{
	struct draft_host h = { .memory_bytes = v->memory_bytes,
		.cluster = w->cluster[w->ncluster - 1].name };

	if (from > to)
		return;
	h.rack = range(r->a, "r", from, to);
	h.name = w->racks == 1 ?
	    range(r->a, "hv", 1, each) :
	    str_fmt(r->a, "%s-%s", h.rack, range(r->a, "hv", 1, each));
	PUSH(r->a, w->host, w->nhost, w->caphost, h);
}

/* the racks from..to as a cluster, with the VMs after those before that fall
 * to so many hosts */
static void
add_cluster(struct run *r, struct draft *w, const struct answers *v,
    int64_t from, int64_t to, int64_t before)
{
	int64_t each = v->hosts / w->racks, more = v->hosts % w->racks;
	bool only = from == 1 && to == w->racks;
	struct draft_cluster c = { .name = only ?
		    "prod" :
		    str_fmt(r->a, "prod%zu", w->ncluster + 1) };
	struct draft_vm vm = { .cluster = c.name, .memory_bytes = v->vm_bytes };
	int64_t long_to = to < more ? to : more;
	int64_t hosts =
	    (to - from + 1) * each + (long_to >= from ? long_to - from + 1 : 0);
	int64_t first = before * v->vms / v->hosts + 1;
	int64_t last = (before + hosts) * v->vms / v->hosts;

	PUSH(r->a, w->cluster, w->ncluster, w->capcluster, c);
	add_hosts(r, w, v, from, long_to, each + 1);
	add_hosts(r, w, v, from > more ? from : more + 1, to, each);
	if (first > last)
		return;
	vm.name = range(r->a, "vm", first, last);
	PUSH(r->a, w->vm, w->nvm, w->capvm, vm);
}

/* racks are put together to clusters as large as the hypervisor allows */
static bool
make(struct run *r, struct draft *w, const struct answers *v)
{
	const struct hypervisor *h =
	    catalog_hypervisor(w->catalog, w->hypervisor);
	int64_t most = h != NULL && h->max_hosts > 0 ? h->max_hosts : INT64_MAX;
	int64_t each = v->hosts / w->racks, more = v->hosts % w->racks;
	int64_t from = 1, have = 0, before = 0, here;

	if (each == 0)
		return diag_error(r->d,
		    r->o->racks == NULL ?
		        SPAN_NONE :
		        command_place(r, "--racks", r->o->racks),
		    "racks-empty", "%lld hosts leave some of %lld racks empty",
		    (long long)v->hosts, (long long)w->racks);
	for (int64_t i = 1; i <= w->racks; i++) {
		here = each + (i <= more);
		if (have > 0 && have + here > most) {
			add_cluster(r, w, v, from, i - 1, before);
			before += have;
			have = 0;
			from = i;
		}
		have += here;
	}
	add_cluster(r, w, v, from, w->racks, before);
	return draft_write(r, w);
}

bool
command_init(struct run *r)
{
	const struct options *o = r->o;
	struct draft w = { .origin = "A site, from a few numbers: make it "
		                     "yours." };
	struct answers v = { .vm_bytes = VM_BYTES };
	bool ok;

	if (o->narg > 0)
		return command_usage(r, "no argument is expected");
	ok = draft_options(r, &w);
	w.racks_known = true;
	if (w.hypervisor == NULL)
		w.hypervisor = "hyper-v";
	if (o->hosts != NULL)
		ok &= draft_count(r, "--hosts", o->hosts, HOSTS_MAX, &v.hosts);
	if (o->memory != NULL)
		ok &= command_quantity(r, "--memory", o->memory, UNIT_BYTES,
		    false, &v.memory_bytes);
	if (o->vms != NULL)
		ok &= draft_count(r, "--vms", o->vms, VMS_MAX, &v.vms);
	if (o->vm_memory != NULL)
		ok &= command_quantity(r, "--vm-memory", o->vm_memory,
		    UNIT_BYTES, false, &v.vm_bytes);
	if (!ok)
		return true;
	if (isatty(STDIN_FILENO)) {
		if (!ask_all(r, &w, &v))
			return command_usage(r,
			    "not all questions were "
			    "answered");
	} else if (v.hosts == 0 || v.memory_bytes == 0 || v.vms == 0) {
		return command_usage(r,
		    "--hosts, --memory and --vms are "
		    "needed, or a terminal to ask on");
	}
	w.size = (size_t)v.hosts;
	make(r, &w, &v);
	return true;
}
