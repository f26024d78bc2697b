/*
 * The steps of one host in moving.md, for moving_text.c.
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

/* whose commands a host takes */
enum host_kind { KIND_HYPER_V, KIND_KVM, KIND_ESXI, KIND_OTHER };

enum host_kind runbook_kind(const struct runbook *k, size_t host);
/* its hosts are drained by its own commands */
bool runbook_is_proxmox(const struct runbook *k, size_t host);
const char *runbook_host_name(const struct runbook *k, size_t host);
/* drain, cables, settings, test, and back into service; each with its rollback */
void runbook_steps(struct runbook *k, const struct moving_host *x);

/* "2. **Cable it.**", how it is taken back, how it is seen to be done */
void runbook_step(struct runbook *k, size_t n, const char *what);
void runbook_back(struct runbook *k, const char *how);
void runbook_check(struct runbook *k, const char *what);
/* moving_settings.c: its new settings */
void runbook_settings(struct runbook *k, const struct moving_host *x);

/* moving_storage.c: the section before the timeline, and what a host's steps
 * say of storage before it goes, before it returns, and after the last */
void runbook_storage(struct runbook *k);
void runbook_storage_quiet(struct runbook *k, const struct moving_host *x);
void runbook_storage_test(struct runbook *k, const struct moving_host *x);
void runbook_storage_finish(struct runbook *k, const struct moving_host *x);

#endif
