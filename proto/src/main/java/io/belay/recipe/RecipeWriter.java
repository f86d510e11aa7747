package io.belay.recipe;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Writes a recipe with every setting spelt out, in a fixed order, so that equal recipes give equal
 * text.
 */
final class RecipeWriter {
  private final StringBuilder text = new StringBuilder();

  static String write(Recipe recipe) {
    RecipeWriter writer = new RecipeWriter();
    writer.line(Keys.NAME.path(), ConfigUtil.quoteString(recipe.name()));
    writer.line(Keys.ENVIRONMENT_ID.path(), ConfigUtil.quoteString(recipe.environment().id()));
    writer.policy(recipe.policy());
    writer.put(Keys.CRITIC_HIDDEN, recipe.critic().hidden());
    writer.put(Keys.CRITIC_ACTIVATION, recipe.critic().activation());
    writer.sampling(recipe.sampling());
    writer.line(RecipeReader.ALGORITHM_NAME, recipe.algorithm().name());
    switch (recipe.algorithm()) {
      case PpoSettings ppo -> writer.ppo(ppo);
      default -> throw new IllegalStateException(recipe.algorithm().name());
    }
    writer.training(recipe.training());
    writer.put(Keys.EVALUATION_EPISODES, recipe.evaluation().episodes());
    writer.put(Keys.DETERMINISTIC, recipe.evaluation().deterministic());
    return writer.text.toString();
  }

  private void policy(PolicySettings policy) {
    put(Keys.POLICY_KIND, policy.kind());
    put(Keys.POLICY_HIDDEN, policy.hidden());
    put(Keys.POLICY_ACTIVATION, policy.activation());
    put(Keys.FEATURES_KIND, policy.features().kind());
    put(Keys.FEATURES_ORDER, policy.features().order());
    put(Keys.STANDARD_DEVIATION, policy.standardDeviation());
    put(Keys.INITIAL_LOG_STANDARD_DEVIATION, policy.initialLogStandardDeviation());
    put(Keys.NORMALISE_OBSERVATIONS, policy.normaliseObservations());
  }

  private void sampling(SamplingSettings sampling) {
    put(Keys.LANES, sampling.lanes());
    put(Keys.BLOCK_SIZE, sampling.blockSize());
    put(Keys.FRAGMENT_LENGTH, sampling.fragmentLength());
    line(RestartReader.PATH, restart(sampling.restart()));
    put(Keys.VISITATION, sampling.visitation());
    put(Keys.PIPELINE, sampling.pipeline());
  }

  private void ppo(PpoSettings ppo) {
    advantage(ppo.advantage());
    step(AlgorithmKeys.STEP, ppo.step());
    put(AlgorithmKeys.EPOCHS, ppo.epochs());
    put(AlgorithmKeys.MINIBATCH_SIZE, ppo.minibatchSize());
    put(AlgorithmKeys.CLIP_RANGE, ppo.clipRange());
    put(AlgorithmKeys.CLIP_RANGE_SCHEDULE, ppo.clipRangeSchedule());
    put(AlgorithmKeys.VALUE_CLIP_RANGE, ppo.valueClipRange());
    put(AlgorithmKeys.ENTROPY_COEFFICIENT, ppo.entropyCoefficient());
    put(AlgorithmKeys.ENTROPY_COEFFICIENT_SCHEDULE, ppo.entropyCoefficientSchedule());
    put(AlgorithmKeys.VALUE_COEFFICIENT, ppo.valueCoefficient());
    put(AlgorithmKeys.TARGET_KL, ppo.targetKl());
  }

  private void advantage(AdvantageSettings advantage) {
    put(AlgorithmKeys.DISCOUNT, advantage.discount());
    put(AlgorithmKeys.GAE_LAMBDA, advantage.gaeLambda());
    put(AlgorithmKeys.ADVANTAGE_ESTIMATOR, advantage.estimator());
    put(AlgorithmKeys.ADVANTAGE_NORMALISATION, advantage.normalisation());
    put(AlgorithmKeys.NORMALISE_REWARDS, advantage.normaliseRewards());
  }

  private void step(StepKeys keys, StepSettings step) {
    put(keys.learningRate, step.learningRate());
    put(keys.learningRateSchedule, step.learningRateSchedule());
    put(
        keys.maxGradientNorm,
        Double.isFinite(step.maxGradientNorm())
            ? OptionalDouble.of(step.maxGradientNorm())
            : OptionalDouble.empty());
    OptimizerSettings optimizer = step.optimizer();
    put(keys.optimizerKind, optimizer.kind());
    put(keys.beta1, optimizer.beta1());
    put(keys.beta2, optimizer.beta2());
    put(keys.epsilon, optimizer.epsilon());
    put(keys.momentum, optimizer.momentum());
    put(keys.decay, optimizer.decay());
  }

  private void training(TrainingSettings training) {
    put(Keys.ENVIRONMENT_STEPS, training.environmentSteps());
    put(Keys.SEED, training.seed());
    put(Keys.CHECKPOINT_EVERY, training.checkpointEvery());
    put(Keys.CHECKPOINTS_KEPT, training.checkpointsKept());
  }

  private static String restart(RestartSettings restart) {
    String kind = "{ kind = " + ChoiceKey.word(RestartKind.of(restart));
    return switch (restart) {
      case RestartSettings.EnvironmentRestart _ -> ChoiceKey.word(RestartKind.ENVIRONMENT);
      case RestartSettings.FixedState fixed -> kind + ", state = " + list(fixed.state()) + " }";
      case RestartSettings.WeightedStates weighted ->
          kind
              + ", states = "
              + weighted.states().stream()
                  .map(RecipeWriter::list)
                  .collect(Collectors.joining(", ", "[", "]"))
              + ", weights = "
              + list(weighted.weights())
              + " }";
      case RestartSettings.UniformBox box ->
          kind + ", low = " + list(box.low()) + ", high = " + list(box.high()) + " }";
      case RestartSettings.Mixture mixture ->
          kind
              + ", probability = "
              + mixture.probability()
              + ", distribution = "
              + restart(mixture.distribution())
              + " }";
      case RestartSettings.VisitedStates visited ->
          kind
              + ", probability = "
              + visited.probability()
              + ", capacity = "
              + visited.capacity()
              + " }";
    };
  }

  private static String list(List<?> numbers) {
    return numbers.toString();
  }

  private void put(WholeKey key, long value) {
    line(key.path(), Long.toString(value));
  }

  private void put(RealKey key, double value) {
    line(key.path(), Double.toString(value));
  }

  private void put(RealKey key, OptionalDouble value) {
    line(
        key.path(), value.isPresent() ? Double.toString(value.getAsDouble()) : SettingsReader.NONE);
  }

  private void put(FlagKey key, boolean value) {
    line(key.path(), Boolean.toString(value));
  }

  private void put(WholeListKey key, List<Integer> value) {
    line(key.path(), list(value));
  }

  private <E extends Enum<E>> void put(ChoiceKey<E> key, E value) {
    line(key.path(), ChoiceKey.word(value));
  }

  private void line(String path, String value) {
    text.append(path).append(" = ").append(value).append('\n');
  }
}
