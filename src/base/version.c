#include "base/version.h"

const char eastwest_version[] = "0.1.0";
