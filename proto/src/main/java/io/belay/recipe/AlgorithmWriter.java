package io.belay.recipe;

import java.util.OptionalDouble;

/**
 * Writes the settings below {@code algorithm}; each group that algorithms share in one place. The
 * order is that of {@link AlgorithmKeys}.
 */
final class AlgorithmWriter {
  private final SettingsWriter settings;

  AlgorithmWriter(SettingsWriter settings) {
    this.settings = settings;
  }

  void write(AlgorithmSettings algorithm) {
    settings.word(RecipeReader.ALGORITHM_NAME, algorithm.name());
    switch (algorithm) {
      case ReinforceSettings reinforce -> reinforce(reinforce);
      case A2cSettings a2c -> a2c(a2c);
      case NpgSettings npg -> {
        advantage(npg.advantage());
        natural(npg.fisher(), npg.step(), npg.critic());
      }
      case QnpgSettings qnpg -> {
        advantage(qnpg.advantage());
        natural(qnpg.fisher(), qnpg.step(), qnpg.critic());
      }
      case TrpoSettings trpo -> trpo(trpo);
      case PpoSettings ppo -> ppo(ppo);
      case ExactSettings exact -> exact(exact);
    }
  }

  private void exact(ExactSettings exact) {
    settings.put(ExactKeys.DISCOUNT, exact.discount());
    settings.put(ExactKeys.ITERATIONS, exact.iterations());
    switch (exact) {
      case ExactPolicyGradientSettings it -> settings.put(ExactKeys.STEP_SIZE, it.stepSize());
      case LogBarrierSettings it -> {
        settings.put(ExactKeys.STEP_SIZE, it.stepSize());
        settings.put(ExactKeys.BARRIER, it.barrier());
        settings.put(ExactKeys.ACCURACY, it.accuracy());
      }
      case ExactNpgSettings it -> settings.put(ExactKeys.STEP_SIZE, it.stepSize());
      case SoftPolicyIterationSettings it -> settings.put(ExactKeys.STEP_SIZE, it.stepSize());
      case ExactTrpoSettings it ->
          settings.put(ExactKeys.TRUST_REGION_RADIUS, it.trustRegionRadius());
      case CpiSettings _, PolicyIterationSettings _ -> {}
    }
  }

  private void reinforce(ReinforceSettings reinforce) {
    rewardToGo(reinforce.advantage());
    step(AlgorithmKeys.STEP, reinforce.step());
    settings.put(AlgorithmKeys.BASELINE, reinforce.baseline());
    settings.put(AlgorithmKeys.DISCOUNT_WEIGHTING, reinforce.discountWeighting());
    entropy(reinforce.entropyCoefficient(), reinforce.entropyCoefficientSchedule());
    criticFit(reinforce.critic());
  }

  private void a2c(A2cSettings a2c) {
    advantage(a2c.advantage());
    step(AlgorithmKeys.STEP, a2c.step());
    entropy(a2c.entropyCoefficient(), a2c.entropyCoefficientSchedule());
    settings.put(AlgorithmKeys.VALUE_COEFFICIENT, a2c.valueCoefficient());
  }

  private void natural(FisherSettings fisher, NaturalStepSettings step, CriticFitSettings critic) {
    fisher(fisher);
    settings.put(AlgorithmKeys.STEP_RULE, step.rule());
    settings.put(AlgorithmKeys.STEP_SIZE, step.stepSize());
    settings.put(AlgorithmKeys.TRUST_REGION_RADIUS, step.trustRegionRadius());
    criticFit(critic);
  }

  private void trpo(TrpoSettings trpo) {
    advantage(trpo.advantage());
    fisher(trpo.fisher());
    settings.put(AlgorithmKeys.TRUST_REGION_RADIUS, trpo.trustRegionRadius());
    settings.put(AlgorithmKeys.LINE_SEARCH_STEPS, trpo.lineSearchSteps());
    settings.put(AlgorithmKeys.LINE_SEARCH_SHRINK, trpo.lineSearchShrink());
    criticFit(trpo.critic());
  }

  private void ppo(PpoSettings ppo) {
    advantage(ppo.advantage());
    step(AlgorithmKeys.STEP, ppo.step());
    settings.put(AlgorithmKeys.EPOCHS, ppo.epochs());
    settings.put(AlgorithmKeys.MINIBATCH_SIZE, ppo.minibatchSize());
    settings.put(AlgorithmKeys.CLIP_RANGE, ppo.clipRange());
    settings.put(AlgorithmKeys.CLIP_RANGE_SCHEDULE, ppo.clipRangeSchedule());
    settings.put(AlgorithmKeys.VALUE_CLIP_RANGE, ppo.valueClipRange());
    entropy(ppo.entropyCoefficient(), ppo.entropyCoefficientSchedule());
    settings.put(AlgorithmKeys.VALUE_COEFFICIENT, ppo.valueCoefficient());
    settings.put(AlgorithmKeys.TARGET_KL, ppo.targetKl());
  }

  private void advantage(AdvantageSettings advantage) {
    settings.put(AlgorithmKeys.DISCOUNT, advantage.discount());
    settings.put(AlgorithmKeys.GAE_LAMBDA, advantage.gaeLambda());
    settings.put(AlgorithmKeys.ADVANTAGE_ESTIMATOR, advantage.estimator());
    normalisation(advantage);
  }

  private void rewardToGo(AdvantageSettings advantage) {
    settings.put(AlgorithmKeys.DISCOUNT, advantage.discount());
    normalisation(advantage);
  }

  private void normalisation(AdvantageSettings advantage) {
    settings.put(AlgorithmKeys.ADVANTAGE_NORMALISATION, advantage.normalisation());
    settings.put(AlgorithmKeys.NORMALISE_REWARDS, advantage.normaliseRewards());
  }

  private void step(StepKeys keys, StepSettings step) {
    settings.put(keys.learningRate, step.learningRate());
    settings.put(keys.learningRateSchedule, step.learningRateSchedule());
    settings.put(
        keys.maxGradientNorm,
        Double.isFinite(step.maxGradientNorm())
            ? OptionalDouble.of(step.maxGradientNorm())
            : OptionalDouble.empty());
    OptimizerSettings optimizer = step.optimizer();
    settings.put(keys.optimizerKind, optimizer.kind());
    settings.put(keys.beta1, optimizer.beta1());
    settings.put(keys.beta2, optimizer.beta2());
    settings.put(keys.epsilon, optimizer.epsilon());
    settings.put(keys.momentum, optimizer.momentum());
    settings.put(keys.decay, optimizer.decay());
  }

  private void entropy(double coefficient, Schedule schedule) {
    settings.put(AlgorithmKeys.ENTROPY_COEFFICIENT, coefficient);
    settings.put(AlgorithmKeys.ENTROPY_COEFFICIENT_SCHEDULE, schedule);
  }

  private void criticFit(CriticFitSettings critic) {
    settings.put(AlgorithmKeys.CRITIC_EPOCHS, critic.epochs());
    settings.put(AlgorithmKeys.CRITIC_MINIBATCH_SIZE, critic.minibatchSize());
    step(AlgorithmKeys.CRITIC_STEP, critic.step());
  }

  private void fisher(FisherSettings fisher) {
    settings.put(AlgorithmKeys.FISHER_DAMPING, fisher.damping());
    settings.put(AlgorithmKeys.FISHER_FRACTION, fisher.fraction());
    settings.put(AlgorithmKeys.CONJUGATE_GRADIENT_ITERATIONS, fisher.iterations());
    settings.put(AlgorithmKeys.CONJUGATE_GRADIENT_TOLERANCE, fisher.tolerance());
    settings.put(AlgorithmKeys.RESIDUAL_LIMIT, fisher.residualLimit());
  }
}
