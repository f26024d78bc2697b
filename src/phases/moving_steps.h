/*
 * The steps of one host in moving.md, for moving_text.c and its parts.  Each
 * writes its step to the end of the run-book's buffer, with a check and a
 * rollback, so that work can stop after any of them. Has the commands of hosts,
 * and those of switches from the catalog; does not decide the order (moving.h).
 * Private to the room.
 */
#ifndef PHASES_MOVING_STEPS_H
#define PHASES_MOVING_STEPS_H

#include "phases/moving.h"

struct runbook {
	struct arena *a;
	struct buf *b;
	const struct moving *mv;
	const struct design *g;
	const struct model *m;
};

/* the platform of the host's commands */
enum host_kind { KIND_HYPER_V, KIND_KVM, KIND_ESXI, KIND_OTHER };

enum host_kind runbook_kind(const struct runbook *k, size_t host);
/* its hosts are drained with its own commands */
bool runbook_is_proxmox(const struct runbook *k, size_t host);
/* who manages its migrations: "libvirt" where nothing else is given */
const char *runbook_driver(const struct runbook *k, size_t host);
const char *runbook_host_name(const struct runbook *k, size_t host);
/* its ports on the new network: "its port", "both ports", "its 4 ports" */
const char *runbook_ports(const struct runbook *k, size_t host);
/* the interface live migration prefers; NULL: it has none with an address */
const struct dvnic *runbook_lm(const struct runbook *k, size_t host);
/* is a host on the new network before this one is migrated? */
bool runbook_is_over(const struct runbook *k, const struct moving_host *x,
    size_t host);
/* "1. **What.**"; then "- check: " and "- rollback: " */
void runbook_step(struct runbook *k, size_t n, const char *what);
void runbook_back(struct runbook *k, const char *how);
void runbook_check(struct runbook *k, const char *what);
/* drain, cables, settings, test, and back into service;
 * each with its rollback */
void runbook_steps(struct runbook *k, const struct moving_host *x);

/* moving_drain.c: steps 1 and 5 */
void runbook_drain(struct runbook *k, const struct moving_host *x);
void runbook_undrain(struct runbook *k, const struct moving_host *x);
/* moving_own.c: the host's own interface on the new network, NULL: it stays on
 * today's; how its address of today is saved and removed, restored as part of a
 * rollback, and tested */
const struct dvnic *runbook_own(const struct runbook *k, size_t host);
void runbook_own_take(struct runbook *k, size_t host);
/* what is typed after that, on the console in any case */
void runbook_console(struct runbook *k, size_t host, const char *what);
const char *runbook_own_give(struct runbook *k, size_t host, const char *undo);
void runbook_own_test(struct runbook *k, const struct moving_host *x);
/* moving_guests.c: VMs' VLANs before the first host moves, and their test */
void runbook_guests(struct runbook *k);
void runbook_guests_test(struct runbook *k, const struct moving_host *x);
/* moving_settings.c: step 3 */
void runbook_settings(struct runbook *k, const struct moving_host *x);
/* moving_change.c: after the last host of a cluster */
void runbook_change(struct runbook *k, const struct moving_host *x);
/* ... and what one host does that joins a cluster which has changed already */
void runbook_change_one(struct runbook *k, const struct moving_host *x);

/* moving_storage.c: the section before the timeline, and what a host's steps
 * say of storage before it goes, before it returns, and after the last */
void runbook_storage(struct runbook *k);
void runbook_storage_quiet(struct runbook *k, const struct moving_host *x);
void runbook_storage_test(struct runbook *k, const struct moving_host *x);
void runbook_storage_finish(struct runbook *k, const struct moving_host *x);

#endif
