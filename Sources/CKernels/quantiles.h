// Quantiles that cannot cross, and their loss. A line holds [quantile][step ahead], then padding.
//
// The anchor is said directly; v[q] = v[q - 1] + distance[q] above it, v[q + 1] - distance[q] below.

void NAME(quantiles_forward)(
  float *values, const float *distances, int lines, int width, int horizon, int count, int anchor
) {
  for (int line = 0; line < lines; line++, values += width, distances += width) {
    for (long k = 0, n; k < horizon; k += n) {
      n = REST(horizon, k);
      const vec middle = load_some(values + anchor * horizon + k, n);
      vec value = middle;
      for (int q = anchor + 1; q < count; q++) {
        value = value + load_some(distances + q * horizon + k, n);
        store_some(values + q * horizon + k, value, n);
      }
      value = middle;
      for (int q = anchor - 1; q >= 0; q--) {
        value = value - load_some(distances + q * horizon + k, n);
        store_some(values + q * horizon + k, value, n);
      }
    }
  }
}

/// A distance moves its own quantile and all beyond it, the anchor moves all.
void NAME(quantiles_backward)(
  float *gradients, const float *slopes, int lines, int width, int horizon, int count, int anchor
) {
  for (int line = 0; line < lines; line++, gradients += width, slopes += width) {
    for (long k = 0, n; k < horizon; k += n) {
      n = REST(horizon, k);
      vec above = splat(0), below = splat(0);
      for (int q = count - 1; q > anchor; q--) {
        above = above + load_some(gradients + q * horizon + k, n);
        store_some(
          gradients + q * horizon + k, above * load_some(slopes + q * horizon + k, n), n);
      }
      for (int q = 0; q < anchor; q++) {
        below = below + load_some(gradients + q * horizon + k, n);
        store_some(
          gradients + q * horizon + k, -below * load_some(slopes + q * horizon + k, n), n);
      }
      float *middle = gradients + anchor * horizon + k;
      store_some(middle, load_some(middle, n) + above + below, n);
    }
  }
}

double NAME(pinball)(
  float *predictions, const float *targets, const float *weights, int horizon, int count,
  const float *quantiles, float scale
) {
  vec sum = splat(0);
  for (long k = 0, n; k < horizon; k += n) {
    n = REST(horizon, k);
    const vec weight = load_some(weights + k, n), target = load_some(targets + k, n);
    const ivec counts = weight != splat(0);
    vec loss = splat(0);
    for (int q = 0; q < count; q++) {
      float *place = predictions + q * horizon + k;
      const vec d = target - load_some(place, n);
      // Where d is 0 the slope is 0; where it is NaN, NaN.
      vec slope = choose(d > splat(0), splat(-quantiles[q]), d);
      slope = choose(d < splat(0), splat(1 - quantiles[q]), slope);
      loss = loss - slope * d;
      store_some(place, choose(counts, splat(scale) * weight * slope, splat(0)), n);
    }
    sum = sum + choose(counts, weight * loss, splat(0));
  }
  double total = 0;
  for (int j = 0; j < V; j++) total += sum[j];
  return total;
}
