#include "command/command.h"
bool command_backup(struct run *r) { return command_usage(r, "x"); }
