// Points that fill a cube more evenly than random ones.
#include <gsl/gsl_qrng.h>

#include "CSampling.h"

bool csampling_sobol(unsigned int dimensions, uint64_t count, double *points) {
  if (dimensions < 1 || dimensions > csampling_sobol_dimensions) return false;
  gsl_qrng *generator = gsl_qrng_alloc(gsl_qrng_sobol, dimensions);
  if (generator == NULL) return false;
  bool is_whole = true;
  for (uint64_t i = 0; i < count && is_whole; i++) {
    is_whole = gsl_qrng_get(generator, points + i * dimensions) == 0;
  }
  gsl_qrng_free(generator);
  return is_whole;
}
