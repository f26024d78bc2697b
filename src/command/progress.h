/*
 * Progress of a long run, on standard error: nothing in the first second, then
 * one line that is rewritten each second and cleared at the end. Only main
 * starts it, on a terminal.  Knows no stage but its name.
 */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

void progress_start(void);
/* at most 40 characters, which stay until the next; nothing where it was not
 * started */
void progress_stage(const char *what);
void progress_stop(void);

#endif
