/*
 * What a long run is at, on standard error: nothing in the first second, then
 * one line that is written over each second and wiped out in the end.  Only
 * main starts it, where a person looks.  Knows no stage but its name.
 */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

void progress_start(void);
/* at most 40 characters, which stay until the next; nothing where it was not
 * started */
void progress_stage(const char *what);
void progress_stop(void);

#endif
