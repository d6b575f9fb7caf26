#ifndef MY_PROVIDER_H
#define MY_PROVIDER_H

#include "joinleaf_adapter.h"

extern const struct jl_provider my_provider;

#endif
