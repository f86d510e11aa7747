package io.belay.recipe;

/**
 * Natural policy gradient: a step along w = F⁻¹g, the solution of the compatible function
 * approximation E(w·∇log π − A)².
 *
 * <p>Kakade 2001, A Natural Policy Gradient; lecture, Lemma 11.2.
 *
 * @param advantage how A is estimated
 * @param fisher how w is found
 * @param step how far along it
 * @param critic the critic's fit
 */
public record NpgSettings(
    AdvantageSettings advantage,
    FisherSettings fisher,
    NaturalStepSettings step,
    CriticFitSettings critic)
    implements SampledSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "npg";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int largestPolicyLag() {
    return 0;
  }
}
