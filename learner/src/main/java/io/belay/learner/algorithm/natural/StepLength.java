package io.belay.learner.algorithm.natural;

import io.belay.recipe.NaturalStepSettings;

/** How far NPG and Q-NPG go along w, without looking at what comes of it. */
public final class StepLength {

  private StepLength() {}

  /**
   * η as the recipe has it: fixed, or √(2δ ÷ wᵀFw), at which the quadratic model of the divergence,
   * ½ (ηw)ᵀF(ηw), is δ; see {@link #within}.
   */
  public static double of(NaturalStepSettings settings, NaturalAscent ascent) {
    return switch (settings.rule()) {
      case FIXED -> settings.stepSize();
      case NORMALISED -> within(settings.trustRegionRadius(), ascent.curvature());
    };
  }

  /**
   * √(2δ ÷ q), the η at which ½ η² q = δ.
   *
   * <p>The factor 2 is that of the constraint's ½: the largest step with ½ ΔᵀFΔ ≤ δ along w is Δ =
   * η w with η² wᵀFw = 2δ. The lecture's slide on TRPO prints √(δ ÷ gᵀF⁻¹g) beside the constraint ½
   * ΔᵀFΔ ≤ δ, which would reach half of δ; Schulman et al., <a
   * href="https://arxiv.org/abs/1502.05477">Trust Region Policy Optimization</a>, appendix C, has
   * √(2δ ÷ sᵀAs).
   *
   * @param radius δ
   * @param quadratic q
   * @return not a finite number where q is not above 0
   */
  public static double within(double radius, double quadratic) {
    return Math.sqrt(2 * radius / quadratic);
  }
}
