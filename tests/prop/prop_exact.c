/* Runs tests/oracle/maxmin.py: the flow simulator, as its user sees it, against
 * exact rational arithmetic in another language. */
#include <unistd.h>

int
main(void)
{
	execlp("python3", "python3", "tests/oracle/maxmin.py", "300",
	    (char *)NULL);
	return 1;
}
