/*
 * Raw text for doc.c: is it text at all, and libyaml's error messages in plain
 * words. Knows libyaml's messages, but not libyaml.
 */
#ifndef INPUT_DOC_TEXT_H
#define INPUT_DOC_TEXT_H

#include "base/diag.h"

/* UTF-8 with lines ended by LF or CRLF and no control characters; false after
 * a finding (yaml-encoding) at the first bad place */
bool doc_check_text(struct diags *d, const struct source *src);

/* libyaml's report: what, and where; then the construct it was in, if any */
struct doc_fault {
	const char *problem, *context;
	struct span at, context_at;
};

/* always false, after a finding */
bool doc_syntax_error(struct diags *d, const struct doc_fault *fault);

#endif
