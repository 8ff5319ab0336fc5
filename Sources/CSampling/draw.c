// Variates. GSL's samplers run on a generator whose whole state is a place on the stack: nothing is allocated, and
// a sampler that rejects many candidates only counts further within its own occurrence.
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <limits.h>
#include <math.h>

#include "CSampling.h"

typedef struct {
  csampling_place place;
  uint64_t spare;  // the second half of the last block
  bool has_spare;
} stream_state;

static unsigned long stream_get(void *opaque) {
  stream_state *state = opaque;
  if (state->has_spare) {
    state->has_spare = false;
    return state->spare;
  }
  const csampling_block block = csampling_at(state->place);
  state->place.draw += 1;
  state->spare = ((uint64_t)block.fourth << 32) | block.third;
  state->has_spare = true;
  return ((uint64_t)block.second << 32) | block.first;
}

static double stream_get_double(void *opaque) { return csampling_unit(stream_get(opaque)); }

static void stream_set(void *opaque, unsigned long seed) {
  stream_state *state = opaque;
  state->place = (csampling_place){.seed = seed};
  state->has_spare = false;
}

static const gsl_rng_type stream_type = {
    .name = "philox4x32-10",
    .max = ULONG_MAX,
    .min = 0,
    .size = sizeof(stream_state),
    .set = stream_set,
    .get = stream_get,
    .get_double = stream_get_double,
};

// GSL would abort the process at its first complaint; parameters are validated before they come here.
__attribute__((constructor)) static void silence_errors(void) { gsl_set_error_handler_off(); }

#define WITH_STREAM(name, place)                             \
  stream_state name##_state = {.place = (place)};            \
  const gsl_rng name = {.type = &stream_type, .state = &name##_state}

// Inversion, written so that a larger uniform gives a larger variate: two runs that differ in a parameter then
// stay coupled. 1 - u is exact, see csampling_unit.

double csampling_draw_exponential(csampling_place place, double mean) {
  return -mean * log(1.0 - csampling_uniform(place));
}

double csampling_draw_weibull(csampling_place place, double shape, double scale) {
  return scale * pow(-log(1.0 - csampling_uniform(place)), 1.0 / shape);
}

double csampling_draw_lognormal(csampling_place place, double mu, double sigma) {
  return exp(mu + sigma * gsl_cdf_ugaussian_Pinv(csampling_uniform(place)));
}

double csampling_draw_pareto(csampling_place place, double shape, double minimum) {
  return minimum * pow(1.0 - csampling_uniform(place), -1.0 / shape);
}

double csampling_draw_gaussian(csampling_place place, double mean, double deviation) {
  return mean + deviation * gsl_cdf_ugaussian_Pinv(csampling_uniform(place));
}

double csampling_draw_geometric(csampling_place place, double probability) {
  if (probability >= 1.0) return 1.0;
  const double trials = ceil(log(1.0 - csampling_uniform(place)) / log1p(-probability));
  return trials < 1.0 ? 1.0 : trials;
}

double csampling_draw_gamma(csampling_place place, double shape, double scale) {
  WITH_STREAM(stream, place);
  return gsl_ran_gamma(&stream, shape, scale);
}

double csampling_draw_beta(csampling_place place, double alpha, double beta) {
  WITH_STREAM(stream, place);
  return gsl_ran_beta(&stream, alpha, beta);
}

double csampling_draw_poisson(csampling_place place, double mean) {
  // Below 30 the search takes one uniform, is monotone in it and is quicker than multiplying uniforms.
  if (mean < 30.0) {
    double left = csampling_uniform(place);
    double mass = exp(-mean);
    double count = 0.0;
    // Rounding may leave a remainder that no mass reaches: the far tail is where the search ends anyway.
    while (left > mass && (mass > 1e-18 || count < mean)) {
      left -= mass;
      count += 1.0;
      mass *= mean / count;
    }
    return count;
  }
  WITH_STREAM(stream, place);
  return gsl_ran_poisson(&stream, mean);
}

// Search from 0 for a probability of at most one half and few expected successes.
static double search_binomial(double uniform, double trials, double probability) {
  const double odds = probability / (1.0 - probability);
  double mass = exp(trials * log1p(-probability));
  double count = 0.0;
  while (uniform > mass && count < trials && (mass > 1e-18 || count < trials * probability)) {
    uniform -= mass;
    mass *= odds * (trials - count) / (count + 1.0);
    count += 1.0;
  }
  return count;
}

double csampling_draw_binomial(csampling_place place, double trials, double probability) {
  if (trials <= 0.0 || probability <= 0.0) return 0.0;
  if (probability >= 1.0) return trials;
  const bool mirrored = probability > 0.5;
  const double rarer = mirrored ? 1.0 - probability : probability;
  if (trials * rarer < 20.0) {
    const double uniform = csampling_uniform(place);
    // The mirror image takes 1 - u, so that the count rises with u on both sides of one half.
    return mirrored ? trials - search_binomial(1.0 - uniform, trials, rarer) : search_binomial(uniform, trials, rarer);
  }
  WITH_STREAM(stream, place);
  return gsl_ran_binomial(&stream, probability, (unsigned int)trials);
}

double csampling_draw_negative_binomial(csampling_place place, double successes, double probability) {
  if (probability >= 1.0) return 0.0;
  WITH_STREAM(stream, place);
  return gsl_ran_negative_binomial(&stream, probability, successes);
}

double csampling_draw(csampling_law law, csampling_place place, double first, double second) {
  switch (law) {
    case csampling_exponential: return csampling_draw_exponential(place, first);
    case csampling_gamma: return csampling_draw_gamma(place, first, second);
    case csampling_weibull: return csampling_draw_weibull(place, first, second);
    case csampling_lognormal: return csampling_draw_lognormal(place, first, second);
    case csampling_pareto: return csampling_draw_pareto(place, first, second);
    case csampling_beta: return csampling_draw_beta(place, first, second);
    case csampling_gaussian: return csampling_draw_gaussian(place, first, second);
    case csampling_poisson: return csampling_draw_poisson(place, first);
    case csampling_binomial: return csampling_draw_binomial(place, first, second);
    case csampling_negative_binomial: return csampling_draw_negative_binomial(place, first, second);
    case csampling_geometric: return csampling_draw_geometric(place, first);
  }
  return NAN;
}
