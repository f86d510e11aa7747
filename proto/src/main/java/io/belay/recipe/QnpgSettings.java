package io.belay.recipe;

/**
 * Q-natural policy gradient: NPG whose regression is on Q, with the features of the log-linear
 * class in place of ∇log π.
 *
 * <p>Agarwal, Jiang, Kakade and Sun, Reinforcement Learning: Theory and Algorithms, section 11.4.
 *
 * @param advantage how A is estimated, of which Q is the sum with V
 * @param fisher how the regression is solved; F is the features' second moment
 * @param step how far along its solution
 * @param critic the critic's fit
 */
public record QnpgSettings(
    AdvantageSettings advantage,
    FisherSettings fisher,
    NaturalStepSettings step,
    CriticFitSettings critic)
    implements SampledSettings {

  /** Value of {@code algorithm.name}. */
  static final String NAME = "qnpg";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int largestPolicyLag() {
    return 0;
  }
}
