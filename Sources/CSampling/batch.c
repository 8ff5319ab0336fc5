// Several variates at once. One variate is a chain: ten rounds of the generator, then a logarithm, each waiting for the
// one before. Eight places side by side keep the processor busy with eight chains.
#include <math.h>
#include <string.h>

#include "CSampling.h"

#if defined(__x86_64__) && defined(__linux__)
// The compiler makes two versions and the loader picks one: products of four lanes an instruction where there is AVX2.
// Integer arithmetic and exact conversions only, so both give the same bits.
#define FOR_THIS_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_THIS_PROCESSOR
#endif

// 1 - u of the places whose occurrences begin at `event`, u as csampling_uniform gives it. A word lies in the lower half of a
// lane; what is above it is left over, and no product reads it.
FOR_THIS_PROCESSOR
static void complements(CSAMPLING_PLACE, double out[CSAMPLING_BATCH]) {
  uint64_t first[CSAMPLING_BATCH], second[CSAMPLING_BATCH], third[CSAMPLING_BATCH], fourth[CSAMPLING_BATCH];
  for (int lane = 0; lane < CSAMPLING_BATCH; lane++) {
    first[lane] = subject;
    second[lane] = subject >> 32;
    third[lane] = event + (uint64_t)lane;
    fourth[lane] = event >> 32;
  }
  uint32_t low = (uint32_t)seed;
  uint32_t high = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    for (int lane = 0; lane < CSAMPLING_BATCH; lane++) {
      const uint64_t even = (uint64_t)0xD2511F53u * (uint32_t)first[lane];
      const uint64_t odd = (uint64_t)0xCD9E8D57u * (uint32_t)third[lane];
      first[lane] = (odd >> 32) ^ second[lane] ^ low;
      second[lane] = odd;
      third[lane] = (even >> 32) ^ fourth[lane] ^ high;
      fourth[lane] = even;
    }
    low += 0x9E3779B9u;
    high += 0xBB67AE85u;
  }
  for (int lane = 0; lane < CSAMPLING_BATCH; lane++) {
    // The upper 52 of the first 64 bits, made a number of [2^52, 2^53) by its exponent: as exact as a conversion.
    const uint64_t bits = (second[lane] << 32 | (uint32_t)first[lane]) >> 12 | 0x4330000000000000u;
    double number;
    memcpy(&number, &bits, sizeof number);
    out[lane] = 1.0 - (number - 0x1p52 + 0.5) * 0x1p-52;
  }
}

void csampling_draw_exponentials(CSAMPLING_PLACE, double mean, double out[CSAMPLING_BATCH]) {
  complements(seed, subject, event, out);
  for (int lane = 0; lane < CSAMPLING_BATCH; lane++) out[lane] = -mean * log(out[lane]);
}
