/*
 * The Jinja2 fence, what is said to a device, and whole files of a small
 * design built by hand (render_world.h).
 */
#include <sys/stat.h>

#include "input/json.h"
#include "render_world.h"

TestSuite(render, .init = setup, .fini = teardown);

/* ---- the fence ---- */

/* a template folder of the test's own */
static const char *
folder(const char *const *file)
{
	const char *dir = str_fmt(a, "%s/t", scratch);
	struct fileset *s = fileset_new(a);

	for (; file[0] != NULL; file += 2)
		fileset_add(s, str_fmt(a, "x/%s", file[0]), file[1],
		    strlen(file[1]));
	cr_assert(fileset_write(a, d, dir, s));
	return dir;
}

Test(render, every_mistake_in_a_template_is_a_finding_at_its_line)
{
	static const struct {
		const char *text, *id;
		int line, col;
		const char *in_message, *hint;
	} bad[] = {
		{"\n{{ switch.nmae }}", "template-undefined", 2, 11,
		    "a map has no 'nmae'", "'name'"},
		{"\n  {{ swich.name }}", "template-undefined", 2, 6,
		    "no name 'swich'", "'switch'"},
		{"{% if switch.nope %}{% endif %}", "template-undefined", 1,
		    14, "a map has no 'nope'", NULL},
		{"{{ switch.name.upper() }}", "template-undefined", 1, 16,
		    "a text has no 'upper'", NULL},
		{"\n\n{% if 1 %", "template-syntax", 3, 1, "", NULL},
		{"{{ switch.name|default('x') }}", "template-syntax", 1, 1,
		    "default", NULL},
		{"{{ 1 + 1 }}", "template-error", 1, 1, "'+'", NULL},
		{"{{ switch.items * 1000 }}", "template-error", 1, 1, "'*'",
		    NULL},
		{"{{ switch }}", "template-error", 1, 1, "a map", NULL},
		{"{% if switch.name is defined %}{% endif %}",
		    "template-error", 1, 1, "defined", NULL},
		{"{% for i in range(9) %}{% endfor %}", "template-undefined",
		    1, 13, "no name 'range'", NULL},
		{"{{ ''.__class__.__mro__ }}", "template-undefined", 1, 7,
		    "a text has no '__class__'", NULL},
		{"\n{% include 'x/none.j2' %}", "template-missing", 2, 13,
		    "x/none.j2", NULL},
		{"{% include '../../etc/passwd' %}", "template-missing", 1,
		    13, "passwd", NULL},
		{"{% include 'x/main.j2' %}", "template-error", 1, 1,
		    "without end", NULL},
		{"\n{{ 'a\\x00b' }}", "template-error", 2, 1, "NUL", NULL},
		{"\n{{ 'a' ~ '\\ud800' }}", "template-error", 2, 1,
		    "surrogate", NULL},
		{"\n{{ ['\\udfff']|join }}", "template-error", 2, 1,
		    "surrogate", NULL},
		{"a\n\xff{{ switch.name }}", "template-syntax", 2, 1, "UTF-8",
		    NULL},
		/* what has no text has an address */
		{"{% macro m() %}{% endmacro %}\n{{ m }}", "template-error", 2,
		    1, "a macro", NULL},
		{"{% macro m() %}{% endmacro %}\n{{ '' ~ m }}",
		    "template-error", 2, 1, "a macro", NULL},
		{"{% macro m() %}{% endmacro %}\n{{ [m]|join }}",
		    "template-error", 2, 1, "a macro", NULL},
		{"{% macro m() %}{% endmacro %}\n{{ m|upper }}",
		    "template-error", 2, 1, "a macro", NULL},
		{"{% for a in [1] %}\n{{ loop }}{% endfor %}", "template-error",
		    2, 1, "a loop", NULL},
		{"\n{{ loop.cycle }}", "template-undefined", 2, 4, "", NULL},
		{"\n{{ namespace }}", "template-error", 2, 1, "something else",
		    NULL},
		{"\n{{ [1]|reverse }}", "template-error", 2, 1,
		    "something else", NULL},
		/* the word itself, not where another ends like it */
		{"{% set max = 1 %}{{ x }}", "template-undefined", 1, 21,
		    "no name 'x'", NULL}
	};
	struct value *c = value_map(a), *s = value_map(a);
	size_t i;

	value_set(a, c, "switch", s);
	value_set(a, s, "name", value_text(a, "tor"));
	value_set(a, s, "items", value_text(a, "a key, not a method"));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const char *dir = folder((const char *const[]){"main.j2",
		    bad[i].text, NULL});
		struct diags *here = diags_new(a);
		struct jinja *j = jinja_open(a, here, &dir, 1);
		const struct diag *f;

		cr_assert_not_null(j);
		cr_expect_null(jinja_render(j, here, "x/main.j2", c));
		jinja_close(j);
		cr_assert_eq(here->n, 1, "%s", bad[i].text);
		f = &here->item[0];
		cr_expect_str_eq(f->id, bad[i].id, "%s: %s", bad[i].text,
		    f->message);
		cr_expect(f->at.line == bad[i].line && f->at.col == bad[i].col,
		    "%s: at %d:%d", bad[i].text, f->at.line, f->at.col);
		cr_expect_not_null(strstr(f->message, bad[i].in_message),
		    "%s: %s", bad[i].text, f->message);
		if (bad[i].hint != NULL)
			cr_expect(f->hint != NULL && strstr(f->hint,
			    bad[i].hint) != NULL, "%s", bad[i].text);
	}
}

/* each is work without end, or text beyond any memory, by another way */
Test(render, a_template_has_a_budget_of_steps_and_text)
{
#define TEN "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"
#define SIX(s) s s s s s s
#define TWELVE(s) SIX(s) SIX(s)
#define FORTY(s) TWELVE(s) TWELVE(s) TWELVE(s) s s s s
	static const struct {
		const char *text, *in_message;
		int line;
	} bad[] = {
		{"\n" TWELVE("{% for a in " TEN " %}") "x" TWELVE(
		    "{% endfor %}"), "steps", 2},
		/* no text comes out */
		{"\n" TWELVE("{% for a in " TEN " %}") TWELVE("{% endfor %}"),
		    "steps", 2},
		{"{% set x %}" TWELVE("{% for a in " TEN " %}") "x" TWELVE(
		    "{% endfor %}") "{% endset %}", "steps", 1},
		/* with the condition of a loop, which is a loop of its own */
		{TWELVE("{% for a in " TEN " if false %}{% endfor %}"
		    "{% for a in " TEN " %}") TWELVE("{% endfor %}"), "steps",
		    1},
		{"{% for a in " TEN " recursive %}\n{% if loop.depth < 13 %}"
		    "{{ loop(" TEN ") }}{% endif %}{% endfor %}", "steps", 2},
		{"{% macro m(n) %}{% if n != 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'"
		    " %}\n{{ m(n ~ 'x') }}{{ m(n ~ 'x') }}{% endif %}"
		    "{% endmacro %}{{ m('') }}", "steps", 2},
		/* a line at a time */
		{"{% set ns = namespace(s='x') %}\n" FORTY(
		    "{% set ns.s = ns.s ~ ns.s %}"), "characters", 2},
		{"{% set ns = namespace(s='x') %}\n" FORTY(
		    "{% set ns.s = [ns.s, ns.s]|join %}"), "characters", 2},
		{"{% set ns = namespace(s='x') %}\n" FORTY(
		    "{% set ns.s %}{{ ns.s }}{{ ns.s }}{% endset %}"),
		    "characters", 2},
		{"{% set ns = namespace(s='x') %}\n" TWELVE(
		    "{% set ns.s = ns.s ~ ns.s %}") SIX("{% for a in " TEN
		    " %}") "{{ ns.s }}" SIX("{% endfor %}"), "characters", 2},
		{SIX(SIX("{% for a in [] %}")) SIX(SIX("{% endfor %}")),
		    "nested", 0},
		/* lists that share their items */
		{"{% set a = namespace(l=[1]) %}{% set b = namespace(l=[1]) %}"
		    "\n" FORTY("{% set a.l = [a.l, a.l] %}"
		    "{% set b.l = [b.l, b.l] %}")
		    "{% if a.l == b.l %}{% endif %}", "steps", 2},
		{"{% set a = namespace(l=[1]) %}{% set b = namespace(l=[1]) %}"
		    "\n" FORTY("{% set a.l = [a.l, a.l] %}"
		    "{% set b.l = [b.l, b.l] %}")
		    "{% if a.l is eq(b.l) %}{% endif %}", "steps", 2},
		{"{% set a = namespace(l=(1,)) %}\n" FORTY(
		    "{% set a.l = (a.l, a.l) %}") "{% set d = {a.l: 1} %}",
		    "steps", 2},
		{"{% set a = namespace(l=(1,)) %}\n" FORTY(
		    "{% set a.l = (a.l, a.l) %}") "{{ {1: 1}[a.l] }}", "steps",
		    2},
		{"{% set a = namespace(l=[1]) %}\n" FORTY(
		    "{% set a.l = [a.l, a.l] %}") "{{ a.l|join }}", "a list",
		    2},
		{"{% set a = namespace(l=[1]) %}\n" FORTY(
		    "{% set a.l = [a.l, a.l] %}") "{{ a.l|upper }}", "a list",
		    2}
	};
	struct value *c = value_map(a);
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const char *dir = folder((const char *const[]){"main.j2",
		    bad[i].text, NULL});
		struct diags *here = diags_new(a);
		struct jinja *j = jinja_open(a, here, &dir, 1);

		cr_assert_not_null(j);
		cr_expect_null(jinja_render(j, here, "x/main.j2", c));
		jinja_close(j);
		cr_assert_eq(here->n, 1, "%s", bad[i].text);
		cr_expect_str_eq(here->item[0].id, "template-error");
		cr_expect_not_null(strstr(here->item[0].message,
		    bad[i].in_message), "%s: %s", bad[i].text,
		    here->item[0].message);
		cr_expect_eq(here->item[0].at.line, bad[i].line, "%s: %d",
		    bad[i].text, here->item[0].at.line);
	}
}

Test(render, a_template_that_is_no_file_hides_no_other)
{
	const char *dir[2] = {str_fmt(a, "%s/t", scratch), "templates"};
	const char *made = str_fmt(a, "%s/t/os9/main.j2", scratch);
	struct value *c = value_map(a);
	struct jinja *j;

	cr_assert_eq(mkdir(dir[0], 0777), 0);
	cr_assert_eq(mkdir(str_fmt(a, "%s/os9", dir[0]), 0777), 0);
	cr_assert_eq(mkdir(made, 0777), 0);
	j = jinja_open(a, d, dir, 2);
	cr_expect_null(jinja_render(j, d, "os9/main.j2", c));
	jinja_close(j);
	cr_assert_eq(d->n, 1);
	cr_expect_str_eq(d->item[0].id, "file-read");
	cr_expect_eq(d->item[0].kind, DIAG_MACHINE);
	cr_expect_not_null(strstr(d->item[0].message, "it is a folder"));
}

Test(render, the_first_folder_that_has_a_template_wins)
{
	const char *dir[2] = {folder((const char *const[]){"main.j2",
	    "{{ switch.items }} é\n", NULL}), "templates"};
	struct value *c = value_map(a), *s = value_map(a);
	struct jinja *j = jinja_open(a, d, dir, 2);
	const char *text;

	cr_assert_not_null(j);
	value_set(a, c, "switch", s);
	value_set(a, s, "items", value_text(a, "\xc3\xa9 \" \\ {{ 1 }}"));
	text = jinja_render(j, d, "x/main.j2", c);
	cr_expect_str_eq(text, "\xc3\xa9 \" \\ {{ 1 }} \xc3\xa9\n");
	/* the built-in ones are still found, and miss their names */
	cr_expect_null(jinja_render(j, d, "os9/main.j2", c));
	cr_expect_str_eq(d->item[0].id, "template-undefined");
	jinja_close(j);
}

/* templates kept compiled are used while their text is the same, and a mistake is
 * where it was */
Test(render, templates_kept_compiled_are_those_that_were_written)
{
	const char *const file[] = {"main.j2", "kept word\n{% include "
	    "'x/more.j2' %}", "more.j2", "\n\n{{ switch.nmae }}\n", NULL};
	const char *dir = folder(file), *text, *data = NULL;
	struct value *c = value_map(a), *s = value_map(a);
	struct jinja *j = jinja_open(a, d, &dir, 1);
	char *bytes, *p;
	size_t n = 0, i, seen = 0;
	FILE *f;

	value_set(a, c, "switch", s);
	cr_assert_not_null(j);
	cr_assert(jinja_keep(j, d, &data, &n));
	cr_expect_null(jinja_render(j, d, "x/main.j2", c));
	jinja_close(j);
	cr_assert_eq(d->n, 1);
	/* its text is the first word of these, its code has the others */
	bytes = arena_alloc(a, n + 1);
	memcpy(bytes, data, n);
	for (i = 0; i + 9 <= n; i++)
		if (memcmp(&bytes[i], "kept word", 9) == 0 && seen++ > 0)
			memcpy(&bytes[i], "kept code", 9);
	cr_assert_geq(seen, 2);
	f = fopen(str_fmt(a, "%s.compiled", dir), "wb");
	cr_assert_not_null(f);
	cr_assert_eq(fwrite(bytes, 1, n, f), n);
	cr_assert_eq(fclose(f), 0);

	j = jinja_open(a, d, &dir, 1);
	cr_expect_null(jinja_render(j, d, "x/main.j2", c));
	cr_assert_eq(d->n, 2);
	cr_expect_str_eq(d->item[1].id, d->item[0].id);
	cr_expect_str_eq(d->item[1].at.src->name, d->item[0].at.src->name);
	cr_expect_eq(d->item[1].at.line, 3);
	cr_expect_eq(d->item[1].at.col, d->item[0].at.col);
	value_set(a, s, "nmae", value_text(a, "there"));
	text = jinja_render(j, d, "x/main.j2", c);
	cr_expect_str_eq(text, "kept code\n\n\nthere\n");
	jinja_close(j);

	/* one is another text now */
	p = str_fmt(a, "%s/x/main.j2", dir);
	f = fopen(p, "w");
	fputs("other word\n{% include 'x/more.j2' %}", f);
	fclose(f);
	j = jinja_open(a, d, &dir, 1);
	cr_expect_str_eq(jinja_render(j, d, "x/main.j2", c),
	    "other word\n\n\nthere\n");
	jinja_close(j);

	/* what can't be read is no harm */
	f = fopen(str_fmt(a, "%s.compiled", dir), "wb");
	fwrite(bytes, 1, n / 2, f);
	fclose(f);
	j = jinja_open(a, d, &dir, 1);
	cr_expect_str_eq(jinja_render(j, d, "x/main.j2", c),
	    "other word\n\n\nthere\n");
	jinja_close(j);
}

/* ---- words ---- */

Test(render, nothing_a_user_wrote_ends_a_text)
{
	static const struct {
		const char *in, *text, *powershell, *yaml;
	} say[] = {
		{"NIC 1", "NIC 1", "'NIC 1'", "\"NIC 1\""},
		{"", "_", "''", "\"\""},
		{"a'b", "a_b", "'a''b'", "\"a'b\""},
		{"a\"b\\", "a_b_", "'a\"b\\'", "\"a\\\"b\\\\\""},
		{"$(rm)`!", "__rm___", "'$(rm)`!'", "\"$(rm)`!\""},
		{"a\nno shutdown", "a_no shutdown",
		    "('a' + [char]0x000a + 'no shutdown')",
		    "\"a\\u000ano shutdown\""},
		{"it\xe2\x80\x99s", "it_s", "('it' + [char]0x2019 + 's')",
		    "\"it\\u2019s\""},
		{"\xf0\x9f\x98\x80", "_",
		    "('' + [char]0xd83d + [char]0xde00 + '')",
		    "\"\\U0001f600\""},
		{"\xff<<SECRET>>", "___SECRET__",
		    "('' + [char]0xfffd + '<<SECRET>>')",
		    "\"\\ufffd<<SECRET>>\""},
		{"a\177b", "a_b", "('a' + [char]0x007f + 'b')", "\"a\\u007fb\""},
		{"  tail  ", "tail", "'  tail  '", "\"  tail  \""}
	};
	size_t i;

	for (i = 0; i < sizeof(say) / sizeof(say[0]); i++) {
		cr_expect_str_eq(device_text_plain(a, say[i].in, 80), say[i].text);
		cr_expect_str_eq(device_text_quoted(a, QUOTE_POWERSHELL, say[i].in),
		    say[i].powershell);
		cr_expect_str_eq(device_text_quoted(a, QUOTE_YAML, say[i].in),
		    say[i].yaml);
	}
	cr_expect_str_eq(device_text_plain(a, "abcdef", 3), "abc");
	cr_expect_str_eq(device_text_word(a, "a b/c"), "a_b_c");
}

Test(render, ports_in_a_row_become_runs)
{
	static const struct {
		const char *pattern, *name[6], *want;
	} run[] = {
		{"{prefix}{first}-{last}", {"Te 0/1", "Te 0/2", "Te 0/3"},
		    "[\"Te 0/1-3\"]"},
		{"{prefix}{first}-{last}", {"Te 0/9", "Te 0/10", "fo 0/48",
		    "fo 0/52", "Po 11"},
		    "[\"Te 0/9-10\",\"fo 0/48\",\"fo 0/52\",\"Po 11\"]"},
		{"{prefix}{first}-{path}{last}", {"ethernet1/1/1",
		    "ethernet1/1/2", "ethernet1/1/27:1", "ethernet1/1/27:2"},
		    "[\"ethernet1/1/1-1/1/2\",\"ethernet1/1/27:1-1/1/27:2\"]"},
		{"{prefix}{first}-{last}", {"Te1/0/2", "Te1/0/1", "odd"},
		    "[\"Te1/0/2\",\"Te1/0/1\",\"odd\"]"},
		{"{prefix}{first}-{last}", {NULL}, "[]"}
	};
	size_t i, n;

	for (i = 0; i < sizeof(run) / sizeof(run[0]); i++) {
		struct buf b = buf_new(a);

		for (n = 0; n < 6 && run[i].name[n] != NULL; n++)
			continue;
		json_print_line(&b, device_text_ranges(a, run[i].pattern, run[i].name, n));
		cr_expect_str_eq(b.text, run[i].want);
	}
}

Test(render, placeholders_have_one_form)
{
	size_t n;
	struct placeholder *p = placeholder_list(a, "x <<A>> <<b>> <<>>\n"
	    "<< C>> <<SNMP_AUTH2>> <<A>>\n<<<D>>> <<E> <<F", &n);

	cr_assert_eq(n, 3);
	cr_expect_str_eq(p[0].name, "A");
	cr_expect(p[0].line == 1 && p[0].count == 2);
	cr_expect_str_eq(p[1].name, "SNMP_AUTH2");
	cr_expect(p[1].line == 2 && p[1].count == 1);
	cr_expect_str_eq(p[2].name, "D");
	cr_expect_str_eq(placeholder_make(a, "ADDRESS", "mgmt_r1-hv.1"),
	    "<<ADDRESS_MGMT_R1_HV_1>>");
}

/* ---- whole files ---- */

Test(render, os9_says_things_in_the_order_the_device_wants)
{
	struct design *g = os9();
	const struct fileset *s = rendered(g);
	const char *spine = file_of(s, "configs/sw1.cfg"),
	    *leaf = file_of(s, "configs/sw3.cfg");

	IN_ORDER(spine, "\nhostname sw1\n", "\nprotocol lldp\n no disable\n",
	    "\nusername admin secret <<ADMIN_PASSWORD>> privilege 15\n",
	    "\ninterface ManagementEthernet 0/0\n",
	    " ip address 10.0.0.11/24\n no shutdown\n",
	    "\nmanagement route 0.0.0.0/0 10.0.0.1\n",
	    "\nno ip telnet server enable\n",
	    "\nprotocol spanning-tree rstp\n no disable\n"
	    " bridge-priority 8192\n",
	    "\nvlt domain 1\n peer-link port-channel 100\n"
	    " back-up destination 10.0.0.12\n primary-priority 4096\n"
	    " system-mac mac-address 02:ea:57:00:00:01\n unit-id 0\n",
	    "\ndcb enable\n", "\ndcb-map LOSSLESS\n"
	    " priority-group 0 bandwidth 50 pfc on\n"
	    " priority-group 1 bandwidth 50 pfc off\n"
	    " priority-pgid 1 1 1 0 1 1 1 1\n",
	    "\nstack-unit 0 port 48 portmode quad\n",
	    "\ninterface TenGigabitEthernet 0/1\n description hv1 nic\n"
	    " no ip address\n mtu 9216\n switchport\n"
	    " spanning-tree rstp edge-port bpduguard shutdown-on-violation\n"
	    " dcb-map LOSSLESS\n no shutdown\n!\n",
	    "\ninterface TenGigabitEthernet 0/2\n", " mtu 9216\n"
	    " portmode hybrid\n switchport\n",
	    "\ninterface TenGigabitEthernet 0/3\n description spare\n"
	    " no ip address\n shutdown\n!\n",
	    "\ninterface TenGigabitEthernet 0/4\n", " mtu 9216\n"
	    " dcb-map LOSSLESS\n!\n port-channel-protocol LACP\n"
	    "  port-channel 10 mode active\n no shutdown\n!\n",
	    "\ninterface TenGigabitEthernet 0/7\n description peer\n"
	    " no ip address\n mtu 9216\n dcb-map LOSSLESS\n no shutdown\n!\n",
	    "\ninterface Port-channel 100\n", " no ip address\n mtu 9216\n"
	    " channel-member TenGigabitEthernet 0/7-8\n no shutdown\n!\n",
	    "\ninterface Port-channel 10\n", " no ip address\n mtu 9216\n switchport\n"
	    " spanning-tree rstp edge-port bpdufilter\n"
	    " vlt-peer-lag port-channel 10\n no shutdown\n!\n",
	    "\ninterface Vlan 110\n description csv\n name csv\n"
	    " no ip address\n mtu 9216\n tagged TenGigabitEthernet 0/1-2\n"
	    " no shutdown\n!\n",
	    "\ninterface Vlan 200\n", " tagged Port-channel 10\n"
	    " untagged TenGigabitEthernet 0/2\n"
	    " untagged TenGigabitEthernet 0/49\n",
	    /* what must work first comes first */
	    "\nntp server 10.0.2.7\n", "\nlogging 10.0.2.7\n",
	    "auth sha <<SNMP_AUTH>> priv aes128 <<SNMP_PRIV>>\n",
	    "\nsnmp-server enable traps\n", "\nsnmp-server host 10.0.2.7 traps",
	    "\nend\n");
	/* hybrid would leave VLAN 1 on a port that has one kind of VLAN: only
	 * the port with both kinds is */
	cr_expect_eq(count(spine, " portmode hybrid\n"), 1);
	/* no name of a broken-out port, no VLAN on the domain's own link */
	cr_expect_null(strstr(spine, "fortyGigE 0/48"));
	cr_expect_null(strstr(spine, "tagged Port-channel 100"));
	cr_expect_null(strstr(spine, "uplink-state-group"));
	cr_expect_null(strstr(leaf, "vlt"));
	IN_ORDER(leaf, "\nuplink-state-group 1\n",
	    " downstream TenGigabitEthernet 0/1-2\n"
	    " downstream TenGigabitEthernet 0/48-49\n"
	    " downstream auto-recover\n downstream disable links all\n"
	    " upstream Port-channel 10\n");
}

Test(render, os6_closes_every_mode_it_opens)
{
	static const char *const opens[] = {"\nconfigure\n", "\nvlan ",
	    "\ninterface ", "\nlogging ", "\ndatacenter-bridging\n",
	    "\nlink-dependency "};
	const struct fileset *s = rendered(os6());
	const char *leaf = file_of(s, "configs/sw3.cfg");
	size_t i, n = 0;

	for (i = 0; i < sizeof(opens) / sizeof(opens[0]); i++)
		n += count(leaf, opens[i]);
	cr_expect_eq(n, count(leaf, "\nexit\n"), "%zu opened, %zu closed:\n%s",
	    n, count(leaf, "\nexit\n"), leaf);
	cr_expect_null(strstr(leaf, "\n "), "indented");
	IN_ORDER(leaf, "\nvlan 110,120,130,200\nexit\n",
	    "\nvlan 110\nname \"csv\"\nexit\n", "\nhostname \"sw3\"\n",
	    "\nsystem jumbo mtu 9216\n", "\ninterface out-of-band\n"
	    "ip address 10.0.0.13 255.255.255.0 10.0.0.1\nexit\n",
	    "\nusername \"admin\" password <<ADMIN_PASSWORD>> privilege 15\n",
	    "\ncrypto key generate rsa\ncrypto key generate dsa\n"
	    "ip ssh server\nip telnet server disable\n",
	    "\nspanning-tree mode rstp\n", "\nspanning-tree bpdu-protection\n",
	    "\nclassofservice dot1p-mapping 3 3\n",
	    "\nclassofservice dot1p-mapping 7 6\n",
	    "\nclassofservice traffic-class-group 3 1\n"
	    "traffic-class-group weight 50 50 0\n",
	    "\ninterface Fo1/1/48\nhardware profile portmode 4x10g\nexit\n",
	    "\ninterface Te1/0/1\ndescription \"hv1 nic\"\n"
	    "switchport mode trunk\n"
	    "switchport trunk allowed vlan 110,120,130\n"
	    "spanning-tree portfast\ndatacenter-bridging\n"
	    "priority-flow-control mode on\n"
	    "priority-flow-control priority 3 no-drop\nexit\n"
	    "lldp transmit\nlldp receive\nexit\n",
	    "\ninterface Te1/0/2\n", "switchport trunk native vlan 200\n"
	    "switchport trunk allowed vlan 110,120,130,200\n",
	    "\ninterface Te1/0/3\ndescription \"spare\"\nshutdown\nexit\n",
	    "\nchannel-group 10 mode active\nexit\n",
	    "\ninterface Te1/1/2\ndescription \"child\"\n"
	    "switchport mode access\nswitchport access vlan 200\n",
	    "\ninterface port-channel 10\n", "switchport mode trunk\n"
	    "switchport trunk allowed vlan 200\nexit\n",
	    "\nlink-dependency group 1\nadd Te1/0/1-2\nadd Te1/1/1-2\n"
	    "depends-on port-channel 10\naction down\nexit\n");
}

Test(render, os10_binds_what_it_defines)
{
	const struct fileset *s = rendered(os10());
	const char *spine = file_of(s, "configs/sw2.cfg"),
	    *leaf = file_of(s, "configs/sw3.cfg");

	IN_ORDER(spine, "\nhostname sw2\n", "\ninterface mgmt1/1/1\n"
	    " no shutdown\n no ip address dhcp\n ip address 10.0.0.12/24\n",
	    "\ninterface breakout 1/1/48 map 10g-4x\n",
	    "\nspanning-tree mode rstp\nspanning-tree rstp priority 8192\n",
	    "\ninterface vlan110\n", "\nclass-map type network-qos LOSSLESS\n"
	    " match qos-group 3\n", " qos-group 0 dot1p 0-2,4-7\n"
	    " qos-group 3 dot1p 3\n", "  pause\n  pfc-cos 3\n",
	    "\ninterface ethernet1/1/7\n description peer\n no shutdown\n"
	    " no switchport\n mtu 9216\n", " priority-flow-control mode on\n",
	    "\nvlt-domain 1\n backup destination 10.0.0.11\n"
	    " discovery-interface ethernet1/1/7-1/1/8\n"
	    " primary-priority 8192\n vlt-mac 02:ea:57:00:00:01\n",
	    "\ninterface port-channel10\n", " switchport mode trunk\n"
	    " no switchport access vlan\n"
	    " switchport trunk allowed vlan 200\n mtu 9216\n"
	    " spanning-tree bpdufilter enable\n vlt-port-channel 10\n",
	    "\ninterface ethernet1/1/1\n", " switchport mode trunk\n"
	    " no switchport access vlan\n"
	    " switchport trunk allowed vlan 110,120,130\n",
	    " service-policy input type network-qos PFC\n"
	    " service-policy output type queuing ETS\n",
	    " spanning-tree bpduguard enable\n"
	    " spanning-tree port type edge\n"
	    " vlt delay-restore orphan-port enable\n!\n",
	    "\ninterface ethernet1/1/2\n", " switchport access vlan 200\n",
	    "\ninterface ethernet1/1/4\n", " channel-group 10 mode active\n"
	    " no switchport\n", "\ninterface ethernet1/1/48:1\n",
	    "\ninterface ethernet1/1/48:2\n", " switchport mode access\n"
	    " switchport access vlan 200\n");
	/* the domain's link is no LAG here, and stands once */
	cr_expect_null(strstr(spine, "port-channel100"));
	cr_expect_eq(count(spine, "interface ethernet1/1/7\n"), 1);
	cr_expect_null(strstr(spine, "interface ethernet1/1/48\n"));
	cr_expect_null(strstr(leaf, "orphan-port"));
	IN_ORDER(leaf, " downstream ethernet1/1/1-1/1/2\n"
	    " downstream ethernet1/1/48:1-1/1/48:2\n", " upstream "
	    "port-channel10\n");
}

Test(render, without_the_optional_parts_nothing_of_them_is_said)
{
	struct design *g[] = {os9(), os6(), os10()};
	static const char *const never[] = {"vlt", "dcb", "classofservice",
	    "class-map", "priority-flow", "<<SNMP", "snmp", "logging 1",
	    "logging server", "ntp", "uplink-state", "link-dependency",
	    "quad", "portmode 4x", "breakout", "domain-name",
	    "management route", "None", "True", "False", "[]"};
	/* a static LAG that carries nothing */
	static const char *const lone[] = {
	    " channel-member TenGigabitEthernet 0/4\n",
	    "switchport trunk allowed vlan none\n",
	    " channel-group 10 mode on\n"};
	size_t i, k, p;

	for (i = 0; i < 3; i++) {
		const struct fileset *s;
		struct model *m = NEW(a, struct model, 1);
		const char *text;

		*m = *g[i]->model;
		m->services = (struct services){.admin = "admin"};
		g[i]->model = m;
		g[i]->qos.used = false;
		for (k = 0; k < 3; k++) {
			struct dswitch *w = &g[i]->sw[k];

			w->domain = 0;
			w->ufd = false;
			w->oob_gateway = 0;
			/* the broken-out port and its children go away */
			w->nport = 4;
			for (p = 0; p < 4; p++)
				w->port[p].lossless = false;
		}
		g[i]->nlag = 3;
		for (k = 0; k < 3; k++) {
			struct dlag *l = &g[i]->lag[k];

			l->lossless = l->bpdu_filter = l->lacp = false;
			l->mclag = 0;
			l->ntagged = 0;
		}
		s = rendered(g[i]);
		text = file_of(s, "configs/sw1.cfg");
		IN_ORDER(text, lone[i]);
		for (k = 0; k < sizeof(never) / sizeof(never[0]); k++)
			cr_expect_null(strstr(text, never[k]), "'%s' in:\n%s",
			    never[k], text);
	}
}

Test(render, a_hostile_name_stays_one_word_of_one_line)
{
	static const char *const hostile[] = {"a\nno shutdown\n!",
	    "a\" b 'c' `d` $(e) ! #", "<<FAKE>>", "\342\200\256evil",
	    "exit\r\nend"};
	struct design *(*make[])(void) = {os9, os6, os10};
	size_t i, k;

	for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++)
		for (k = 0; k < 3; k++) {
			struct design *plain = make[k](), *g = make[k]();
			const char *want, *text, *p;
			struct model *m = NEW(a, struct model, 1);

			*m = *g->model;
			m->services.admin = m->services.domain =
			    m->site = hostile[i];
			m->rack = NEW(a, struct rack, 1);
			m->rack[0].name = hostile[i];
			g->model = m;
			g->sw[2].port[0].description = hostile[i];
			g->lag[2].description = hostile[i];
			g->net[0].net = NEW(a, struct network, 1);
			*(struct network *)(uintptr_t)g->net[0].net =
			    m->network[0];
			((struct network *)(uintptr_t)g->net[0].net)->name =
			    hostile[i];
			want = file_of(rendered(plain), "configs/sw3.cfg");
			text = file_of(rendered(g), "configs/sw3.cfg");
			cr_expect_eq(count(text, "\n"), count(want, "\n"),
			    "lines were added:\n%s", text);
			cr_expect_eq(count(text, "\""), count(want, "\""));
			cr_expect_eq(count(text, "exit"), count(want, "exit") +
			    count(text, "exit__") , "%s", text);
			for (p = text; *p != '\0'; p++)
				cr_expect((*p >= ' ' && *p < 0x7f) ||
				    *p == '\n', "byte %d", *p);
			cr_expect_null(strstr(text, "<<FAKE"));
		}
}

/* no longer than the platform takes, and still told apart by its number */
Test(render, a_name_too_long_for_a_vlan_is_cut_before_its_number)
{
	struct design *g = os6();
	struct network *n = NEW(a, struct network, 1);
	const char *text, *cut;

	*n = *g->net[0].net;
	n->name = "a-network-of-a-name-that-is-longer-than-32";
	g->net[0].net = n;
	text = file_of(rendered(g), "configs/sw3.cfg");
	cut = str_fmt(a, "a-network-of-a-name-that-is-%d", n->vlan);
	cr_expect(strstr(text, cut) != NULL, "%s", text);
	cr_expect_null(strstr(text, "that-is-longer"));
	cr_expect_leq(strlen(cut), 32);
}

Test(render, what_a_platform_cannot_do_is_said_before_it_is_rendered)
{
	struct design *g = os6();
	struct fileset *s = fileset_new(a);

	g->sw[0].domain = 1;
	g->sw[0].pair = 1;
	cr_expect_not(renders(g, s));
	cr_assert_eq(d->errors, 2);
	cr_expect_str_eq(d->item[0].id, "platform-cannot");
	cr_expect_eq(d->item[0].kind, DIAG_INFEASIBLE);
	cr_expect_not_null(strstr(d->item[0].message, "multi-chassis"));
	cr_expect_not_null(strstr(d->item[1].message, "on one switch"));
	cr_expect_eq(s->n, 0);
}

Test(render, a_slower_port_is_set_by_itself_or_by_its_group)
{
	struct design *g = os10();
	struct port_block *b = (struct port_block *)(uintptr_t)
	    g->sw[2].model->block;
	struct fileset *s;

	/* ports 1 to 8 in fours, then a group a port */
	b[0].group = 4;
	b[1].speed_bps = 100000000000;
	g->sw[2].port[3].block = 1;
	g->sw[2].port[3].index = 1;
	g->sw[2].port[3].speed_bps = 40000000000;
	s = rendered(g);
	IN_ORDER(file_of(s, "configs/sw3.cfg"),
	    "\nport-group 1/1/3\n mode Eth 10g-4x\n!\n",
	    "\nport-group 1/1/4\n mode Eth 40g-1x\n!\n",
	    "\ninterface ethernet1/1/1\n");
	b[0].group = 0;
	s = rendered(g);
	IN_ORDER(file_of(s, "configs/sw3.cfg"),
	    "\ninterface breakout 1/1/48 map 10g-4x\n",
	    "\ninterface breakout 1/1/4 map 40g-1x\n");
	/* a group of four at another speed than its own */
	b[0].group = 4;
	b[0].speed_bps = 25000000000;
	s = rendered(g);
	IN_ORDER(file_of(s, "configs/sw3.cfg"),
	    "\nport-group 1/1/1\n mode Eth 10g-4x\n!\n",
	    "\nport-group 1/1/4\n mode Eth 40g-1x\n!\n");
}

Test(render, a_model_without_templates_is_not_rendered)
{
	struct design *g = os9();
	struct switch_model *x = NEW(a, struct switch_model, 1);
	struct fileset *s = fileset_new(a);

	*x = *g->sw[1].model;
	x->platform = NULL;
	x->nos_name = "othernos";
	g->sw[1].model = x;
	cr_expect_not(renders(g, s));
	cr_assert_eq(d->errors, 1);
	cr_expect_str_eq(d->item[0].id, "platform-no-template");
	cr_expect_eq(s->n, 0);
}

/* ---- hosts ---- */

Test(render, set_hosts_map_their_storage_interfaces_to_ports)
{
	const char *text = file_of(rendered(os9()), "hosts/hv1.ps1");

	IN_ORDER(text, "#Requires -Version 5.1\n"
	    "#Requires -RunAsAdministrator\n", "param([switch]",
	    "\nSet-StrictMode", "\n$ErrorActionPreference = 'Stop'\n",
	    "\n$Computer = 'hv1'\n", "Get-NetAdapter -Name 'NIC1'",
	    "Get-NetAdapter -Name 'NIC2'",
	    "-NetDirectPortMatchCondition 445 -PriorityValue8021Action 3",
	    "Disable-NetQosFlowControl -Priority 0,1,2,4,5,6,7\n",
	    "New-NetQosTrafficClass -Name 'SMB' -Priority 3 "
	    "-BandwidthPercentage 50 -Algorithm ETS",
	    "Enable-NetAdapterQos -Name 'NIC1'\n",
	    "New-VMSwitch -Name 'Converged' -NetAdapterName 'NIC1', 'NIC2' "
	    "-EnableEmbeddedTeaming $true -AllowManagementOS $false",
	    "Set-VMSwitchTeam -Name 'Converged' -LoadBalancingAlgorithm "
	    "Dynamic\n",
	    "Set-Jumbo 'NIC1' 9014\n", "Set-NetAdapterVmq -Name 'NIC1' "
	    "-BaseProcessorNumber 2 -MaxProcessors 7\n",
	    "-BaseProcessorNumber 16 -MaxProcessors 7\n",
	    "-VMNetworkAdapterName 'lm' -Access -VlanId 120\n",
	    "Set-Jumbo 'vEthernet (lm)' 9014\n",
	    "Set-Address 'vEthernet (lm)' '10.0.120.11' '24'\n",
	    "-VMNetworkAdapterName 'smb1' -PhysicalNetAdapterName 'NIC1'\n",
	    "Enable-NetAdapterRdma -Name 'vEthernet (smb1)'\n",
	    "-VMNetworkAdapterName 'smb2' -PhysicalNetAdapterName 'NIC2'\n",
	    "Set-Address 'vEthernet (mgmt)' '<<ADDRESS_MGMT_HV1>>' "
	    "'<<PREFIX_MGMT>>' '<<GATEWAY_MGMT>>'\n", "'<<DNS_SERVER>>'\n",
	    "-VirtualMachineMigrationPerformanceOption SMB "
	    "-MaximumVirtualMachineMigrations 2 "
	    "-UseAnyNetworkForMigration $false\n",
	    "Add-VMMigrationNetwork -Subnet '10.0.120.0/24' -Priority 1\n",
	    "Add-VMMigrationNetwork -Subnet '10.0.110.0/24' -Priority 2\n",
	    "-Category LiveMigration -BytesPerSecond 1000000000\n",
	    "$_.Address -eq '10.0.120.0'", "$net.Name = 'lm'\n",
	    "$net.Role = 1\n", "$order = @('lm', 'csv')\n");
	cr_expect_null(strstr(text, "'today'"));
	cr_expect_null(strstr(text, "data"));
	/* the core's routers take no large frames */
	cr_expect_null(strstr(text, "Set-Jumbo 'vEthernet (mgmt)'"));
}

Test(render, lbfo_hosts_team_first_and_have_no_rdma)
{
	struct design *g = os9();
	const char *text;

	g->model->cluster[0].set = false;
	text = file_of(rendered(g), "hosts/hv1.ps1");
	IN_ORDER(text, "#Requires -Version 4.0\n", "New-NetLbfoTeam -Name "
	    "'Converged-Team' -TeamMembers 'NIC1', 'NIC2' -TeamingMode "
	    "SwitchIndependent -LoadBalancingAlgorithm Dynamic",
	    "New-VMSwitch -Name 'Converged' -NetAdapterName "
	    "'Converged-Team' -AllowManagementOS $false");
	cr_expect_null(strstr(text, "Rdma"));
	cr_expect_null(strstr(text, "TeamMapping"));
	cr_expect_null(strstr(text, "EmbeddedTeaming"));
	cr_expect_null(strstr(text, "VrssEnabled"));
	cr_assert_eq(d->warnings, 1);
	cr_expect_str_eq(d->item[0].id, "host-no-rdma");
}

Test(render, hosts_on_two_islands_have_addresses_on_their_ports)
{
	struct design *g = os9();
	const char *text;

	a_host((struct model *)(uintptr_t)g->model, g, false,
	    "it\xe2\x80\x99s $(x) 'y'");
	text = file_of(rendered(g), "hosts/hv1.ps1");
	IN_ORDER(text, "Get-NetAdapter -Name ('it' + [char]0x2019 + 's $(x) "
	    "''y''') -Physical", "Set-NetAdapterRss -Name ",
	    "Set-NetAdapter -Name ('it' + [char]0x2019 + 's $(x) ''y''') "
	    "-VlanID 120", "Set-Address ('it' + [char]0x2019 + 's $(x) "
	    "''y''') '10.0.120.11' '24'\n", "Set-NetAdapter -Name 'NIC2' "
	    "-VlanID 110", "Set-Address 'NIC2' '10.0.110.11' '24'\n");
	cr_expect_null(strstr(text, "New-VMSwitch"));
	cr_expect_null(strstr(text, "Vmq"));
}

Test(render, kvm_hosts_get_a_netplan_file)
{
	struct design *g = os9();
	const struct fileset *s;
	const char *text;

	g->model->cluster[0].hyp = catalog_hypervisor(catalog, "kvm");
	g->model->cluster[0].set = false;
	s = rendered(g);
	text = file_of(s, "hosts/hv1.yaml");
	IN_ORDER(text, "network:\n  version: 2\n  ethernets:\n",
	    "    \"NIC1\":\n      mtu: 9000\n", "  bonds:\n    \"bond0\":\n"
	    "      interfaces: [\"NIC1\", \"NIC2\"]\n", "mode: active-backup",
	    "  vlans:\n", "    vlan120:\n      id: 120\n"
	    "      link: \"bond0\"\n      mtu: 9000\n"
	    "      addresses: [\"10.0.120.11/24\"]\n",
	    "    vlan200:\n      id: 200\n      link: \"bond0\"\n"
	    "      mtu: 1500\n",
	    "  bridges:\n    br200:\n      interfaces: [vlan200]\n");
	cr_expect_null(strstr(text, "today"));
}

Test(render, or_files_for_systemd_networkd)
{
	struct design *g = os9();
	const char *text, *p;

	g->model->cluster[0].hyp = catalog_hypervisor(catalog, "kvm");
	g->model->cluster[0].set = false;
	g->model->cluster[0].host_files = "networkd";
	text = file_of(rendered(g), "hosts/hv1.sh");
	IN_ORDER(text, "#!/bin/sh\n", "put 10-port1.network <<'EOF'\n"
	    "[Match]\nName=NIC1\n[Link]\nMTUBytes=9000\n", "Bond=bond0\n"
	    "PrimarySlave=true\nEOF\n", "Name=NIC2\n", "Bond=bond0\nEOF\n",
	    "put 20-bond.netdev <<'EOF'\n", "Mode=active-backup\n",
	    "VLAN=vlan120\n", "VLAN=vlan200\n",
	    "put 30-vlan120.netdev <<'EOF'\n[NetDev]\nName=vlan120\n"
	    "Kind=vlan\nMTUBytes=9000\n[VLAN]\nId=120\nEOF\n",
	    "Address=10.0.120.11/24\n",
	    "Address=<<ADDRESS_MGMT_HV1>>/<<PREFIX_MGMT>>\n"
	    "Gateway=<<GATEWAY_MGMT>>\n", "Bridge=br200\n",
	    "Kind=bridge\nMTUBytes=1500\n[Bridge]\nSTP=no\n");
	/* what a user wrote ends no text that a shell reads */
	a_host((struct model *)(uintptr_t)g->model, g, true,
	    "x\nEOF\nrm -rf $HOME `id`\n*");
	p = file_of(rendered(g), "hosts/hv1.sh");
	cr_expect_eq(count(p, "\n"), count(text, "\n"));
	cr_expect_eq(count(p, "\nEOF\n"), count(text, "\nEOF\n"));
	IN_ORDER(p, "Name=x_EOF_rm_-rf__HOME__id___\n");
}

Test(render, or_a_file_for_ifupdown2)
{
	struct design *g = os9();
	const char *text, *p;

	g->model->cluster[0].hyp = catalog_hypervisor(catalog, "kvm");
	g->model->cluster[0].set = false;
	g->model->cluster[0].host_files = "interfaces";
	text = file_of(rendered(g), "hosts/hv1.interfaces");
	IN_ORDER(text, "auto NIC1\niface NIC1 inet manual\n\tmtu 9000\n",
	    "iface bond0 inet manual\n\tbond-slaves NIC1 NIC2\n"
	    "\tbond-mode active-backup\n", "iface vlan120 inet static\n"
	    "\taddress 10.0.120.11/24\n\tvlan-raw-device bond0\n"
	    "\tvlan-id 120\n\tmtu 9000\n", "\tgateway <<GATEWAY_MGMT>>\n",
	    "\tbridge-ports bond0\n", "\tbridge-vlan-aware yes\n"
	    "\tbridge-vids 200\n\tipv6-addrgen off\n");
	/* what a user wrote adds no line */
	a_host((struct model *)(uintptr_t)g->model, g, true,
	    "x\n\tpost-up rm -rf /\n\\");
	p = file_of(rendered(g), "hosts/hv1.interfaces");
	cr_expect_eq(count(p, "\n"), count(text, "\n"));
	cr_expect_null(strstr(p, "\n\tpost-up"));
}

Test(render, a_bond_is_shared_out_as_the_design_says)
{
	struct design *g = os9();
	const char *text;

	g->model->cluster[0].hyp = catalog_hypervisor(catalog, "kvm");
	g->model->cluster[0].set = false;
	g->host[0].group[0].bond = BOND_BALANCE_TLB;
	text = file_of(rendered(g), "hosts/hv1.yaml");
	IN_ORDER(text, "mode: balance-tlb\n", "primary: \"NIC1\"\n");
	g->host[0].group[0].bond = BOND_BALANCE_ALB;
	g->model->cluster[0].host_files = "networkd";
	text = file_of(rendered(g), "hosts/hv1.sh");
	IN_ORDER(text, "PrimarySlave=true\n", "Mode=balance-alb\n");
}

/* ---- the core's owner ---- */

Test(render, the_core_is_asked_for_its_networks_only)
{
	struct design *g = os9();
	struct dlink *l = NEW(a, struct dlink, 1);
	struct cable *cable = NEW(a, struct cable, 1);
	const char *text;

	cable->family = "om4";
	*l = (struct dlink){.id = "L0001", .kind = LINK_CORE,
	    .a = {.sw = 0, .host = NONE, .device = "sw1", .port = 3},
	    .b = {.sw = NONE, .host = NONE, .device = "core1", .port = NONE,
	    .port_name = ""}, .speed_bps = 10000000000, .cable = cable};
	g->link = l;
	g->nlink = 1;
	text = render_core_request(a, g);
	IN_ORDER(text, "| `L0001` | `core1` | `sw1` | "
	    "`TenGigabitEthernet 0/4` | 10 Gbit/s | `om4` | 10 |",
	    "one LAG of 2 ports, LACP active", "`sw1` and `sw2` are one LACP "
	    "partner", "| 200 | `data` | data |", "| 10 | `mgmt` |",
	    "Separate:");
	cr_expect_null(strstr(text, "| 120 |"));
	g->nlag = 0;
	cr_expect_null(render_core_request(a, g));
}

/* every name of the context is used by some template, every file is there */
static void
names_unused(const struct value *v, const char *all, const char *const *skip)
{
	size_t i;

	for (i = 0; i < v->n; i++) {
		if (v->kind == VALUE_MAP) {
			const char *const *s;

			for (s = skip; *s != NULL; s++)
				if (strcmp(*s, v->key[i]) == 0)
					break;
			if (*s == NULL)
				cr_expect_not_null(strstr(all, v->key[i]),
				    "no template uses '%s'", v->key[i]);
		}
		names_unused(v->item[i], all, skip);
	}
}

static const char *
all_templates(const char *const *folder_name)
{
	struct buf b = buf_new(a);
	size_t i, n;

	for (; *folder_name != NULL; folder_name++) {
		const char *dir = str_fmt(a, "templates/%s", *folder_name);
		const char **file;

		cr_assert(file_list(a, d, dir, ".j2", &file, &n));
		for (i = 0; i < n; i++)
			buf_puts(&b, file_read(a, d, str_fmt(a, "%s/%s", dir,
			    file[i]), 1 << 20)->text);
	}
	return b.text;
}

/* platforms that list them one by one: SONiC, RouterOS */
Test(render, a_lag_is_in_the_vlan_of_its_untagged_frames)
{
	struct design *g = os9();
	size_t k, i, n;

	g->lag[0].untagged = VLAN_MGMT;
	for (k = 0; k < 2; k++) {
		const struct value *list = value_get(context_switch(a, d, g,
		    k), "memberships");

		for (i = n = 0; i < list->n; i++)
			n += value_get(list->item[i], "vlan")->i ==
			    VLAN_MGMT && strcmp(value_get(list->item[i],
			    "name")->text, g->lag[0].name) == 0 &&
			    !value_get(list->item[i], "tagged")->i;
		cr_expect_eq(n, g->lag[0].sw == k, "switch %zu: %zu", k, n);
	}
}

Test(render, every_name_of_the_context_is_used_and_documented)
{
	static const char *const folders[] = {"os9", "os6", "os10",
	    "eos", "nxos", "sonic", "routeros", "nvue", "aoscx", "junos", "fastpath", "netgear", "hyper-v-set",
	    "hyper-v-lbfo", "linux", "networkd", "interfaces",
	    "esxcli",
	    NULL};
	/* for users' own templates */
	static const char *const spare[] = {"purpose", "peer", "reload",
	    "member_ranges", "has_address", NULL}, *const none[] = {NULL};
	const char *all = all_templates(folders);
	struct design *g = os9();
	const struct value *sw, *host;
	const char *doc = file_read(a, d, "templates/CONTEXT.md", 1 << 20)
	    ->text;

	sw = context_switch(a, d, g, 0);
	host = context_host(a, d, g, 0);
	names_unused(sw, all, spare);
	names_unused(host, all, spare);
	names_unused(sw, doc, none);
	names_unused(host, doc, none);
}
