/*
 * DOC.  The engines know nothing of it: an alarm rings each second, and its
 * handler writes the line.  So what it needs is kept in variables of this file,
 * which only the handler and the three functions here touch, and it calls
 * nothing but write and alarm.
 */
#include "command/progress.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define WIDTH 64

static const char *volatile stage;
static volatile sig_atomic_t seconds;
/* characters of the longest line so far: no wider, since a line that wraps
 * can't be written over */
static volatile sig_atomic_t shown;

static void
tick(int signal)
{
	static const char head[] = "\reastwest: ";
	const char *s = stage;
	int n = ++seconds, digit[10], k = 0, why = errno;
	char line[WIDTH];
	size_t len = 0;

	(void)signal;
	while (len < sizeof head - 1) {
		line[len] = head[len];
		len++;
	}
	while (*s != '\0' && len < WIDTH - 14)
		line[len++] = *s++;
	line[len++] = ',';
	line[len++] = ' ';
	do {
		digit[k++] = n % 10;
		n /= 10;
	} while (n > 0 && k < 9);
	while (k > 0)
		line[len++] = (char)('0' + digit[--k]);
	line[len++] = ' ';
	line[len++] = 's';
	while (len < (size_t)shown)
		line[len++] = ' ';
	shown = (sig_atomic_t)len;
	/* a terminal that is gone is no reason to stop */
	if (write(STDERR_FILENO, line, len) >= 0)
		alarm(1);
	errno = why;
}

void
progress_start(void)
{
	struct sigaction act;

	memset(&act, 0, sizeof act);
	act.sa_handler = tick;
	act.sa_flags = SA_RESTART;
	sigemptyset(&act.sa_mask);
	stage = "reading";
	if (sigaction(SIGALRM, &act, NULL) == 0)
		alarm(1);
}

void
progress_stage(const char *what)
{
	stage = what;
}

void
progress_stop(void)
{
	char blank[WIDTH + 1];

	alarm(0);
	if (seconds == 0)
		return;
	memset(blank, ' ', sizeof blank);
	blank[0] = blank[shown] = '\r';
	if (write(STDERR_FILENO, blank, (size_t)shown + 1) >= 0)
		seconds = 0;
}
