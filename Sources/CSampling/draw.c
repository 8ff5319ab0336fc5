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
  uint64_t seed, subject, event;
  uint64_t spare;  // the second half of the last block
  bool has_spare;
} stream_state;

static unsigned long stream_get(void *opaque) {
  stream_state *state = opaque;
  if (state->has_spare) {
    state->has_spare = false;
    return state->spare;
  }
  const csampling_block block = csampling_at(state->seed, state->subject, state->event);
  state->event += (uint64_t)1 << 32;
  state->spare = ((uint64_t)block.fourth << 32) | block.third;
  state->has_spare = true;
  return ((uint64_t)block.second << 32) | block.first;
}

static double stream_get_double(void *opaque) { return csampling_unit(stream_get(opaque)); }

static void stream_set(void *opaque, unsigned long seed) {
  stream_state *state = opaque;
  *state = (stream_state){.seed = seed};
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

#define WITH_STREAM(name)                                                               \
  stream_state name##_state = {.seed = seed, .subject = subject, .event = event};       \
  const gsl_rng name = {.type = &stream_type, .state = &name##_state}

// Inversion, written so that a larger uniform gives a larger variate: two runs that differ in a parameter then
// stay coupled. 1 - u is exact, see csampling_unit. For the lognormal law that costs 37 ns where a ziggurat takes 26;
// the ziggurat would uncouple amounts whose sigma a scenario changes, so the inverse it is.

double csampling_draw_uniform(CSAMPLING_PLACE) { return csampling_uniform(seed, subject, event); }

double csampling_draw_exponential(CSAMPLING_PLACE, double mean) {
  return -mean * log(1.0 - csampling_uniform(seed, subject, event));
}

double csampling_draw_weibull(CSAMPLING_PLACE, double shape, double scale) {
  return scale * pow(-log(1.0 - csampling_uniform(seed, subject, event)), 1.0 / shape);
}

double csampling_draw_lognormal(CSAMPLING_PLACE, double mu, double sigma) {
  return exp(mu + sigma * gsl_cdf_ugaussian_Pinv(csampling_uniform(seed, subject, event)));
}

double csampling_draw_pareto(CSAMPLING_PLACE, double shape, double minimum) {
  return minimum * pow(1.0 - csampling_uniform(seed, subject, event), -1.0 / shape);
}

double csampling_draw_gaussian(CSAMPLING_PLACE, double mean, double deviation) {
  return mean + deviation * gsl_cdf_ugaussian_Pinv(csampling_uniform(seed, subject, event));
}

double csampling_draw_geometric(CSAMPLING_PLACE, double probability) {
  if (probability >= 1.0) return 1.0;
  const double trials = ceil(log(1.0 - csampling_uniform(seed, subject, event)) / log1p(-probability));
  return trials < 1.0 ? 1.0 : trials;
}

double csampling_draw_gamma(CSAMPLING_PLACE, double shape, double scale) {
  WITH_STREAM(stream);
  return gsl_ran_gamma(&stream, shape, scale);
}

double csampling_draw_beta(CSAMPLING_PLACE, double alpha, double beta) {
  WITH_STREAM(stream);
  return gsl_ran_beta(&stream, alpha, beta);
}

double csampling_draw_poisson(CSAMPLING_PLACE, double mean) {
  // Below 30 the search takes one uniform, is monotone in it and is quicker than multiplying uniforms.
  if (mean < 30.0) {
    double left = csampling_uniform(seed, subject, event);
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
  WITH_STREAM(stream);
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

double csampling_draw_binomial(CSAMPLING_PLACE, double trials, double probability) {
  if (trials <= 0.0 || probability <= 0.0) return 0.0;
  if (probability >= 1.0) return trials;
  const bool mirrored = probability > 0.5;
  const double rarer = mirrored ? 1.0 - probability : probability;
  if (trials * rarer < 20.0) {
    const double uniform = csampling_uniform(seed, subject, event);
    // The mirror image takes 1 - u, so that the count rises with u on both sides of one half.
    return mirrored ? trials - search_binomial(1.0 - uniform, trials, rarer) : search_binomial(uniform, trials, rarer);
  }
  WITH_STREAM(stream);
  return gsl_ran_binomial(&stream, probability, (unsigned int)trials);
}

double csampling_draw_negative_binomial(CSAMPLING_PLACE, double successes, double probability) {
  if (probability >= 1.0) return 0.0;
  WITH_STREAM(stream);
  return gsl_ran_negative_binomial(&stream, probability, successes);
}
