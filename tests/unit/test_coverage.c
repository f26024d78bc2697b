/* What a reading depends on, and what of a line may be shown. */
#include "reading.h"

#include "readback/coverage.h"
#include "readback/secret.h"
#include "verify/uncompared.h"

TestSuite(cover, .init = setup, .fini = teardown);

static const char eos[] = "hostname sw1\nvlan 110,120\n"
    "interface Ethernet1\n   mtu 9214\n   service-policy input A\n   no shutdown\n"
    "   switchport mode trunk\n   switchport trunk allowed vlan 110,120\n";

static bool
reads(const char *text, const char *line)
{
	const struct view *v = reading("eos", text);
	struct outline o;
	struct coverage *c;

	outline_make(a, v, &o);
	c = coverage_new(a, v, &o, true);
	for (size_t i = 0; i < o.n; i++)
		if (strcmp(o.line[i].text, line) == 0)
			return coverage_reads(c, &o.line[i]);
	cr_assert_fail("no line '%s'", line);
	return false;
}

Test(cover, knows_the_lines_a_reading_depends_on)
{
	cr_expect(reads(eos, "switchport mode trunk"));
	cr_expect(reads(eos, "switchport trunk allowed vlan 110,120"));
	/* what is so anyway, but would not be if it said the opposite */
	cr_expect(reads(eos, "no shutdown"));
	cr_expect_not(reads(eos, "service-policy input A"));
	/* layer 2 of this platform passes what it does whatever this says */
	cr_expect_not(reads(eos, "mtu 9214"));
}

/* designed -> running, one a line */
static const char *
loose(const char *nos, const char *x, const char *y)
{
	struct buf b = buf_new(a);
	struct uncompared *l;
	size_t n = uncompared_find(a, reading(nos, x), reading(nos, y), &l);

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s: %s -> %s\n", l[i].where,
		    l[i].designed ? l[i].designed : "-",
		    l[i].running ? l[i].running : "-");
	return b.len ? b.text : "";
}

#define LOOSE(nos, x, y, want) \
	cr_expect_str_eq(loose(nos, x, y), want, "%s", loose(nos, x, y))

Test(cover, what_no_reading_depends_on_is_listed)
{
	LOOSE("eos", eos, eos, "");
	LOOSE("eos", eos, "hostname sw1\nvlan 110,120\nno frobnicate\n"
	    "interface Ethernet1\n   mtu 9214\n   service-policy input B\n"
	    "   switchport mode trunk\n   l3-blend 4\n"
	    "   switchport trunk allowed vlan 110\n",
	    "interface Ethernet1: service-policy input A -> service-policy input B\n"
	    ": - -> no frobnicate\n"
	    "interface Ethernet1: - -> l3-blend 4\n");
}

Test(cover, what_a_switch_shows_of_itself_is_not)
{
	LOOSE("eos", eos, "! Command: show running-config\n"
	    "transceiver qsfp default-mode 4x10G\n"
	    "service routing protocols model ribd\nhostname sw1\n"
	    "vlan 110\nvlan 120\ninterface Et1\n   load-interval 300\n"
	    "   service-policy input A\n   mtu 9214\n   switchport mode trunk\n"
	    "   switchport trunk allowed vlan 110,120\n", "");
}

Test(cover, a_value_of_a_document_is_a_line)
{
	LOOSE("sonic", "{\"PORT\": {\"Ethernet0\": {\"mtu\": \"9100\"}}}",
	    "{\"PORT\": {\"Ethernet0\": {\"mtu\": \"1500\", "
	    "\"learn_mode\": \"drop\"}}}",
	    "PORT / Ethernet0: - -> learn_mode: drop\n");
}

Test(cover, a_statement_in_braces_is_a_line)
{
	LOOSE("junos", "system { host-name sw1; }",
	    "system { host-name sw1; no-redirects-ever; }",
	    "system: - -> no-redirects-ever\n");
}

#define HIDDEN(text, want) \
	cr_expect_str_eq(secret_hidden(a, text), want, "%s", \
	    secret_hidden(a, text))

Test(cover, secrets_are_not_shown)
{
	HIDDEN("username admin privilege 15 role network-admin secret Top99",
	    "username admin privilege 15 role network-admin secret ***");
	HIDDEN("username admin secret sha512 $6$ab/c privilege 15",
	    "username admin secret sha512 *** privilege 15");
	HIDDEN("enable password my long phrase", "enable password ***");
	HIDDEN("snmp-server user u g v3 auth sha Top1 priv aes Top2",
	    "snmp-server user u g v3 auth sha *** priv aes ***");
	HIDDEN("snmp-server host 10.0.0.1 version 3 priv u",
	    "snmp-server host 10.0.0.1 version 3 priv u");
	HIDDEN("snmp-server community public ro",
	    "snmp-server community *** ro");
	HIDDEN("set name=admin password=\"a b\" group=full",
	    "set name=admin password=*** group=full");
	HIDDEN("encrypted-password \"$6$x\"; ## SECRET-DATA",
	    "encrypted-password ***;");
	HIDDEN("radius-server host 10.0.0.1 key 7 0102",
	    "radius-server host 10.0.0.1 key 7 ***");
	/* what is none, and what is still to be filled in */
	HIDDEN("no password strength-check", "no password strength-check");
	HIDDEN("enable password <<ENABLE_PASSWORD>>",
	    "enable password <<ENABLE_PASSWORD>>");
	cr_expect(secret_alike(a, "username x password <<P>> role admin",
	    "username x password 5 $5$ab role admin"));
	cr_expect_not(secret_alike(a, "username x password <<P>> role admin",
	    "username x password 5 $5$ab role operator"));
}
