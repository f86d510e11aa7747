package io.belay.coordinator.page.history;

/**
 * A figure's values, bucket by bucket; NaN where a bucket has none. Arrays are handed over.
 *
 * @param means mean of the values that fell into a bucket
 * @param least the least of them
 * @param greatest the greatest of them
 */
public record Curve(double[] means, double[] least, double[] greatest) {}
