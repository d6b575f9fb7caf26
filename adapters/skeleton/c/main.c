#include "my_provider.h"

int main(void) {
  return jl_serve(&my_provider);
}
