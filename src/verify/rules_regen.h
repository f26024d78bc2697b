/*
 * A bundle's files compared with the same made again, for rules_regen.c: each
 * kind of file has its own comparison.  All findings are of rule `contradicts`
 * (errors) or `differs` (warnings). Makes nothing again: both texts are given.
 */
#ifndef VERIFY_RULES_REGEN_H
#define VERIFY_RULES_REGEN_H

#include "base/file.h"
#include "verify/line_match.h"
#include "verify/rules.h"

/* what is quoted of a line in a message */
#define QUOTED 80

void regen_config(struct judge *j, const struct bundle_switch *s,
    const struct file *x, const struct source *y);
/* a host's script, and whatever has no reader */
void regen_script(struct judge *j, const char *device, const struct file *f,
    const struct source *y);
void
regen_table(struct judge *j, const struct file *f, const struct source *src);

void regen_found(struct judge *j, enum severity severity, const char *device,
    int line, const char *text);
/* rule `secret`: a filled-in text is a password that its system accepts */
void regen_secrets(struct judge *j, const char *device,
    const struct source *src, const struct line_match *l);
/* of a line, QUOTED of it; cut in the middle where it differs from the other
 * behind that, so that the difference shows */
const char *regen_quoted(struct arena *a, const char *s, const char *other);
/* on one line: a break or a tab is a blank */
const char *regen_flat(struct arena *a, const char *s);
/* a line of a config is another with its placeholders filled in, passwords by
 * their hashes too; with the same indentation */
bool regen_line_fills(struct arena *a, const char *x, const char *y);
/* the texts mean the same and are laid out in other ways */
void regen_layout(struct judge *j, const char *device, const char *file,
    const char *x, const char *y);

#endif
