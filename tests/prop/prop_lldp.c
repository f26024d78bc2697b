/*
 * Random cablings, told in the words of every platform that is read: a right
 * one has no finding; two plugs swapped are both found, a plug pulled out is
 * missing, whichever side tells it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "verify/lldp_compare.h"
#include "verify/lldp_owner.h"

static uint64_t state;

static uint32_t
rnd(uint32_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % n;
}

enum speaker { OS9, OS10, OS6, EOS, NXOS, SONIC, LLDPD };

struct device {
	const char *name;
	enum speaker speaks;
	size_t ports;		/* used */
};

struct wire {			/* what is really plugged in */
	size_t dev[2];
	const char *port[2];	/* as its own device calls it */
};

static const char *
port_name(struct arena *a, const struct device *x, size_t n)
{
	static const char *const pattern[] = {
		"TenGigabitEthernet 0/%zu", "ethernet1/1/%zu", "Te1/0/%zu",
		"Ethernet%zu", "Ethernet1/%zu", "Ethernet%zu", "eth%zu"
	};

	return str_fmt(a, pattern[x->speaks], n);
}

/* as its own table prints it */
static const char *
short_name(struct arena *a, enum speaker d, const char *port)
{
	const char *n = port + strcspn(port, "0123456789");

	return d == OS9 ? str_fmt(a, "Te %s", n) : d == EOS ?
	    str_fmt(a, "Et%s", n) : d == NXOS ? str_fmt(a, "Eth%s", n) : port;
}

static void
head(struct buf *b, const char *name, enum speaker d)
{
	static const char *const text[] = {
		"%s#show lldp neighbors\n Loc PortID     Rem Host Name     "
		"Rem Port Id                        Rem Chassis Id\n ------\n\n",
		"%s# show lldp neighbors\nLoc PortID          Rem Host Name    "
		"    Rem Port Id                    Rem Chassis Id\n------\n",
		"%s#show lldp remote-device all\nLLDP Remote Device Summary\n\n"
		"Local\nInterface RemID   Chassis ID           Port ID        "
		"    System Name\n--------- ------- --------\n",
		"%s#show lldp neighbors\nLast table change time   : 0:00:23 ago"
		"\n\nPort          Neighbor Device ID       Neighbor Port ID    "
		"TTL\n-----\n",
		"%s# show lldp neighbors\nCapability codes:\n  (R) Router\n"
		"Device ID            Local Intf      Hold-time  Capability  "
		"Port ID  \n",
		"admin@%s:~$ show lldp table\nCapability codes: (R) Router\n"
		"LocalPort    RemoteDevice                  RemotePortID       "
		"     Capability  RemotePortDescr\n-----------\n"
	};

	for (const char *p = text[d]; *p; p++)
		if (p[0] == '%' && p[1] == 's') {
			buf_puts(b, name);
			p++;
		} else {
			buf_putc(b, *p);
		}
}

static void
row(struct buf *b, enum speaker d, const char *port, const char *name,
    const char *far, bool first)
{
	char cut[64];

	switch (d) {
	case OS9:
	case OS10:
		snprintf(cut, sizeof cut, "%s", name);
		if (strlen(name) > (d == OS9 ? 17 : 20))
			strcpy(cut + (d == OS9 ? 15 : 17), "...");
		buf_printf(b, d == OS9 ? " %-15s%-18s%-35s0c:1\n" :
		    "%-20s%-21s%-31s0c:1\n", port, cut, far);
		break;
	case OS6:
		buf_printf(b, "%-10s%-8d%-21s%-19.18s%s\n", port, 1,
		    "00:01:E8:8B:44:35", far, name);
		break;
	case EOS:
		buf_printf(b, "%-14s%-32s%-24s120\n", port, name, far);
		break;
	case NXOS:
		if (strlen(name) > 20)
			buf_printf(b, "%s\n%21s", name, "");
		else
			buf_printf(b, "%-21s", name);
		buf_printf(b, "%-16s120        %-12s%s\n", port, rnd(2) ?
		    "BR" : "", far);
		break;
	case SONIC:
		buf_printf(b, "%-13s%-30s%-24s%-12s%s\n", port, name, far,
		    "BR", "x");
		break;
	case LLDPD:
		buf_printf(b, "%s{\"%s\":{\"chassis\":{\"%s\":{\"id\":{}}},"
		    "\"port\":{\"id\":{\"type\":\"ifname\",\"value\":\"%s\"}}}"
		    "}", first ? "" : ",", port, name, far);
		break;
	}
}

static void
tell(struct arena *a, struct diags *d, const struct device *dev, size_t x,
    const struct wire *w, size_t n, struct lldp_file *out)
{
	struct source *src = NEW(a, struct source, 1);
	enum speaker how = dev[x].speaks;
	struct buf b = buf_new(a);
	bool first = true;

	if (how == LLDPD)
		buf_puts(&b, "{\"lldp\":{\"interface\":[");
	else
		head(&b, dev[x].name, how);
	for (size_t i = 0; i < n; i++)
		for (int e = 0; e < 2; e++) {
			if (w[i].dev[e] != x || !w[i].port[0])
				continue;
			row(&b, how, short_name(a, how, w[i].port[e]),
			    dev[w[i].dev[1 - e]].name, w[i].port[1 - e],
			    first);
			first = false;
		}
	if (how == LLDPD)
		buf_puts(&b, "]}}");
	src->name = str_fmt(a, "got/%s.txt", dev[x].name);
	src->text = b.text;
	src->len = b.len;
	if (!lldp_read(a, d, src, out))
		printf("%s\n%s\n", d->item[d->n - 1].message, b.text);
}

static struct bundle *
plan(struct arena *a, const struct device *dev, size_t ndev,
    const struct wire *w, size_t n)
{
	struct bundle *b = NEW(a, struct bundle, 1);

	b->sw = NEW(a, struct bundle_switch, ndev);
	for (size_t i = 0; i < ndev; i++)
		if (dev[i].speaks != LLDPD)
			b->sw[b->nsw++].name = dev[i].name;
	b->cable = NEW(a, struct bundle_cable, n);
	b->ncable = n;
	for (size_t i = 0; i < n; i++) {
		b->cable[i].id = str_fmt(a, "L%zu", i + 1);
		b->cable[i].kind = "host";
		for (int e = 0; e < 2; e++) {
			struct bundle_cable_end *x = &b->cable[i].end[e];

			x->device = dev[w[i].dev[e]].name;
			x->port = w[i].port[e];
			x->normal = ports_normal(a, x->port);
		}
	}
	return b;
}

static struct cables_result
judged(struct arena *a, struct diags *d, const struct device *dev, size_t ndev,
    const struct bundle *b, const struct wire *w, size_t n)
{
	struct lldp_file *f = NEW(a, struct lldp_file, ndev);
	struct cables_result r = {0};
	size_t given = 0;

	for (size_t i = 0; i < ndev; i++)
		if (dev[i].ports > 0)
			tell(a, d, dev, i, w, n, &f[given++]);
	if (lldp_owners(a, d, b, f, given))
		lldp_cables_compare(a, b, f, given, &r);
	return r;
}

static const char *
wrong(struct arena *a, struct diags *d)
{
	struct device dev[8];
	struct wire w[24];
	size_t ndev = 4 + rnd(5), n = 4 + rnd(20), x, y;
	struct bundle *b;
	struct cables_result r;
	const char *port;

	for (size_t i = 0; i < ndev; i++) {
		dev[i] = (struct device){NULL, (enum speaker)rnd(7), 0};
		dev[i].name = str_fmt(a, rnd(3) ? "d%zu" :
		    "%zu-a-switch-of-a-long-name", i);
	}
	dev[0].speaks = (enum speaker)rnd(6);
	for (size_t i = 0; i < n; i++) {
		w[i].dev[0] = rnd((uint32_t)ndev);
		w[i].dev[1] = (w[i].dev[0] + 1 + rnd((uint32_t)ndev - 1)) %
		    ndev;
		for (int e = 0; e < 2; e++)
			w[i].port[e] = port_name(a, &dev[w[i].dev[e]],
			    ++dev[w[i].dev[e]].ports);
	}
	b = plan(a, dev, ndev, w, n);
	r = judged(a, d, dev, ndev, b, w, n);
	if (d->n > 0)
		return d->item[0].message;
	if (r.n > 0)
		return str_fmt(a, "right, and yet %s %s %s", r.item[0].device,
		    r.item[0].port, r.item[0].message);
	if (r.right != n || r.unseen != 0)
		return "right, and not counted so";
	/* one pulled out */
	x = rnd((uint32_t)n);
	port = w[x].port[0];
	w[x].port[0] = NULL;
	r = judged(a, d, dev, ndev, b, w, n);
	w[x].port[0] = port;
	if (r.right != n - 1 || r.n != 1 ||
	    r.item[0].state != CABLE_MISSING ||
	    !str_eq(r.item[0].cable, b->cable[x].id))
		return "one pulled out is not missing";
	/* two swapped: the far ends change places */
	y = (x + 1 + rnd((uint32_t)n - 1)) % n;
	if (w[x].dev[0] == w[y].dev[1] || w[y].dev[0] == w[x].dev[1])
		return NULL;
	struct wire old = w[x];

	w[x].dev[1] = w[y].dev[1];
	w[x].port[1] = w[y].port[1];
	w[y].dev[1] = old.dev[1];
	w[y].port[1] = old.port[1];
	r = judged(a, d, dev, ndev, b, w, n);
	if (r.right != n - 2 || r.errors == 0)
		return str_fmt(a, "two swapped: %zu right of %zu, %zu errors",
		    r.right, n, r.errors);
	return NULL;
}

int
main(void)
{
	int passed = 0, failed = 0;

	for (int seed = 1; seed <= 500; seed++) {
		struct arena *a = arena_new();
		const char *no;

		state = (uint64_t)seed * 982451653;
		no = wrong(a, diags_new(a));
		if (no)
			printf("seed %d: %s\n", seed, no);
		failed += no != NULL;
		passed += no == NULL;
		arena_free(a);
	}
	printf("prop_lldp: %d passed, %d failed\n", passed, failed);
	return failed != 0;
}
