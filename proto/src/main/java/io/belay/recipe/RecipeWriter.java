package io.belay.recipe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a recipe with every setting spelt out, in a fixed order, so that equal recipes give equal
 * text.
 */
final class RecipeWriter {
  private final SettingsWriter settings = new SettingsWriter();

  static String write(Recipe recipe) {
    RecipeWriter writer = new RecipeWriter();
    SettingsWriter settings = writer.settings;
    settings.put(Keys.NAME, recipe.name());
    settings.put(Keys.ENVIRONMENT_ID, recipe.environment().id());
    switch (recipe.algorithm()) {
      case SampledSettings _ -> writer.sampled(recipe);
      case ExactSettings _ -> writer.exact(recipe);
    }
    return settings.text();
  }

  private void sampled(Recipe recipe) {
    policy(recipe.policy());
    settings.put(Keys.CRITIC_HIDDEN, recipe.critic().hidden());
    settings.put(Keys.CRITIC_ACTIVATION, recipe.critic().activation());
    sampling(recipe.sampling());
    new AlgorithmWriter(settings).write(recipe.algorithm());
    settings.put(Keys.ENVIRONMENT_STEPS, recipe.training().environmentSteps());
    training(recipe.training());
    settings.put(Keys.EVALUATION_EPISODES, recipe.evaluation().episodes());
    settings.put(Keys.DETERMINISTIC, recipe.evaluation().deterministic());
  }

  private void exact(Recipe recipe) {
    settings.word(RestartReader.PATH, restart(recipe.sampling().restart()));
    new AlgorithmWriter(settings).write(recipe.algorithm());
    training(recipe.training());
  }

  private void policy(PolicySettings policy) {
    settings.put(Keys.POLICY_KIND, policy.kind());
    settings.put(Keys.POLICY_HIDDEN, policy.hidden());
    settings.put(Keys.POLICY_ACTIVATION, policy.activation());
    settings.put(Keys.FEATURES_KIND, policy.features().kind());
    settings.put(Keys.FEATURES_ORDER, policy.features().order());
    settings.put(Keys.STANDARD_DEVIATION, policy.standardDeviation());
    settings.put(Keys.INITIAL_LOG_STANDARD_DEVIATION, policy.initialLogStandardDeviation());
    settings.put(Keys.NORMALISE_OBSERVATIONS, policy.normaliseObservations());
  }

  private void sampling(SamplingSettings sampling) {
    settings.put(Keys.LANES, sampling.lanes());
    settings.put(Keys.BLOCK_SIZE, sampling.blockSize());
    settings.put(Keys.FRAGMENT_LENGTH, sampling.fragmentLength());
    settings.word(RestartReader.PATH, restart(sampling.restart()));
    settings.put(Keys.VISITATION, sampling.visitation());
    settings.put(Keys.PIPELINE, sampling.pipeline());
  }

  private void training(TrainingSettings training) {
    settings.put(Keys.SEED, training.seed());
    settings.put(Keys.CHECKPOINT_EVERY, training.checkpointEvery());
    settings.put(Keys.CHECKPOINTS_KEPT, training.checkpointsKept());
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
      case RestartSettings.Uniform _ -> ChoiceKey.word(RestartKind.UNIFORM);
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
}
