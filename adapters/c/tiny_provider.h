#ifndef TINY_PROVIDER_H
#define TINY_PROVIDER_H

#include "joinleaf_adapter.h"

extern const struct jl_provider tiny_provider;

#endif
