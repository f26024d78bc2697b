/*
 * Can today's VMs be migrated, drained and backed up? Findings about an
 * inventory's VMs and hosts, and how they differ from a site. Only checks:
 * changes nothing, prints nothing.  Findings belong to the arena they were made
 * in.
 */
#ifndef READY_READINESS_H
#define READY_READINESS_H

#include "base/value.h"
#include "model/inventory.h"
#include "model/model.h"

enum ready_severity { READY_WARNING, READY_ERROR };

/* one possible fix: what to note, then what to type */
struct repair {
	const char *title;
	const char **warning;
	size_t nwarning;
	const char **command; /* PowerShell, or a sentence after '#' */
	size_t ncommand;
};

struct ready_finding {
	const char *rule;
	enum ready_severity severity;
	struct span at;
	const char *vm;   /* NULL: of the host */
	const char *host; /* NULL: of the whole site */
	const char *message;
	const char *hint;      /* NULL: none */
	struct repair *repair; /* in the order they should be tried */
	size_t nrepair;
};

struct readiness {
	struct arena *a;
	struct ready_finding *item;
	size_t n, cap;
	size_t errors, warnings;
	size_t hosts, vms; /* checked */
};

/* m NULL: there is no site to compare it with */
struct readiness *readiness_judge(struct arena *a, const struct inventory *v,
    const struct model *m);

/* the finding just made, to be added to */
struct ready_finding *
ready_add(struct readiness *r, const char *rule, enum ready_severity severity,
    struct span at, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
struct repair *
ready_repair(struct readiness *r, struct ready_finding *f, const char *title);
void ready_warn(struct readiness *r, struct repair *p, const char *text);
void ready_do(struct readiness *r, struct repair *p, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* the parts of readiness_judge */
void ready_vm(struct readiness *r, const struct inventory *v,
    const struct inv_vm *m);
void ready_hosts(struct readiness *r, const struct inventory *v);
void ready_site(struct readiness *r, const struct inventory *v,
    const struct model *m);
/* the ways to remove a differencing file that no checkpoint explains */
void repair_avhdx(struct readiness *r, struct ready_finding *f,
    const struct inv_vm *m, const struct inv_disk *disk);
/* PowerShell that sets $vm to exactly this VM */
const char *repair_vm(struct arena *a, const struct inv_vm *m);

/* screen: commands to be copied are marked so that they are not broken */
void readiness_text(struct buf *b, const struct readiness *r, bool quiet,
    bool screen);
struct value *readiness_value(struct arena *a, const struct readiness *r);

#endif
