#include "command/command.h"
bool command_accept(struct run *r) { return command_usage(r, "x"); }
