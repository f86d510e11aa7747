package io.belay.worker.rollout;

import io.belay.control.RunSpecification;
import io.belay.kernel.Activation;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.A2cSettings;
import io.belay.recipe.AdvantageEstimator;
import io.belay.recipe.AdvantageNormalisation;
import io.belay.recipe.AdvantageSettings;
import io.belay.recipe.CriticSettings;
import io.belay.recipe.EnvironmentSettings;
import io.belay.recipe.EvaluationSettings;
import io.belay.recipe.FeatureKind;
import io.belay.recipe.FeatureSettings;
import io.belay.recipe.OptimizerKind;
import io.belay.recipe.OptimizerSettings;
import io.belay.recipe.PolicyKind;
import io.belay.recipe.PolicySettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.RestartSettings;
import io.belay.recipe.SamplingSettings;
import io.belay.recipe.Schedule;
import io.belay.recipe.StandardDeviation;
import io.belay.recipe.StepSettings;
import io.belay.recipe.TrainingSettings;
import io.belay.recipe.Visitation;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import java.util.List;

/** A small run of one environment, to sample from. */
record Runs(EnvironmentRegistration registration, RunSpecification specification, Policy policy) {
  static final RestartSettings OWN = new RestartSettings.EnvironmentRestart();

  static Runs of(String id, int lanes, int blockSize, int fragmentLength, Integer... hidden) {
    return of(
        EnvironmentRegistry.discover().lookup(id),
        sampling(lanes, blockSize, fragmentLength, OWN),
        hidden);
  }

  static Runs of(
      EnvironmentRegistration registration, SamplingSettings sampling, Integer... hidden) {
    Recipe recipe =
        new Recipe(
            "test",
            new EnvironmentSettings(registration.spec().id()),
            new PolicySettings(
                PolicyKind.MLP,
                hidden.length == 0 ? List.of(8) : List.of(hidden),
                Activation.TANH,
                new FeatureSettings(FeatureKind.IDENTITY, 1),
                StandardDeviation.INDEPENDENT,
                0,
                false),
            new CriticSettings(List.of(8), Activation.TANH),
            sampling,
            new A2cSettings(
                new AdvantageSettings(
                    0.99, 0.95, AdvantageEstimator.GAE, AdvantageNormalisation.NONE, false),
                new StepSettings(
                    1e-3,
                    Schedule.CONSTANT,
                    0.5,
                    new OptimizerSettings(OptimizerKind.ADAM, 0.9, 0.999, 1e-8, 0, 0.99)),
                0,
                Schedule.CONSTANT,
                0.5),
            new TrainingSettings(1_000, 17, 10, 2),
            new EvaluationSettings(10, true));
    return new Runs(
        registration,
        new RunSpecification("run", recipe, registration.spec()),
        Policy.of(recipe, registration.spec()));
  }

  /** Sampling of whole episodes, of the policy's own version. */
  static SamplingSettings sampling(
      int lanes, int blockSize, int fragmentLength, RestartSettings restart) {
    return new SamplingSettings(
        lanes, blockSize, fragmentLength, restart, Visitation.UNDISCOUNTED, false);
  }

  BlockSampler sampler(int block) {
    return new BlockSampler(specification, block, registration, policy);
  }

  /** A policy with preferences, another for each version. */
  PolicySnapshot snapshot(int version) {
    float[] parameters = policy.initialParameters(version);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.1f * ((i * 31 + version) % 7 - 3);
    }
    return PolicySnapshot.publish(version, parameters, NormaliserStatistics.NONE);
  }
}
