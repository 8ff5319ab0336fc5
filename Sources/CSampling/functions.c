// Distribution functions, their inverses, and moments of truncated laws. Called when a distribution is built, when a
// truncated one is inverted, and by statistics; never in the untruncated sampling path.
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <limits.h>
#include <math.h>

#include "CSampling.h"

static bool is_count(csampling_law law) { return law >= csampling_poisson; }

// The regularised incomplete beta function by its continued fraction (modified Lentz; DLMF 8.17.22), for
// x < (a + 1) / (a + b + 2), where it converges in some sqrt(max(a, b)) terms. GSL stops after 512 and returns NaN.
static double beta_fraction(double x, double a, double b) {
  const double tiny = 1e-300;
  double c = 1.0;
  double d = 1.0 - (a + b) * x / (a + 1.0);
  d = 1.0 / (fabs(d) < tiny ? tiny : d);
  double value = d;
  for (int m = 1; m <= 200000; m++) {
    const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    const double terms[2] = {even, odd};
    double factor = 1.0;
    for (int i = 0; i < 2; i++) {
      d = 1.0 + terms[i] * d;
      c = 1.0 + terms[i] / c;
      d = 1.0 / (fabs(d) < tiny ? tiny : d);
      c = fabs(c) < tiny ? tiny : c;
      factor = c * d;
      value *= factor;
    }
    if (fabs(factor - 1.0) < 4.0 * DBL_EPSILON) break;
  }
  return value * exp(a * log(x) + b * log1p(-x) - gsl_sf_lnbeta(a, b)) / a;
}

// P(X <= x) of a beta law given x and 1 - x, both of which a caller may know better than by subtraction.
static double beta_lower(double x, double complement, double a, double b) {
  if (x <= 0.0) return 0.0;
  if (complement <= 0.0) return 1.0;
  return x < (a + 1.0) / (a + b + 2.0) ? beta_fraction(x, a, b) : 1.0 - beta_fraction(complement, b, a);
}

static double beta_upper(double x, double complement, double a, double b) { return beta_lower(complement, x, b, a); }

// x^a exp(-x) / gamma(a + 1). For large a the powers are huge and nearly cancel, so their ratio to the maximum is taken.
static double gamma_front(double x, double a) {
  if (a < 10.0) return exp(a * log(x) - x - gsl_sf_lngamma(a + 1.0));
  const double scaled = a * gsl_sf_log_1plusx_mx((x - a) / a);
  return exp(scaled) / (sqrt(2.0 * M_PI * a) * gsl_sf_gammastar(a));
}

// The regularised incomplete gamma function: P by its series below a + 1 and Q by its continued fraction above, both
// of which end after some sqrt(a) terms there. GSL's own jumps by percents at shapes of a million.
static double gamma_tail(double x, double a, bool above) {
  if (x <= 0.0) return above ? 1.0 : 0.0;
  if (isinf(x)) return above ? 0.0 : 1.0;
  if (x < a + 1.0) {
    double term = 1.0;
    double sum = 1.0;
    for (double n = a + 1.0; term > DBL_EPSILON * 0.1 * sum; n += 1.0) {
      term *= x / n;
      sum += term;
    }
    const double below = fmin(gamma_front(x, a) * sum, 1.0);
    return above ? 1.0 - below : below;
  }
  const double tiny = 1e-300;
  double b = x + 1.0 - a;
  double c = 1.0 / tiny;
  double d = 1.0 / b;
  double value = d;
  for (double n = 1.0; n <= 1e6; n += 1.0) {
    const double numerator = -n * (n - a);
    b += 2.0;
    d = numerator * d + b;
    c = b + numerator / c;
    d = 1.0 / (fabs(d) < tiny ? tiny : d);
    c = fabs(c) < tiny ? tiny : c;
    value *= c * d;
    if (fabs(c * d - 1.0) < 2.0 * DBL_EPSILON) break;
  }
  const double beyond = fmin(gamma_front(x, a) * a * value, 1.0);
  return above ? beyond : 1.0 - beyond;
}

static double standardized(double x, double mean, double deviation) { return (x - mean) / deviation; }

// GSL counts in unsigned int; everything beyond it is certainty.
static double count_lower(csampling_law law, double x, double first, double second) {
  const double whole = floor(x);
  if (whole < 0.0) return 0.0;
  if (whole >= (double)UINT_MAX) return 1.0;
  const unsigned int k = (unsigned int)whole;
  switch (law) {
    case csampling_poisson: return gamma_tail(first, whole + 1.0, true);
    case csampling_binomial: return whole >= first ? 1.0 : beta_upper(second, 1.0 - second, whole + 1.0, first - whole);
    case csampling_negative_binomial: return beta_lower(second, 1.0 - second, first, whole + 1.0);
    case csampling_geometric: return k == 0 ? 0.0 : -expm1(whole * log1p(-first));
    default: return NAN;
  }
}

static double count_upper(csampling_law law, double x, double first, double second) {
  const double whole = floor(x);
  if (whole < 0.0) return 1.0;
  if (whole >= (double)UINT_MAX) return 0.0;
  const unsigned int k = (unsigned int)whole;
  switch (law) {
    case csampling_poisson: return gamma_tail(first, whole + 1.0, false);
    case csampling_binomial: return whole >= first ? 0.0 : beta_lower(second, 1.0 - second, whole + 1.0, first - whole);
    case csampling_negative_binomial: return beta_upper(second, 1.0 - second, first, whole + 1.0);
    case csampling_geometric: return exp(whole * log1p(-first));
    default: return NAN;
  }
}

double csampling_lower(csampling_law law, double x, double first, double second) {
  if (x == INFINITY) return 1.0;
  if (x == -INFINITY) return 0.0;
  if (is_count(law)) return count_lower(law, x, first, second);
  if (x <= 0.0 && law != csampling_gaussian) return 0.0;
  switch (law) {
    case csampling_exponential: return -expm1(-x / first);
    case csampling_gamma: return gamma_tail(x / second, first, false);
    case csampling_weibull: return -expm1(-pow(x / second, first));
    case csampling_lognormal: return gsl_cdf_ugaussian_P(standardized(log(x), first, second));
    case csampling_pareto: return x <= second ? 0.0 : -expm1(first * log(second / x));
    case csampling_beta: return beta_lower(x, 1.0 - x, first, second);
    case csampling_gaussian: return gsl_cdf_ugaussian_P(standardized(x, first, second));
    default: return NAN;
  }
}

double csampling_upper(csampling_law law, double x, double first, double second) {
  if (x == INFINITY) return 0.0;
  if (x == -INFINITY) return 1.0;
  if (is_count(law)) return count_upper(law, x, first, second);
  if (x <= 0.0 && law != csampling_gaussian) return 1.0;
  switch (law) {
    case csampling_exponential: return exp(-x / first);
    case csampling_gamma: return gamma_tail(x / second, first, true);
    case csampling_weibull: return exp(-pow(x / second, first));
    case csampling_lognormal: return gsl_cdf_ugaussian_Q(standardized(log(x), first, second));
    case csampling_pareto: return x <= second ? 1.0 : pow(second / x, first);
    case csampling_beta: return beta_upper(x, 1.0 - x, first, second);
    case csampling_gaussian: return gsl_cdf_ugaussian_Q(standardized(x, first, second));
    default: return NAN;
  }
}

// Whether x lies at or beyond the quantile: P(X <= x) >= p, or P(X > x) <= p when `above`.
static bool reaches(csampling_law law, double x, double p, bool above, double first, double second) {
  return above ? csampling_upper(law, x, first, second) <= p : csampling_lower(law, x, first, second) >= p;
}

// Bisection between 0 and a bound found by doubling: a few hundred steps at most, whatever the parameters.
static double search(csampling_law law, double p, bool above, double first, double second) {
  double low = is_count(law) ? -1.0 : 0.0;
  double high = 1.0;
  while (high < 0x1p200 && !reaches(law, high, p, above, first, second)) {
    low = high;
    high *= 2.0;
  }
  for (int step = 0; step < 200; step++) {
    const double middle = is_count(law) ? floor(low + (high - low) / 2.0) : low + (high - low) / 2.0;
    if (middle <= low || middle >= high) break;
    if (reaches(law, middle, p, above, first, second)) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return high;
}

// GSL inverts gamma and beta by Newton steps that may give up; what it finds is checked before it is believed.
static double checked(double x, csampling_law law, double p, bool above, double first, double second) {
  const double back = above ? csampling_upper(law, x, first, second) : csampling_lower(law, x, first, second);
  if (isfinite(x) && fabs(back - p) <= 1e-10 * p) return x;
  return search(law, p, above, first, second);
}

double csampling_lower_inverse(csampling_law law, double p, double first, double second) {
  switch (law) {
    case csampling_exponential: return -first * log1p(-p);
    case csampling_weibull: return second * pow(-log1p(-p), 1.0 / first);
    case csampling_lognormal: return exp(first + second * gsl_cdf_ugaussian_Pinv(p));
    case csampling_pareto: return second * exp(-log1p(-p) / first);
    case csampling_gaussian: return first + second * gsl_cdf_ugaussian_Pinv(p);
    case csampling_gamma:
      if (p <= 0.0) return 0.0;
      if (p >= 1.0) return INFINITY;
      return checked(gsl_cdf_gamma_Pinv(p, first, second), law, p, false, first, second);
    case csampling_beta:
      if (p <= 0.0) return 0.0;
      if (p >= 1.0) return 1.0;
      return checked(gsl_cdf_beta_Pinv(p, first, second), law, p, false, first, second);
    default: return p >= 1.0 && law != csampling_binomial ? INFINITY : search(law, p, false, first, second);
  }
}

double csampling_upper_inverse(csampling_law law, double q, double first, double second) {
  switch (law) {
    case csampling_exponential: return -first * log(q);
    case csampling_weibull: return second * pow(-log(q), 1.0 / first);
    case csampling_lognormal: return exp(first + second * gsl_cdf_ugaussian_Qinv(q));
    case csampling_pareto: return second * pow(q, -1.0 / first);
    case csampling_gaussian: return first + second * gsl_cdf_ugaussian_Qinv(q);
    case csampling_gamma:
      if (q >= 1.0) return 0.0;
      if (q <= 0.0) return INFINITY;
      return checked(gsl_cdf_gamma_Qinv(q, first, second), law, q, true, first, second);
    case csampling_beta:
      if (q >= 1.0) return 0.0;
      if (q <= 0.0) return 1.0;
      return checked(gsl_cdf_beta_Qinv(q, first, second), law, q, true, first, second);
    default: return q <= 0.0 && law != csampling_binomial ? INFINITY : search(law, q, true, first, second);
  }
}

double csampling_mass(csampling_law law, double x, double first, double second) {
  const unsigned int k = (unsigned int)x;
  switch (law) {
    case csampling_poisson: return gsl_ran_poisson_pdf(k, first);
    case csampling_binomial: return gsl_ran_binomial_pdf(k, second, (unsigned int)first);
    case csampling_negative_binomial: return gsl_ran_negative_binomial_pdf(k, second, first);
    case csampling_geometric: return k == 0 ? 0.0 : first * exp((x - 1.0) * log1p(-first));
    default: return NAN;
  }
}

double csampling_exp(double x) { return exp(x); }
double csampling_expm1(double x) { return expm1(x); }
double csampling_log(double x) { return log(x); }
double csampling_log1p(double x) { return log1p(x); }
double csampling_pow(double x, double y) { return pow(x, y); }
double csampling_log_gamma(double x) { return gsl_sf_lngamma(x); }
double csampling_normal_quantile(double p) { return gsl_cdf_ugaussian_Pinv(p); }
double csampling_t_quantile(double p, double degrees) { return gsl_cdf_tdist_Pinv(p, degrees); }
