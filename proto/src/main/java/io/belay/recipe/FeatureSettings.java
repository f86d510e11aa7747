package io.belay.recipe;

import static io.belay.recipe.Keys.FEATURES_ORDER;

/**
 * The features of a log-linear policy.
 *
 * @param kind the map from observation to features
 * @param order degree of the polynomial or order of the Fourier basis, 1 to 16; without effect for
 *     {@link FeatureKind#IDENTITY}
 */
public record FeatureSettings(FeatureKind kind, int order) {

  public FeatureSettings {
    Violation.refuse(new Violation.Collector().check(FEATURES_ORDER, order).all());
  }
}
