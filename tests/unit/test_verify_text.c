/*
 * Audit of single texts: the wrong platform, what is no config, too much text,
 * text as it is pasted, cut short, with a banner.
 */
#include <criterion/criterion.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "readback/view.h"
#include "verify/verify.h"
#include "scratch.h"

#define ROOT "tests/verify"

static char base[SCRATCH_MAX];

static void
setup(void)
{
	scratch_make(base);
}

static void
teardown(void)
{
	scratch_remove(base);
}

TestSuite(audit, .init = setup, .fini = teardown);

static bool
has(const struct findings *s, const char *rule)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->item[i].rule, rule))
			return true;
	return false;
}

/* audits one text: its findings, and the diagnostics in *d */
static bool
audit_text(struct arena *a, struct diags *d, const char *nos, const char *text,
    size_t len, struct findings *out)
{
	const char *path = str_fmt(a, "%s/text.cfg", base);
	FILE *f = fopen(path, "w");
	bool ok;

	cr_assert(f != NULL && fwrite(text, 1, len, f) == len);
	fclose(f);
	ok = verify_audit(a, d, nos, &path, 1, out);
	unlink(path);
	return ok;
}

static const char *
good(struct arena *a, const char *path, size_t *len)
{
	const struct source *s = file_read(a, diags_new(a), str_fmt(a,
	    ROOT "/bundles/%s", path), 1 << 20);

	cr_assert(s != NULL);
	*len = s->len;
	return s->text;
}

static const struct {
	const char *nos, *path;
} texts[] = {
	{"os9", "fabric/configs/spine1.cfg"},
	{"os6", "fabric/configs/r1-leaf1.cfg"},
	{"os10", "os10/configs/sw1.cfg"}, {"eos", "eos/configs/sw1.cfg"},
	{"nxos", "nxos/configs/sw1.cfg"}, {"sonic", "sonic/configs/sw1.json"},
	{"routeros", "routeros/configs/sw1.rsc"},
	{"nvue", "nvue/configs/sw1.cfg"},
	{"aoscx", "aoscx/configs/sw1.cfg"},
	{"junos", "junos/configs/sw1.conf"},
	{"fastpath", "fastpath/configs/sw1.scr"}
};
#define NTEXT (sizeof(texts) / sizeof(texts[0]))

static bool
says(const struct diags *d, const char *id, const char *word)
{
	for (size_t i = 0; i < d->n; i++)
		if (str_eq(d->item[i].id, id) && strstr(d->item[i].message,
		    word))
			return true;
	return false;
}

Test(audit, the_wrong_nos_is_told_and_named)
{
	for (size_t i = 0; i < NTEXT; i++)
		for (size_t k = 0; k < NTEXT; k++) {
			struct arena *a = arena_new();
			struct diags *d = diags_new(a);
			struct findings s;
			size_t len;
			const char *text = good(a, texts[k].path, &len);
			bool ok = audit_text(a, d, texts[i].nos, text, len,
			    &s);

			cr_expect(ok == (i == k), "%s as %s", texts[k].nos,
			    texts[i].nos);
			cr_expect(i == k || says(d, "wrong-nos",
			    texts[k].nos), "%s as %s", texts[k].nos,
			    texts[i].nos);
			arena_free(a);
		}
}

Test(audit, what_is_no_config_is_refused_with_a_reason)
{
	static const struct {
		const char *text;
		size_t len;
		const char *id;
	} bad[] = {
		{"\x7f" "ELF\0\0\1\2", 8, "config-binary"},
		{"", 0, "config-empty"}, {"\n\n! nothing\n", 12, "config-empty"},
		{"\xff\xfeh\0o\0", 6, "config-binary"},
		{"Dear all,\nthe switch is down.\n", 30, "config-strange"}
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		for (size_t k = 0; k < 5; k++) {
			struct arena *a = arena_new();
			struct diags *d = diags_new(a);
			struct findings s;

			cr_expect(!audit_text(a, d, dialect_at(k)->name,
			    bad[i].text, bad[i].len, &s));
			cr_expect(says(d, bad[i].id, ""), "%s", bad[i].id);
			arena_free(a);
		}
}

Test(audit, too_much_text_is_refused_and_as_much_as_allowed_is_read)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct findings s;
	size_t len = (size_t)50 << 20;
	char *text = malloc(len);

	cr_assert(text != NULL);
	/* one line in four is one of the system's: less is no config of it */
	for (size_t i = 0; i < len; i++)
		text[i] = i % 40 == 39 ? '\n' :
		    i / 40 % 4 == 0    ? " no shutdown                           "[i % 40] :
		                         "interface te 0/"[i % 15];
	cr_expect(!audit_text(a, d, "os9", text, len, &s) && d->errors == 1);
	d = diags_new(a);
	memcpy(text, "hostname s1\n", 12);
	cr_expect(audit_text(a, d, "os9", text, FILE_TEXT_MAX, &s));
	cr_expect(s.not_understood > 1000 && s.n < 1000, "%zu of %zu listed",
	    s.n, s.not_understood);
	free(text);
	arena_free(a);
}

/* the same config as it comes out of a terminal, a mail, another editor */
Test(audit, pasted_text_reads_as_the_original)
{
	static const char *const noise[] = {
		"spine1#show running-config\r\n", "--More--\r\n", " \r\n"
	};

	for (size_t i = 0; i < 5; i++) {
		struct arena *a = arena_new();
		struct diags *d = diags_new(a);
		struct findings s;
		size_t len;
		const char *t = good(a, texts[i].path, &len);
		struct buf b = buf_new(a);

		buf_puts(&b, noise[0]);
		for (size_t n = 0; *t; n++) {
			size_t l = strcspn(t, "\n");

			buf_add(&b, t, l);
			buf_puts(&b, n % 24 == 23 ? " \t\r\n--More--\r\n" :
			    "\r\n");
			t += l + (t[l] == '\n');
		}
		buf_puts(&b, noise[0]);
		cr_expect(audit_text(a, d, texts[i].nos, b.text, b.len, &s));
		for (size_t k = 0; k < s.n; k++)
			cr_expect(str_eq(s.item[k].rule, "pasted-text"),
			    "%s: %s", texts[i].nos, s.item[k].message);
		cr_expect(s.not_understood == 0 && s.n == 1);
		arena_free(a);
	}
}

/* a pager's own line, and how it is rubbed out before the next is printed */
Test(audit, what_a_pager_leaves_is_no_config)
{
	static const char *const pager[] = { "--More--\r        \r",
		"--More--\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b",
		"\x1b[7m--More--\x1b[27m\x1b[K\r\x1b[K", "--More--        ",
		"---(more 12%)---\r                \r", "---(more)---\n",
		"--More-- or (q)uit\n", "<--- More --->\r              \r",
		"-- MORE --, next page: Space, next line: Enter, quit: q\n" };
	const size_t npager = sizeof(pager) / sizeof(pager[0]);

	for (size_t i = 0; i < NTEXT; i++) {
		struct arena *a = arena_new();
		struct diags *d = diags_new(a);
		struct findings s = { 0 };
		size_t len, own;
		const char *t = good(a, texts[i].path, &len);
		struct buf b = buf_new(a);

		cr_assert(audit_text(a, d, texts[i].nos, t, len, &s));
		own = s.n;
		for (size_t n = 0; *t; n++) {
			size_t l = strcspn(t, "\n");

			l += t[l] == '\n';
			/* a page ends after any whole line, here each fifth */
			if (n % 5 == 4 && b.text[b.len - 2] != '\\')
				buf_puts(&b, pager[n / 5 % npager]);
			buf_add(&b, t, l);
			t += l;
		}
		s = (struct findings){ 0 };
		cr_expect(audit_text(a, d, texts[i].nos, b.text, b.len, &s));
		cr_expect(s.n == own && s.not_understood == 0,
		    "%s: %zu findings, not %zu, the last: %s", texts[i].nos,
		    s.n, own, s.n ? s.item[s.n - 1].message : "");
		arena_free(a);
	}
}

Test(audit, a_text_cut_anywhere_is_read_or_refused)
{
	for (size_t i = 0; i < NTEXT; i++) {
		struct arena *a = arena_new();
		size_t len;
		const char *t = good(a, texts[i].path, &len);

		for (size_t cut = 1; cut < len; cut += 61) {
			struct arena *b = arena_new();
			struct diags *d = diags_new(b);
			struct findings s = {0};
			bool ok = audit_text(b, d, texts[i].nos, t, cut, &s);

			/* never silently taken for whole, but for one that
			 * ends with a line, which nothing tells */
			cr_expect(!ok || s.n > 0 || s.unended ||
			    t[cut - 1] == '\n',
			    "%s cut at %zu",
			    texts[i].nos, cut);
			cr_expect(ok || d->errors > 0);
			arena_free(b);
		}
		arena_free(a);
	}
}

Test(audit, a_banner_says_nothing_to_a_reader)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct findings s;
	const char *text =
	    "! Version 9.14\nhostname x\nbanner motd ^C\n"
	    "interface TenGigabitEthernet 0/1\n frobnicate\n^C\n"
	    "interface ManagementEthernet 0/0\n ip address 10.0.0.2/24\n"
	    " no shutdown\nend\n";

	cr_expect(audit_text(a, d, "os9", text, strlen(text), &s));
	cr_expect(s.not_understood == 0 && !has(&s, "not-understood"));
	arena_free(a);
}

/* what editors and terminals do to a file that says the same */
/* a word for each error or warning that is no matter of management */
static const char *
alarms(struct arena *a, const char *nos, const char *text)
{
	static const char *const other[] = { "mgmt-address", "services",
		"edge-missing", "guard-missing", "stp-off", "ssh-off" };
	struct diags *d = diags_new(a);
	struct findings s;
	struct buf b = buf_new(a);

	cr_assert(audit_text(a, d, nos, text, strlen(text), &s));
	for (size_t i = 0; i < s.n; i++) {
		bool told = false;

		for (size_t k = 0; k < sizeof(other) / sizeof(*other); k++)
			told = told || str_eq(s.item[i].rule, other[k]);
		if (!told)
			buf_printf(&b, "%s%s", b.len ? " " : "",
			    s.item[i].rule);
	}
	return b.len ? b.text : "";
}

Test(audit, what_is_meant_raises_no_alarm)
{
	struct arena *a = arena_new();

	/* no drop by the group its class is sorted into, for all ports */
	cr_expect_str_eq(alarms(a, "nxos", "hostname n\nvlan 10\n"
	    "class-map type qos match-all S\n  match cos 4\n"
	    "class-map type network-qos N\n  match qos-group 4\n"
	    "policy-map type qos M\n  class S\n    set qos-group 4\n"
	    "policy-map type network-qos Q\n  class type network-qos N\n"
	    "    pause no-drop\n    mtu 9216\n"
	    "system qos\n  service-policy type qos input M\n"
	    "  service-policy type network-qos Q\ninterface Ethernet1/3\n"
	    "  priority-flow-control mode on\n  switchport access vlan 10\n"),
	    "");
	/* a map that switches flow control by priority off */
	cr_expect_str_eq(alarms(a, "os9", "hostname d\nno dcb enable\n"
	    "interface TenGigabitEthernet 0/5\n mtu 9216\n switchport\n"
	    " flowcontrol rx on tx off\n dcb-map OFF\n no shutdown\n"
	    "dcb-map OFF\n no pfc mode on\n"), "");
	/* the maps of before 9.6: one for what comes in, one for what goes */
	cr_expect_str_eq(alarms(a, "os9", "hostname d\ndcb enable\n"
	    "interface TenGigabitEthernet 0/5\n switchport\n"
	    " dcb-policy input A\n dcb-policy output B\n no shutdown\n"
	    "dcb-input A\n pfc priority 3,4\n"
	    "priority-group G\n priority-list 3,4\n set-pgid 1\n"
	    "qos-policy-output H ets\n bandwidth-percentage 60\n"
	    "dcb-output B\n priority-group G qos-policy H\n"), "");
	cr_expect_str_eq(alarms(a, "os9", "hostname d\ndcb enable\n"
	    "interface TenGigabitEthernet 0/5\n switchport\n"
	    " dcb-policy input NONE\n no shutdown\n"), "ref-name");
	/* a native VLAN that leads nowhere */
	cr_expect_str_eq(alarms(a, "eos", "hostname e\nvlan 20\n"
	    "interface Ethernet7\n   switchport mode trunk\n"
	    "   switchport trunk native vlan 998\n"
	    "   switchport trunk allowed vlan 20\n!\nend\n"), "");
	/* ... and one that others carry */
	cr_expect_str_eq(alarms(a, "eos", "hostname e\nvlan 20,30\n"
	    "interface Ethernet7\n   switchport mode trunk\n"
	    "   switchport trunk native vlan 30\n"
	    "   switchport trunk allowed vlan 20\n!\n"
	    "interface Ethernet8\n   switchport access vlan 30\n!\nend\n"),
	    "native-allowed");
	/* routed parts of a port, and an address that is another's */
	cr_expect_str_eq(alarms(a, "eos", "hostname e\n"
	    "interface Ethernet9\n   no switchport\n"
	    "   ip address unnumbered Loopback0\n!\n"
	    "interface Ethernet9.40\n   encapsulation dot1q vlan 40\n"
	    "   ip address 192.0.2.1/31\n!\nend\n"), "");
	/* two stanzas of one port, with two meanings */
	cr_expect_str_eq(alarms(a, "nxos", "hostname n\nvlan 10,20\n"
	    "interface Ethernet1/3\n  switchport access vlan 10\n"
	    "interface Ethernet1/3\n  switchport access vlan 20\n"),
	    "duplicate-stanza");
	/* a peer link nobody is in */
	cr_expect_str_eq(alarms(a, "eos", "hostname e\nvlan 4094\n"
	    "interface Port-Channel9\n   switchport mode trunk\n!\n"
	    "interface Vlan4094\n   ip address 192.0.2.0/31\n!\n"
	    "mlag configuration\n   domain-id X\n"
	    "   local-interface Vlan4094\n   peer-address 192.0.2.1\n"
	    "   peer-link Port-Channel9\n!\nend\n"),
	    "peer-link-members lag-empty");
	/* a range of VLANs of which some are there; a list of which none is */
	cr_expect_str_eq(alarms(a, "nxos", "hostname n\nvlan 10\nvlan 12\n"
	    "interface Ethernet1/3\n  switchport mode trunk\n"
	    "  switchport trunk allowed vlan 2-20\n"), "");
	cr_expect_str_eq(alarms(a, "nxos", "hostname n\nvlan 10\nvlan 12\n"
	    "interface Ethernet1/3\n  switchport mode trunk\n"
	    "  switchport trunk allowed vlan 10,12,30-31\n"), "ref-vlan");
	/* ports are routed until told otherwise */
	cr_expect_str_eq(alarms(a, "eos", "hostname e\n"
	    "switchport default mode routed\nip icmp source-interface "
	    "Loopback0\ninterface Ethernet1\n   description up\n!\nend\n"),
	    "");
	cr_expect_str_eq(alarms(a, "nxos", "hostname n\n"
	    "evpn multisite border-gateway 7\ncallhome\n"
	    "no mac address-table notification mac-move\n"
	    "interface Ethernet1/3\n  no switchport\n"
	    "  evpn multisite fabric-tracking\n"), "");
	/* a row a family of addresses, and one for the port itself; a
	 * scheduler as older images refer to it */
	cr_expect_str_eq(alarms(a, "sonic", "{\"DEVICE_METADATA\": "
	    "{\"localhost\": {\"hostname\": \"s\"}}, \"PORT\": "
	    "{\"Ethernet0\": {\"admin_status\": \"up\"}}, "
	    "\"MGMT_INTERFACE\": {\"eth0\": {}, \"eth0|192.0.2.2/24\": "
	    "{\"gwaddr\": \"192.0.2.1\"}, \"eth0|2001:db8::2/64\": "
	    "{\"gwaddr\": \"2001:db8::1\"}}, \"SCHEDULER\": {\"q0\": "
	    "{\"type\": \"DWRR\", \"weight\": \"9\"}}, \"QUEUE\": "
	    "{\"Ethernet0|3\": {\"scheduler\": \"[SCHEDULER|q0]\"}}}\n"),
	    "");
	/* what is kept for it is no MAC address of anybody's */
	cr_expect_str_eq(alarms(a, "nvue", "nv set system hostname n\n"
	    "nv set bridge domain br_default vlan 10\n"
	    "nv set interface peerlink bond member swp1-2\n"
	    "nv set mlag mac-address 44:38:39:FF:00:01\n"
	    "nv set mlag backup 192.0.2.2 vrf mgmt\n"), "");
	/* VLANs it uses itself, unless it is told to use others */
	cr_expect_str_eq(alarms(a, "nvue", "nv set system hostname n\n"
	    "nv set bridge domain br_default vlan 3900\n"), "bad-value");
	cr_expect_str_eq(alarms(a, "nvue", "nv set system hostname n\n"
	    "nv set system global reserved vlan internal range 4000-4090\n"
	    "nv set bridge domain br_default vlan 3900\n"), "");
	/* a part of a list that is none, and names it can't have */
	cr_expect_str_eq(alarms(a, "nvue", "nv set system hostname n\n"
	    "nv set interface swp1,999999-7 link state up\n"
	    "nv set interface swp4-1 link state up\n"
	    "nv set interface swp99999 link state up\n"
	    "nv set interface a-bond-with-a-long-name bond member swp3\n"),
	    "bad-value bad-value bad-value bad-value");
	/* not before its release */
	cr_expect_str_eq(alarms(a, "nvue", "- header:\n    version: Cumulus "
	    "Linux 5.11.1\n- set:\n    interface:\n      swp1:\n"
	    "        link-tracking:\n          group:\n            A: {}\n"
	    "    system:\n      hostname: n\n      link-tracking:\n"
	    "        group:\n          A:\n            watch-interface:\n"
	    "              swp2: {}\n        state: enabled\n"),
	    "bad-value ref-interface");
	arena_free(a);
}

Test(audit, any_sign_or_a_letter_ends_a_banner)
{
	static const char *const banner[] = { "banner motd ^Ours^",
		"banner motd ^Closed^", "banner motd #Ours#",
		"banner login @\nvlan 99999\n@", "banner motd x\nours\nx",
		"banner motd ^C\nvlan 99999\n^C", "banner motd x Ours x",
		"banner exec \"ours\"", "banner motd ^\nvlan 99999\n^" };
	struct arena *a = arena_new();

	for (size_t i = 0; i < sizeof(banner) / sizeof(*banner); i++)
		cr_expect_str_eq(alarms(a, "nxos",
		    str_fmt(a, "hostname n\n%s\nvlan 10\n"
		    "interface Ethernet1/1\n  switchport access vlan 11\n",
		    banner[i])), "ref-vlan", "%s", banner[i]);
	arena_free(a);
}

Test(audit, other_line_ends_and_marks_change_nothing)
{
	for (size_t i = 0; i < NTEXT; i++)
		for (int how = 0; how < 3; how++) {
			struct arena *a = arena_new();
			struct diags *d = diags_new(a);
			struct findings s;
			struct buf b = buf_new(a);
			size_t len;
			const char *text = good(a, texts[i].path, &len);

			if (how == 0)
				buf_puts(&b, "\xef\xbb\xbf");
			for (size_t k = 0; k < len; k++)
				if (text[k] != '\n' || how == 0)
					buf_putc(&b, text[k]);
				else
					buf_puts(&b, how == 1 ? "\r\n" : "\r");
			/* the readers of JSON and NVUE need line feeds */
			if ((i == 5 || str_eq(texts[i].nos, "nvue")) &&
			    how == 2) {
				arena_free(a);
				continue;
			}
			cr_expect(audit_text(a, d, texts[i].nos, b.text,
			    b.len, &s) && s.n == 0, "%s, way %d: %s",
			    texts[i].nos, how, s.n ? s.item[0].message :
			    "refused");
			arena_free(a);
		}
}

Test(audit, a_document_between_prompts_is_read)
{
	struct arena *a = arena_new();
	struct diags *d = diags_new(a);
	struct findings s;
	struct buf b = buf_new(a);
	size_t len;
	const char *text = good(a, "sonic/configs/sw1.json", &len);

	buf_puts(&b, "admin@sw1:~$ cat /etc/sonic/config_db.json\n");
	buf_add(&b, text, len);
	buf_puts(&b, "admin@sw1:~$ exit\n");
	cr_expect(audit_text(a, d, "sonic", b.text, b.len, &s));
	cr_expect(s.n == 1 && has(&s, "pasted-text"));
	cr_expect(!audit_text(a, d, "eos", b.text, b.len, &s));
	arena_free(a);
}

/* what running configs say beside what is judged: read, and nothing in it is
 * an error */
Test(audit, common_lines_of_running_configs_are_understood)
{
	static const struct {
		const char *nos, *text;
	} run[] = {
		{"os9", "! Version 9.14(2.9)\n!\nboot system stack-unit 0 "
		    "primary system://B\n!\nno logging console\n!\nhostname "
		    "a1\n!\neula-consent support-assist reject\n!\nprotocol "
		    "lldp\n advertise management-tlv system-name\n!\n"
		    "redundancy auto-synchronize full\n!\nstack-unit 0 "
		    "provision S4810\n!\ninterface TenGigabitEthernet 0/0\n no "
		    "ip address\n mtu 9216\n portmode hybrid\n switchport\n "
		    "rate-interval 30\n flowcontrol rx on tx off\n no "
		    "shutdown\n!\ninterface Vlan 7\n name seven\n ip address "
		    "10.0.3.2/26\n tagged TenGigabitEthernet 0/0\n !\n "
		    "vrrp-group 7\n  virtual-address 10.0.3.1\n no "
		    "shutdown\n!\nservice-class dynamic dot1p\n!\nwred-profile "
		    "w1\n!\nno dcb enable\n!\ndcb-map OFF\n no pfc mode "
		    "on\n!\nreload-type\n boot-type normal-reload\n!\nno iscsi "
		    "enable\n!\nline console 0\nline vty 0\n!\nend\n"},
		{"os6", "!Current Configuration:\n!System Description \"Dell "
		    "Networking N3048, 6.3.3.10, Linux\"\nconfigure\nvlan "
		    "10,20\nexit\nhostname \"b1\"\nslot 1/0 3    ! N3048\n"
		    "stack\nmember 1 3    ! N3048\nexit\ninterface vlan 10 1\n"
		    "ip address 10.1.10.1 255.255.255.0\nip ospf area 0\n"
		    "exit\nline ssh\nlogin authentication \"defaultList\"\n"
		    "exit\napplication install hiveagent start-on-boot\n"
		    "diffserv\n!\ninterface Gi1/0/1\nswitchport mode general\n"
		    "switchport general pvid 10\nswitchport general allowed "
		    "vlan add 10\nswitchport general allowed vlan add 20 "
		    "tagged\nswitchport general allowed vlan remove 1\nlldp "
		    "transmit-mgmt\npower inline never\nstorm-control "
		    "broadcast\nexit\nexit\n"},
		{"os10", "    ! Version 10.5.2.1\n    !\n    ip vrf default\n"
		    "    !\n    iscsi target port 860\n    hostname c1\n    "
		    "username admin password $6$x role sysadmin\n    !\n    "
		    "class-map type application class-iscsi\n    !\n    "
		    "policy-map type application policy-iscsi\n    !\n    "
		    "interface vlan1\n    no shutdown\n    !\n    interface "
		    "ethernet1/1/1\n    no shutdown\n    switchport access "
		    "vlan 1\n    flowcontrol receive on\n    !\n    monitor "
		    "session 1\n    destination interface ethernet1/1/1\n"
		    "    !\n    snmp-server contact \"Contact Support\"\n    "
		    "!\n    telemetry\n"},
		{"eos", "! device: d1 (DCS-7050, EOS-4.28.0F)\n!\nno aaa "
		    "root\n!\ntransceiver qsfp default-mode 4x10G\n!\nservice "
		    "routing protocols model multi-agent\n!\nhostname d1\n!\n"
		    "daemon TerminAttr\n   exec /usr/bin/TerminAttr -x\n   no "
		    "shutdown\n!\nvlan 100\n!\nvrf instance A\n!\ninterface "
		    "Ethernet1\n   switchport access vlan 100\n   bfd interval "
		    "100 min-rx 100 multiplier 3\n!\ninterface Vlan100\n   vrf "
		    "A\n   ip address virtual 10.10.2.254/24\n!\ninterface "
		    "Vxlan1\n   vxlan udp-port 4789\n!\nip virtual-router "
		    "mac-address 00:00:00:00:00:01\n!\npeer-filter P\n   10 "
		    "match as-range 1-2 result accept\n!\nend\n"},
		{"nxos", "!Command: show running-config\nversion 9.3(2) Bios:"
		    "version\nhostname e1\nvdc e1 id 1\n  limit-resource vlan "
		    "minimum 16 maximum 4094\n\ncfs eth distribute\nnv overlay "
		    "evpn\nfeature interface-vlan\nfeature lldp\n\nip "
		    "domain-lookup\ncopp profile strict\nrmon event 1 log trap "
		    "public description FATAL(1) owner PMON@FATAL\nvlan "
		    "1,10,370-373,381-385,452,462,1016,1812,1882,2094,2652,"
		    "3492\n\ninterface Vlan10\n  no shutdown\n  ip address "
		    "10.0.0.2/30\n  ip address 10.1.0.2/30 secondary\n\n"
		    "interface Ethernet1/1\n  switchport\n  switchport mode "
		    "trunk\n  switchport trunk allowed vlan 370-373,381-385,"
		    "452,462,1016,370,371,372,373,381,382,383,18\n12,1882,2094,2652,3492\n  spanning-tree "
		    "guard root\n  no shutdown\n\nline console\nline vty\nboot "
		    "nxos bootflash:/nxos.9.3.2.bin\n"},
		{"sonic", "{\"DEVICE_METADATA\": {\"localhost\": {\"hostname\":"
		    " \"f1\"}}, \"PORT\": {\"Ethernet0\": {\"lanes\": \"1\", "
		    "\"speed\": \"10000\", \"admin_status\": \"up\", \"mtu\": "
		    "\"9100\"}}, \"SYSLOG_CONFIG\": {\"GLOBAL\": {\"format\": "
		    "\"standard\"}}, \"STP\": {\"GLOBAL\": {\"mode\": "
		    "\"pvst\"}}, \"CRM\": {\"Config\": {}}}\n"},
		{"junos", "## Last commit: 2025-08-23 15:33:50 UTC by x\n"
		    "version 14.1X53-D38;\ngroups {\n    PAIR {\n        "
		    "interfaces {\n            \"<ae[!0]*>\" {\n                "
		    "aggregated-ether-options {\n                    lacp {"
		    "\n                        active;\n                    }"
		    "\n                }\n            }\n        }\n    }\n}"
		    "\nsystem {\n    host-name h1;\n    authentication-order "
		    "[ tacplus password ];\n    root-authentication {\n"
		    "        encrypted-password \"$6$x;{\"; ## SECRET-DATA\n"
		    "    }\n    tacplus-server {\n        10.0.0.250 {\n"
		    "            secret \"$9$x\"; ## SECRET-DATA\n        }\n"
		    "    }\n    scripts {\n        commit {\n            file "
		    "a.slax;\n        }\n    }\n    login {\n        message "
		    "\"  {keep} out;\\n  \\\"now\\\" \";\n    }\n    "
		    "services {\n        ssh;\n    }\n    syslog {\n        "
		    "user * {\n            any emergency;\n        }\n        "
		    "host 10.0.0.6 {\n            any notice;\n            "
		    "port 5528;\n        }\n    }\n    ntp {\n        server "
		    "10.0.0.5;\n    }\n}\nchassis {\n    "
		    "aggregated-devices {\n        ethernet {\n            "
		    "device-count 300;\n        }\n    }\n}\ninterfaces {\n"
		    "    apply-groups PAIR;\n    /* up */\n    xe-0/0/46 {\n"
		    "        enable;\n        ether-options {\n            "
		    "802.3ad ae1;\n        }\n    }\n    xe-0/0/47 {\n"
		    "        ether-options {\n            802.3ad ae1;\n"
		    "        }\n    }\n    ae1 {\n        unit 0 {\n"
		    "            family ethernet-switching {\n                "
		    "interface-mode trunk;\n                vlan {\n"
		    "                    members [ oob 102-103 ];\n"
		    "                }\n            }\n        }\n    }\n"
		    "    et-0/0/100 {\n        unit 0 {\n            family "
		    "inet {\n                address 10.88.16.29/31;\n"
		    "            }\n        }\n    }\n    em0 {\n        unit "
		    "0 {\n            family inet {\n                address "
		    "172.22.5.3/25;\n            }\n        }\n    }\n    irb "
		    "{\n        unit 102 {\n            family inet {\n"
		    "                filter {\n                    output "
		    "F;\n                }\n                address "
		    "10.88.161.3/25 {\n                    vrrp-group 102 {"
		    "\n                        virtual-address 10.88.161.1;"
		    "\n                    }\n                }\n"
		    "            }\n        }\n    }\n}\nforwarding-options "
		    "{\n    storm-control-profiles sc {\n        all;\n    }"
		    "\n    dhcp-relay {\n        server-group {\n            "
		    "S {\n                10.252.80.10;\n            }\n"
		    "        }\n    }\n}\nrouting-options {\n    static {\n"
		    "        route 0.0.0.0/0 {\n            next-hop "
		    "10.88.16.28;\n            preference 250;\n        }\n"
		    "    }\n}\nprotocols {\n    ospf {\n        area "
		    "0.0.0.88 {\n            interface lo0.0 {\n"
		    "                passive;\n            }\n        }\n"
		    "    }\n    lldp {\n        interface all;\n    }\n    "
		    "igmp-snooping {\n        vlan all;\n    }\n    rstp {\n"
		    "        bridge-priority 8k;\n        interface all;\n"
		    "        bpdu-block-on-edge;\n    }\n}\npolicy-options "
		    "{\n    prefix-list P {\n        apply-path \"protocols "
		    "bgp group <*> neighbor <*.*>\";\n    }\n}\nfirewall {\n"
		    "    family inet {\n        filter F {\n            term "
		    "t {\n                then accept;\n            }\n"
		    "        }\n    }\n}\nvlans {\n    v102 {\n        "
		    "vlan-id 102;\n        l3-interface irb.102;\n    }\n"
		    "    v103 {\n        vlan-id 103;\n    }\n    oob {\n"
		    "        vlan-id 401;\n    }\n}\n"},
		{"routeros", "# 2025-08-23 15:33:50 by RouterOS 7.19.4\r\n"
		    "# model = CRS326-24S+2Q+\r\n/interface bridge\r\n"
		    "add admin-mac=02:00:00:00:00:01 auto-mac=no comment="
		    "defconf name=\\\r\n    main vlan-filtering=yes\r\n"
		    "/interface vlan\r\nadd interface=main name=v20 "
		    "vlan-id=20\r\n/interface wireless security-profiles"
		    "\r\nset [ find default=yes ] supplicant-identity=x\r\n"
		    "/routing ospf instance\r\nadd disabled=yes name=b "
		    "router-id=10.0.0.2\r\n/interface bridge port\r\nadd "
		    "bridge=main interface=ether1 pvid=20 trusted=yes\r\nadd "
		    "bridge=main interface=qsfpplus1-1\r\n/interface bridge "
		    "vlan\r\nadd bridge=main tagged=main untagged=ether1 "
		    "vlan-ids=20\r\n/interface ethernet switch\r\nset 0 "
		    "l3-hw-offloading=yes\r\n/ip address\r\nadd address="
		    "10.1.2.1/27 interface=v20 network=10.1.2.0\r\nadd "
		    "address=10.0.0.2 interface=lo network=10.0.0.2\r\n"
		    "/ip firewall filter\r\nadd action=drop chain=input "
		    "src-address-list=A,B/C\r\n/ip hotspot profile\r\nset [ "
		    "find default=yes ] html-directory=hotspot\r\n/ip route"
		    "\r\nadd gateway=10.1.2.30\r\n/ip service\r\nset ftp "
		    "disabled=yes\r\n/ppp profile\r\nset *FFFFFFFE "
		    "local-address=10.9.0.1\r\n/routing bgp connection\r\n"
		    "add as=65001 local.role=ebgp name=e output.network=N "
		    "remote.address=10.0.0.1\r\n/routing ospf "
		    "interface-template\r\nadd area=b networks=10.0.0.2/32 "
		    "passive\r\n/system identity\r\nset name=core\r\n"
		    "/system routerboard settings\r\nset enter-setup-on="
		    "delete-key\r\n"},
		{"nvue", "nv set bridge domain br_default vlan 10 vni 10\n"
		    "nv set bridge domain br_default vlan 20,30-32\n"
		    "nv set evpn state enabled\n"
		    "nv set interface eth0 ip address dhcp\n"
		    "nv set interface eth0 ip vrf mgmt\n"
		    "nv set interface eth0,swp1-2,10-12,51-52 link state up\n"
		    "nv set interface lo ip address 10.10.10.1/32\n"
		    "nv set interface leaf-a bond member swp1\n"
		    "nv set interface leaf-a bond mlag id 1\n"
		    "nv set interface leaf-a,peerlink bridge domain "
		    "br_default\nnv set interface peerlink bond member "
		    "swp51-52\nnv set interface peerlink type peerlink\n"
		    "nv set interface peerlink.4094 base-interface peerlink\n"
		    "nv set interface peerlink.4094 type sub\n"
		    "nv set interface peerlink.4094 vlan 4094\n"
		    "nv set interface swp10s0-3 bridge domain br_default "
		    "access 20\nnv set interface swp2 link auto-negotiate on\n"
		    "nv set interface vlan20 ip address 10.1.20.2/24\n"
		    "nv set interface vlan20 ip vrr address 10.1.20.1/24\n"
		    "nv set interface vlan20 ip vrf RED\n"
		    "nv set mlag backup 10.10.10.2\n"
		    "nv set mlag backup 192.168.200.12 vrf mgmt\n"
		    "nv set mlag enable on\nnv set mlag init-delay 10\n"
		    "nv set mlag mac-address 44:38:39:BE:EF:AA\n"
		    "nv set mlag peer-ip linklocal\nnv set mlag priority 1000\n"
		    "nv set nve vxlan source address 10.10.10.1\n"
		    "nv set platform hostname value leaf01\n"
		    "nv set qos roce enable on\n"
		    "nv set router bgp autonomous-system 65101\n"
		    "nv set service dhcp-relay RED interface vlan20\n"
		    "nv set service lldp tx-interval 5\n"
		    "nv set service ntp default server "
		    "0.cumulusnetworks.pool.ntp.org iburst on\n"
		    "nv set service syslog mgmt server 192.168.1.1\n"
		    "nv set system aaa class nvapply action allow\n"
		    "nv set system aaa user cumulus hashed-password '*'\n"
		    "nv set system aaa user cumulus role system-admin\n"
		    "nv set system global anycast-mac 44:38:39:BE:EF:AA\n"
		    "nv set system hostname leaf01\n"
		    "nv set system message post-login 'Hello,\n\nthis is "
		    "leaf01.'\nnv set system timezone Etc/UTC\n"
		    "nv set vrf RED router static 0.0.0.0/0 via 10.9.0.1\n"
		    "nv set vrf default router bgp neighbor swp2 type "
		    "unnumbered\n"},
		{"aoscx", "Current configuration:\n!\n!Version ArubaOS-CX "
		    "GL.10.09.0001\n!export-password: default\nhostname s1\n"
		    "user admin group administrators password ciphertext x\n"
		    "no ip icmp redirect\nprofile l3-core\nled locator on\n"
		    "logging console severity crit\nvrf keepalive\n"
		    "vrf blue\nsflow\nsflow collector 10.0.0.56\n"
		    "sflow polling 10\nntp server pool.ntp.org minpoll 4 "
		    "maxpoll 4 iburst\nntp enable\ncli-session\n"
		    "    timeout 0\n!\naruba-central\n    disable\n"
		    "ssh server vrf mgmt\naccess-list ip acl\n    10 comment "
		    "no\n    20 permit any any any\nvlan 1,20-22\n"
		    "spanning-tree\nspanning-tree forward-delay 4\n"
		    "spanning-tree priority 0\nspanning-tree instance 1 vlan "
		    "1-4094\ninterface mgmt\n    no shutdown\n    ip static "
		    "192.168.3.1/20\n    default-gateway 192.168.0.1\n"
		    "system interface-group 1 speed 10g\n    !interface group "
		    "1 contains ports 1/1/1-1/1/12\ninterface lag 99 "
		    "multi-chassis\n    no shutdown\n    no routing\n    vlan "
		    "trunk native 1\n    vlan trunk allowed 20-21\n    lacp "
		    "mode active\n    lacp fallback\n    spanning-tree "
		    "root-guard\ninterface lag 1\n    no shutdown\n    no "
		    "routing\n    vlan trunk native 1 tag\n    vlan trunk "
		    "allowed all\n    lacp mode active\ninterface 1/1/1\n"
		    "    no shutdown\n    mtu 9198\n    lag 99\ninterface "
		    "1/1/2\n    no shutdown\n    vrf attach keepalive\n    ip "
		    "address 192.168.255.0/31\ninterface 1/1/31\n    no "
		    "shutdown\n    lag 1\ninterface 1/1/32\n    no "
		    "shutdown\n    lag 1\ninterface loopback 0\n    ip "
		    "address 10.2.0.2/32\n    ip ospf 1 area 0.0.0.0\n"
		    "interface vlan 1\n    vrf attach blue\n    ip mtu 9198\n"
		    "    ip address 192.168.1.2/16\n    active-gateway ip mac "
		    "12:00:00:00:6b:00\n    active-gateway ip 192.168.1.1\n"
		    "    ip helper-address 10.92.100.222\nsnmp-server vrf "
		    "mgmt\nvsx\n    system-mac 02:00:00:00:01:00\n"
		    "    inter-switch-link lag 1\n    role primary\n"
		    "    keepalive peer 192.168.255.1 source 192.168.255.0 vrf "
		    "keepalive\n    linkup-delay-timer 600\n    vsx-sync snmp "
		    "vsx-global\nip dns server-address 10.92.100.225 vrf "
		    "blue\nip route 0.0.0.0/0 10.0.0.9 vrf blue\nrouter ospf 1 "
		    "vrf blue\n    router-id 10.2.0.2\n    area 0.0.0.0\n"
		    "https-server rest access-mode read-write\n"
		    "https-server vrf mgmt\n"},
		{"fastpath", "!Current Configuration:\n!\n!System Description "
		    "\"M4300-24X ProSAFE, 12.0.13.8\"\n!System Software Version "
		    "\"12.0.13.8\"\n!Additional Packages     QOS,Multicast\n"
		    "hostname \"s1\"\nno ip telnet server enable\nip ssh server "
		    "enable\nip http secure-server\nvlan database\nvlan 10,20,"
		    "30-32\nvlan name 10 \"Mgmt\"\nvlan routing 10 1\nexit\n"
		    "configure\nip management source-interface vlan 10\n"
		    "sntp client mode unicast\nsntp server \"10.0.0.5\"\n"
		    "clock timezone 1 minutes 0\ntime-range\nlogging host "
		    "\"10.1.5.1\" ipv4 514 info\nlogging syslog\nusername "
		    "\"admin\" password 1234abcd level 15 encrypted\n"
		    "aaa authentication enable \"enableNetList\" none\n"
		    "line console\nserial timeout 0\nexit\nline telnet\nexit\n"
		    "line ssh\nexit\nno errdisable recovery cause mac-locking\n"
		    "keepalive\nno udld enable\nset igmp\nno cos-queue "
		    "random-detect 0\nspanning-tree configuration name "
		    "\"8C-3B-AD-6B-BB-E0\"\nspanning-tree bpduguard\n"
		    "snmp-server sysname \"s1\"\n!\ninterface 1/0/1\n"
		    "description 'hv1'\nswitchport mode trunk\nswitchport trunk "
		    "native vlan 20\nswitchport trunk allowed vlan 10,20,30-32\n"
		    "spanning-tree edgeport\nexit\ninterface 1/0/3\nvlan pvid "
		    "10\nvlan participation exclude 1\nvlan participation "
		    "include 10,30-32\nvlan tagging 30-32\nvlan ingressfilter\n"
		    "no dot1x eapolflood\nno mac access-group a in\nexit\n"
		    "interface 1/0/23\naddport lag 1\nexit\n"
		    "interface 1/0/24\naddport 3/1\nexit\ninterface lag 1\n"
		    "no port-channel static\nport-channel load-balance 6\n"
		    "switchport mode trunk\nexit\ninterface vlan 10\nrouting\n"
		    "ip address 10.0.10.2 255.255.255.0\nexit\nrouter rip\nexit"
		    "\nrouter ospf\nexit\nipv6 router ospf\nexit\nip "
		    "default-gateway 10.0.10.1\nexit\n"}
	};

	for (size_t i = 0; i < sizeof(run) / sizeof(run[0]); i++) {
		struct arena *a = arena_new();
		struct diags *d = diags_new(a);
		struct findings s;

		cr_expect(audit_text(a, d, run[i].nos, run[i].text,
		    strlen(run[i].text), &s), "%s", run[i].nos);
		cr_expect(s.errors == 0 && s.not_understood == 0,
		    "%s: %zu errors, %zu not understood", run[i].nos,
		    s.errors, s.not_understood);
		for (size_t k = 0; k < s.n; k++)
			if (s.item[k].severity == SEVERITY_ERROR ||
			    str_eq(s.item[k].rule, "not-understood"))
				fprintf(stderr, "%s:%d: %s\n", run[i].nos,
				    s.item[k].line, s.item[k].message);
		arena_free(a);
	}
}

/* ---- numbers out of their bounds ---- */

/* what may hold any number, or none a reader of ours bounds */
static bool
unbounded(const char *line)
{
	static const char *const word[] = {
		"description", "hostname", "username", "ntp", "snmp",
		"logging", "banner", "enable", "version", "\"lanes\"",
		"\"session_timeout\"", "spanning-tree vlan 1-3967", "\"ntp",
		"\"description", "\"hostname", "\"mac", "\"platform", "\"hwsku",
		"set 0 name", "set enabled=yes", "set system", "set groups",
		"set interfaces lo0", "set protocols iccp peer 169.254.1.2 r",
		"deactivate", "set class-of-service interfaces",
		"nv set system aaa user"
	};

	line += strspn(line, " ");
	if (*line == '!' || *line == '#')
		return true;
	for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
		if (strncmp(line, word[i], strlen(word[i])) == 0)
			return true;
	return false;
}

/* a whole word of digits at *p, and none of an address, a port or a name */
static bool
stands_alone(const char *line, const char *p, size_t n)
{
	return (p == line || !strchr("./:-_", p[-1])) &&
	    (p == line || !isalnum((unsigned char)p[-1])) &&
	    !strchr("./:_", p[n] ? p[n] : ' ') &&
	    !isalnum((unsigned char)p[n]);
}

static size_t
found(struct arena *a, size_t i, const char *text)
{
	struct diags *d = diags_new(a);
	struct findings s;

	if (!audit_text(a, d, texts[i].nos, text, strlen(text), &s))
		return SIZE_MAX;
	return s.errors + s.warnings;
}

/* a code point goes by a name of the site's own, used before it is given, and a
 * class by one that the switch comes with */
Test(audit, names_of_junos_code_points_and_classes_are_known)
{
	static const char *const text =
	    "set system host-name h1\n"
	    "set class-of-service classifiers ieee-802.1 C forwarding-class "
	    "be loss-priority low code-points STORAGE\n"
	    "set class-of-service classifiers ieee-802.1 C forwarding-class "
	    "mcast-be loss-priority low code-points %s\n"
	    "set class-of-service code-point-aliases ieee-802.1 STORAGE 011\n";
	struct arena *a = arena_new();
	static const char *const last[] = {"010", "OTHER"};

	for (size_t i = 0; i < 2; i++) {
		const char *at = strstr(text, "%s");
		const char *t = str_fmt(a, "%.*s%s%s", (int)(at - text), text,
		    last[i], at + 2);
		struct findings s;
		size_t bad = 0;

		cr_assert(audit_text(a, diags_new(a), "junos", t, strlen(t),
		    &s));
		for (size_t k = 0; k < s.n; k++)
			bad += s.item[k].severity == SEVERITY_ERROR;
		cr_expect_eq(bad, i, "%zu errors with %s", bad, last[i]);
	}
	arena_free(a);
}

/* each number of each dialect's good config made too large, shapes of lines
 * once: something is said of it, whichever the dialect */
Test(audit, numbers_out_of_bounds_are_found_in_every_dialect)
{
	for (size_t i = 0; i < NTEXT; i++) {
		struct arena *a = arena_new();
		const char **seen = NULL;
		size_t len, nseen = 0, cap = 0, tried = 0, least;
		const char *t = good(a, texts[i].path, &len), *s;

		least = found(a, i, t);
		for (s = t; *s; s += strcspn(s, "\n") + 1) {
			size_t n = strcspn(s, "\n");
			const char *line = str_dup(a, s, n);

			for (size_t k = 0; k < n && !unbounded(line); k++) {
				size_t digits = strspn(line + k, "0123456789");
				struct arena_mark m;
				char *shape;
				size_t x, w = 0;

				if (!digits || !stands_alone(line, line + k,
				    digits))
					continue;
				shape = str_fmt(a, "%zu %s", k, line);
				for (x = 0; shape[x]; x++)
					if (!isdigit((unsigned char)shape[x]))
						shape[w++] = shape[x];
				shape[w] = '\0';
				shape = str_fmt(a, "%s %zu", shape,
				    (size_t)(strpbrk(line, "0123456789") ==
				    line + k));
				for (x = 0; x < nseen &&
				    !str_eq(seen[x], shape); x++)
					continue;
				if (x == nseen) {
					PUSH(a, seen, nseen, cap, shape);
					m = arena_save(a);
					x = found(a, i, str_fmt(a,
					    "%.*s99999999%s", (int)(s - t + (
					    long)k), t, s + k + digits));
					arena_restore(a, m);
					cr_expect(x > least, "%s: %s",
					    texts[i].nos, line);
					tried++;
				}
				k += digits;
			}
			if (s[n] == '\0')
				break;
		}
		cr_expect(tried >= 13, "%s: %zu numbers", texts[i].nos,
		    tried);
		arena_free(a);
	}
}
