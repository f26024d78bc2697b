/*
 * What a host's file would make of the host, as facts: an object ("port NIC1",
 * "interface lm", "migration"), a key, a value, the line that says so.  Five
 * readers fill it: PowerShell as we write it, netplan, interfaces(5), a script
 * that writes systemd-networkd units, and ours for ESXi.  Knows no rule and no
 * design.  A frame's size is that of the IP packet on every system.  All
 * belongs to the arena.
 */
#ifndef READBACK_HOST_CONFIG_H
#define READBACK_HOST_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct host_fact {
	const char *object, *key, *value;
	int line;
	uint32_t sketch; /* of object and key: another one is another fact */
};

/* what a reader has to say: text that is none, or that is not modelled */
struct host_notice {
	const char *rule; /* host-syntax, host-stops, host-rerun, host-unread */
	bool error;
	int line;
	const char *message;
};

struct host_config {
	struct arena *a;
	const struct source *src;
	struct arena *own; /* of all while the file is read, then NULL */
	struct host_fact *fact;
	size_t n, cap;
	struct host_notice *notice;
	size_t nnotice, notice_cap;
	bool no_text;        /* nothing in it can be read */
	bool services;       /* it sets up migration, cluster and DCB too */
	unsigned char *read; /* by line from 1; see host_config_mark() */
	size_t nread;
};

/* by the file's ending: ps1, yaml, sh, interfaces, esxcli; others have no
 * reader: false */
bool host_config_read(struct arena *a, const struct source *src,
    const char *file, struct host_config *out);

/* the value, or NULL; line may be NULL */
const char *host_config_get(const struct host_config *c, const char *object,
    const char *key, int *line);
/* a number, or -1 */
long host_config_number(const struct host_config *c, const char *object,
    const char *key, int *line);
/* is the object mentioned at all */
bool host_config_has(const struct host_config *c, const char *object);
/* "lm" of "interface lm" where it is one of the kind, else NULL */
const char *host_config_name(const char *object, const char *kind);
/* a line of which nothing was passed over */
bool host_config_is_read(const struct host_config *c, size_t line);
/* ... and that is a comment as a whole, as far as its reader knows */
bool host_config_is_remark(const struct host_config *c, size_t line);
/* a value somebody still has to fill in */
bool host_config_is_open(const char *value);

/* one way two readings differ */
struct host_difference {
	const char *where;    /* "interface lm: mtu" */
	const char *designed; /* "" where it isn't given */
	const char *running;
	int line; /* of the running file; 0: the line is gone */
	bool error;
};
/* what b means that a does not, and the other way round; none: the same
 * meaning.  A placeholder equals what fills it in. */
size_t host_config_compare(struct arena *a, const struct host_config *designed,
    const struct host_config *running, struct host_difference **out);

/* ---- for the readers ---- */

/* replaces its value; add: one more of several */
void host_config_put(struct host_config *c, const char *object, const char *key,
    const char *value, int line);
void host_config_add(struct host_config *c, const char *object, const char *key,
    const char *value, int line);
/* these lines: understood, so that they say nothing but what is in facts and
 * notices; or not, and then whatever else is known of them */
void host_config_mark(struct host_config *c, int from, int to, bool read);
/* whole lines of a comment */
void host_config_remark(struct host_config *c, int from, int to);
/* key NULL: the object with all its facts */
void
host_config_drop(struct host_config *c, const char *object, const char *key);
void host_config_note(struct host_config *c, const char *rule, bool error,
    int line, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

void powershell_read(struct host_config *c);
void netplan_read(struct host_config *c);
void ifupdown_read(struct host_config *c);
void esxcli_read(struct host_config *c);
void networkd_read(struct host_config *c);

#endif
