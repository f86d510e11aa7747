package io.belay.recipe;

import static io.belay.recipe.Keys.FEATURES_ORDER;

import java.util.List;

/**
 * The features of a log-linear policy.
 *
 * @param kind the map from observation to features
 * @param order degree of the polynomial or order of the Fourier basis, 1 to 16; without effect for
 *     {@link FeatureKind#IDENTITY}
 */
public record FeatureSettings(FeatureKind kind, int order) {

  public FeatureSettings {
    Violation.refuse(violations(order));
  }

  static List<Violation> violations(int order) {
    return new Violation.Collector().check(FEATURES_ORDER, order).all();
  }
}
