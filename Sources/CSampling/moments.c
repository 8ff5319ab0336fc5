// Mean and variance of truncated laws by integrating their tails. The integrands can be singular at an end (a gamma
// of small shape) or have all their mass in a sliver of the range, and a range may be infinite; double-exponential
// rules cope with all three because their nodes crowd towards the ends.
#include <math.h>

#include "CSampling.h"

typedef struct {
  csampling_law law;
  double first, second;
  double minimum, maximum;
  double kept;         // P(minimum <= X <= maximum)
  double below_minimum;  // P(X < minimum)
  double above_maximum;  // P(X > maximum)
  double center;
  bool above;  // integrate the tail above the center, or the one below it
} tail;

// The two integrands at a distance from the center: the tail's probability, and twice its distance times that.
static void integrands(const tail *at, double distance, double out[2]) {
  const double x = at->above ? at->center + distance : at->center - distance;
  const double rest = at->above ? csampling_upper(at->law, x, at->first, at->second) - at->above_maximum
                                : csampling_lower(at->law, x, at->first, at->second) - at->below_minimum;
  const double probability = rest > 0.0 ? rest / at->kept : 0.0;
  out[0] = probability;
  out[1] = 2.0 * distance * probability;
}

// The rule's node and weight at t, for distances in (0, length); with an infinite length, in (0, infinity) with
// most nodes around `scale`.
static void node(double t, double length, double scale, double *distance, double *weight) {
  const double half_pi = 1.57079632679489661923;
  const double s = half_pi * sinh(t);
  if (isinf(length)) {
    *distance = scale * exp(s);
    *weight = *distance * half_pi * cosh(t);
  } else {
    const double e = exp(-2.0 * fabs(s));
    const double fraction = s < 0.0 ? e / (1.0 + e) : 1.0 / (1.0 + e);
    *distance = length * fraction;
    *weight = length * half_pi * cosh(t) * 2.0 * e / ((1.0 + e) * (1.0 + e));
  }
}

// Halves the step until two sums agree, at most ten times (some ten thousand evaluations).
static void integrate(const tail *at, double length, double scale, double out[2]) {
  out[0] = out[1] = 0.0;
  if (length <= 0.0) return;
  const double reach = 4.5;
  double sums[2] = {0.0, 0.0};
  double step = 0.5;
  for (int level = 0; level < 10; level++) {
    const double stride = level == 0 ? step : 2.0 * step;
    const double start = level == 0 ? -reach : -reach + step;
    for (double t = start; t <= reach; t += stride) {
      double distance, weight, values[2];
      node(t, length, scale, &distance, &weight);
      if (!(weight > 0.0) || isinf(distance) || isinf(weight)) continue;
      integrands(at, distance, values);
      if (isfinite(weight * values[0])) sums[0] += weight * values[0];
      if (isfinite(weight * values[1])) sums[1] += weight * values[1];
    }
    const double now[2] = {sums[0] * step, sums[1] * step};
    const bool settled = fabs(now[0] - out[0]) <= 1e-13 * now[0] && fabs(now[1] - out[1]) <= 1e-13 * now[1];
    out[0] = now[0];
    out[1] = now[1];
    if (level > 2 && settled) return;
    step /= 2.0;
  }
}

csampling_moments csampling_truncated(
    csampling_law law, double first, double second, double minimum, double maximum, double kept) {
  tail at = {.law = law, .first = first, .second = second, .minimum = minimum, .maximum = maximum, .kept = kept};
  at.below_minimum = csampling_lower(law, minimum, first, second);
  at.above_maximum = csampling_upper(law, maximum, first, second);
  // The quarters of what is kept, taken from the side of the smaller probability.
  const bool from_above = at.below_minimum > 0.5;
  double quarter[3];
  for (int i = 0; i < 3; i++) {
    const double share = 0.25 * (i + 1);
    quarter[i] = from_above
                     ? csampling_upper_inverse(law, at.above_maximum + (1.0 - share) * kept, first, second)
                     : csampling_lower_inverse(law, at.below_minimum + share * kept, first, second);
  }
  at.center = quarter[1];
  double above[2], below[2];
  at.above = true;
  integrate(&at, maximum - at.center, quarter[2] - quarter[1], above);
  at.above = false;
  // No tail is left below the law's own least value, wherever the limit was set; a kink there would cost digits.
  const double least = law == csampling_gaussian ? -INFINITY : law == csampling_pareto ? second : 0.0;
  integrate(&at, at.center - fmax(minimum, least), quarter[1] - quarter[0], below);
  const double shift = above[0] - below[0];
  csampling_moments moments = {at.center + shift, above[1] + below[1] - shift * shift};
  return moments;
}
