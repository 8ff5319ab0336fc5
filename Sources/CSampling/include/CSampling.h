// Random variates keyed by what they are for, and the distribution functions behind them.
//
// Every variate is a pure function of a place (seed, replication, owner, purpose, occurrence): there is no
// generator state to carry, so the order of calls, threads and shards cannot change a result.
#ifndef CSAMPLING_H
#define CSAMPLING_H

#include <stdbool.h>
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Four 32-bit words: the input or the output of the generator.
typedef struct {
  uint32_t first, second, third, fourth;
} csampling_block;

// Where a variate lives. No two places share a block, because every field has its own bits of the key or counter:
//
//   seed      the key
//   subject   counter words 0 and 1: owner in the low half; replication (24 bits) and purpose (8 bits) above it
//   event     counter words 2 and 3: occurrence in the low half; draw, which samplers count up, above it
//
// Places go to functions as three words: a structure would travel through memory, and reading four halves written
// one by one as a whole costs more than the generator (measured: 49 instead of 27 ns for an exponential variate).
#define CSAMPLING_PLACE uint64_t seed, uint64_t subject, uint64_t event

// One round: two 32 x 32 -> 64 bit products, whose high halves are mixed with the other words and the key.
static inline csampling_block csampling_round(csampling_block in, uint32_t key_low, uint32_t key_high) {
  const uint64_t even = (uint64_t)0xD2511F53u * in.first;
  const uint64_t odd = (uint64_t)0xCD9E8D57u * in.third;
  const csampling_block out = {
      (uint32_t)(odd >> 32) ^ in.second ^ key_low,
      (uint32_t)odd,
      (uint32_t)(even >> 32) ^ in.fourth ^ key_high,
      (uint32_t)even,
  };
  return out;
}

// Philox4x32 with ten rounds (Salmon, Moraes, Dror and Shaw, SC 2011): a bijection of the counter for each key.
#if defined(__SSE2__)
// Both products of a round in one instruction: 6 instructions a round where the scalar form takes 12. What lies in the
// upper half of a lane is left over from the round before, and no product reads it.
static inline csampling_block csampling_philox(uint64_t key, csampling_block counter) {
  const __m128i factors = _mm_set_epi32(0, (int)0xCD9E8D57u, 0, (int)0xD2511F53u);
  const __m128i steps = _mm_set_epi32(0, (int)0xBB67AE85u, 0, (int)0x9E3779B9u);
  __m128i keys = _mm_set_epi32(0, (int)(uint32_t)(key >> 32), 0, (int)(uint32_t)key);
  __m128i odd = _mm_set_epi32(0, (int)counter.third, 0, (int)counter.first);
  __m128i even = _mm_set_epi32(0, (int)counter.fourth, 0, (int)counter.second);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    const __m128i products = _mm_mul_epu32(odd, factors);
    odd = _mm_xor_si128(_mm_xor_si128(_mm_shuffle_epi32(products, _MM_SHUFFLE(0, 1, 0, 3)), even), keys);
    even = _mm_shuffle_epi32(products, _MM_SHUFFLE(0, 0, 0, 2));
    keys = _mm_add_epi32(keys, steps);
  }
  const csampling_block out = {
      (uint32_t)_mm_cvtsi128_si32(odd),
      (uint32_t)_mm_cvtsi128_si32(even),
      (uint32_t)_mm_cvtsi128_si32(_mm_shuffle_epi32(odd, _MM_SHUFFLE(0, 0, 0, 2))),
      (uint32_t)_mm_cvtsi128_si32(_mm_shuffle_epi32(even, _MM_SHUFFLE(0, 0, 0, 2))),
  };
  return out;
}
#else
static inline csampling_block csampling_philox(uint64_t key, csampling_block counter) {
  uint32_t low = (uint32_t)key;
  uint32_t high = (uint32_t)(key >> 32);
  // Rounds in a loop of their own cost 5 of 26 ns of an exponential variate.
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    counter = csampling_round(counter, low, high);
    low += 0x9E3779B9u;   // the golden ratio
    high += 0xBB67AE85u;  // the square root of three, less one
  }
  return counter;
}
#endif

// The block at a place.
static inline csampling_block csampling_at(uint64_t seed, uint64_t subject, uint64_t event) {
  const csampling_block counter = {(uint32_t)subject, (uint32_t)(subject >> 32), (uint32_t)event, (uint32_t)(event >> 32)};
  return csampling_philox(seed, counter);
}

// The first 64 bits at a place.
static inline uint64_t csampling_bits(uint64_t seed, uint64_t subject, uint64_t event) {
  const csampling_block block = csampling_at(seed, subject, event);
  return ((uint64_t)block.second << 32) | block.first;
}

// The middle of one of 2^52 equal cells of (0, 1): never 0, never 1, and 1 - u is exact. With 53 bits the last
// cell would round up to 1.
static inline double csampling_unit(uint64_t bits) { return ((double)(bits >> 12) + 0.5) * 0x1p-52; }

// Uniform on the open interval (0, 1).
static inline double csampling_uniform(uint64_t seed, uint64_t subject, uint64_t event) {
  return csampling_unit(csampling_bits(seed, subject, event));
}

// The laws known by name. The two parameters of each stand in the comment; "minimum" is the smallest value.
typedef enum {
  csampling_exponential = 0,        // mean, unused
  csampling_gamma = 1,              // shape, scale
  csampling_weibull = 2,            // shape, scale
  csampling_lognormal = 3,          // mu, sigma (of the logarithm)
  csampling_pareto = 4,             // shape, minimum
  csampling_beta = 5,               // alpha, beta
  csampling_gaussian = 6,           // mean, standard deviation
  csampling_poisson = 7,            // mean, unused
  csampling_binomial = 8,           // trials, probability
  csampling_negative_binomial = 9,  // successes, probability; counts failures
  csampling_geometric = 10          // probability, unused; counts trials, so at least 1
} csampling_law;

// One variate each, for parameters that have been validated: nothing is checked here.
//
// These spend one uniform and rise with it.
double csampling_draw_uniform(CSAMPLING_PLACE);
double csampling_draw_exponential(CSAMPLING_PLACE, double mean);
double csampling_draw_weibull(CSAMPLING_PLACE, double shape, double scale);
double csampling_draw_lognormal(CSAMPLING_PLACE, double mu, double sigma);
double csampling_draw_pareto(CSAMPLING_PLACE, double shape, double minimum);
double csampling_draw_gaussian(CSAMPLING_PLACE, double mean, double deviation);
double csampling_draw_geometric(CSAMPLING_PLACE, double probability);
// These may spend several draws of their own occurrence.
double csampling_draw_gamma(CSAMPLING_PLACE, double shape, double scale);
double csampling_draw_beta(CSAMPLING_PLACE, double alpha, double beta);
double csampling_draw_poisson(CSAMPLING_PLACE, double mean);
double csampling_draw_binomial(CSAMPLING_PLACE, double trials, double probability);
double csampling_draw_negative_binomial(CSAMPLING_PLACE, double successes, double probability);

// What csampling_draw_exponential gives for this and the following seven occurrences, bit for bit, in half the time.
// The last of them must be below 2^32.
#define CSAMPLING_BATCH 8
void csampling_draw_exponentials(CSAMPLING_PLACE, double mean, double out[CSAMPLING_BATCH]);

// P(X <= x) and P(X > x).
double csampling_lower(csampling_law law, double x, double first, double second);
double csampling_upper(csampling_law law, double x, double first, double second);
// The smallest x with P(X <= x) >= p, and the smallest x with P(X > x) <= q.
double csampling_lower_inverse(csampling_law law, double p, double first, double second);
double csampling_upper_inverse(csampling_law law, double q, double first, double second);
// P(X = x) of a count, x a whole number of at least 0.
double csampling_mass(csampling_law law, double x, double first, double second);

// Mean and variance of a continuous law restricted to [minimum, maximum] (either may be infinite), which keeps
// the probability `kept`. Double-exponential quadrature: relative error below 1e-9 for the laws above.
typedef struct {
  double mean, variance;
} csampling_moments;
csampling_moments csampling_truncated(
    csampling_law law, double first, double second, double minimum, double maximum, double kept);

// The whole part of a number known to fit, without the three compares of a checked conversion.
static inline int64_t csampling_whole(double x) { return (int64_t)x; }

// Elementary functions, so that the Swift side needs no other library.
double csampling_exp(double x);
double csampling_expm1(double x);
double csampling_log(double x);
double csampling_log1p(double x);
double csampling_pow(double x, double y);
double csampling_log_gamma(double x);

// Quantiles of the standard normal and of Student's t.
double csampling_normal_quantile(double p);
double csampling_t_quantile(double p, double degrees);

// Quasi-random points: the most dimensions of a Sobol sequence, and its next `count` points after the origin, a point after the
// other. False when there is no memory or the dimensions are out of range.
enum { csampling_sobol_dimensions = 40 };
bool csampling_sobol(unsigned int dimensions, uint64_t count, double *points);

#endif
