#include "tiny_provider.h"

int main(void) {
  return jl_serve(&tiny_provider);
}
