/*
 * inject [-n N] [-e ERRNO | -k | -K] [-x] [-l] [-c FILE] PROGRAM ARGUMENT...
 *
 * Runs a program and spoils the Nth of its system calls that change something
 * (files made, written, renamed, removed, synced, locked; standard output too):
 * -e it fails with that errno and does nothing, -k the program is killed before
 * it, -K after it.  -x: a file system that can't exchange two names or refuse a
 * taken one; -l: one without locks.  -c writes the number of such calls there.
 * Exits as the program does; 137 where it was killed.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/ptrace.h>

static _Noreturn void
die(const char *what)
{
	perror(what);
	exit(99);
}

static bool
changes(const struct ptrace_syscall_info *c)
{
	const unsigned long long *arg = c->entry.args;

	switch (c->entry.nr) {
#ifdef SYS_open
	case SYS_open:
		return (arg[1] & (O_CREAT | O_WRONLY | O_RDWR)) != 0;
	case SYS_mkdir:
	case SYS_rename:
	case SYS_link:
	case SYS_unlink:
	case SYS_rmdir:
		return true;
#endif
	case SYS_openat:
		return (arg[2] & (O_CREAT | O_WRONLY | O_RDWR)) != 0;
	case SYS_write:
	case SYS_writev:
	case SYS_pwrite64:
	case SYS_mkdirat:
#ifdef SYS_renameat
	case SYS_renameat:
#endif
	case SYS_renameat2:
	case SYS_linkat:
	case SYS_unlinkat:
	case SYS_fsync:
	case SYS_fdatasync:
	case SYS_syncfs:
	case SYS_ftruncate:
	case SYS_flock:
		return true;
	default:
		return false;
	}
}

/* the call is not made; what it answers is put there at its end */
static void
skip(pid_t pid)
{
#if defined(__x86_64__)
	struct user_regs_struct r;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &r) < 0)
		die("PTRACE_GETREGS");
	r.orig_rax = (unsigned long long)-1;
	if (ptrace(PTRACE_SETREGS, pid, NULL, &r) < 0)
		die("PTRACE_SETREGS");
#elif defined(__aarch64__)
	int none = -1;
	struct iovec v = { &none, sizeof none };

	if (ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &v) < 0)
		die("PTRACE_SETREGSET");
#else
#error "how is a system call skipped here?"
#endif
}

static void
answer(pid_t pid, int err)
{
#if defined(__x86_64__)
	struct user_regs_struct r;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &r) < 0)
		die("PTRACE_GETREGS");
	r.rax = (unsigned long long)-(long long)err;
	if (ptrace(PTRACE_SETREGS, pid, NULL, &r) < 0)
		die("PTRACE_SETREGS");
#elif defined(__aarch64__)
	struct user_regs_struct r;
	struct iovec v = { &r, sizeof r };

	if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &v) < 0)
		die("PTRACE_GETREGSET");
	r.regs[0] = (unsigned long long)-(long long)err;
	if (ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &v) < 0)
		die("PTRACE_SETREGSET");
#endif
}

int
main(int argc, char **argv)
{
	enum { NOTHING, FAIL, KILL_BEFORE, KILL_AFTER } how = NOTHING;
	bool exchange = true, locks = true, hit = false;
	int opt, status, err = 0, pending = 0;
	const char *count_to = NULL;
	long at = -1, n = 0;
	FILE *f;
	pid_t pid;

	while ((opt = getopt(argc, argv, "+n:e:kKxlc:")) != -1)
		switch (opt) {
		case 'n':
			at = atol(optarg);
			break;
		case 'e':
			how = FAIL;
			err = atoi(optarg);
			break;
		case 'k':
			how = KILL_BEFORE;
			break;
		case 'K':
			how = KILL_AFTER;
			break;
		case 'x':
			exchange = false;
			break;
		case 'l':
			locks = false;
			break;
		case 'c':
			count_to = optarg;
			break;
		default:
			return 99;
		}
	if (optind == argc)
		return 99;
	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
			die("PTRACE_TRACEME");
		raise(SIGSTOP);
		execvp(argv[optind], argv + optind);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 ||
	    ptrace(PTRACE_SETOPTIONS, pid, NULL,
	        PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) < 0)
		die("PTRACE_SETOPTIONS");
	for (int deliver = 0;;) {
		struct ptrace_syscall_info c;

		/* one that was killed may be gone already; waitpid tells */
		if (ptrace(PTRACE_SYSCALL, pid, NULL, deliver) < 0 &&
		    errno != ESRCH)
			die("PTRACE_SYSCALL");
		deliver = 0;
		if (waitpid(pid, &status, 0) < 0)
			die("waitpid");
		if (WIFEXITED(status) || WIFSIGNALED(status))
			break;
		if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
			deliver = WSTOPSIG(status);
			if (deliver == SIGTRAP)
				deliver = 0; /* exec */
			continue;
		}
		if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, (void *)sizeof c,
		        &c) < 0)
			die("PTRACE_GET_SYSCALL_INFO");
		if (c.op == PTRACE_SYSCALL_INFO_EXIT) {
			if (pending != 0)
				answer(pid, pending);
			pending = 0;
			if (hit && how == KILL_AFTER)
				kill(pid, SIGKILL);
			continue;
		}
		if (c.op != PTRACE_SYSCALL_INFO_ENTRY)
			continue;
		if (!exchange && c.entry.nr == SYS_renameat2 &&
		    c.entry.args[4] != 0)
			pending = EINVAL;
		else if (!locks && c.entry.nr == SYS_flock)
			pending = ENOLCK;
		else if (changes(&c) && ++n == at) {
			hit = true;
			if (how == FAIL)
				pending = err;
			if (how == KILL_BEFORE)
				kill(pid, SIGKILL);
		}
		if (pending != 0)
			skip(pid);
	}
	if (count_to != NULL) {
		f = fopen(count_to, "w");
		if (f == NULL || fprintf(f, "%ld\n", n) < 0 || fclose(f) != 0)
			die(count_to);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) :
	                           128 + WTERMSIG(status);
}
