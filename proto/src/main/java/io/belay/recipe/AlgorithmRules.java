package io.belay.recipe;

import static io.belay.recipe.AlgorithmKeys.ADVANTAGE_NORMALISATION;
import static io.belay.recipe.AlgorithmKeys.BASELINE;
import static io.belay.recipe.AlgorithmKeys.CRITIC_MINIBATCH_SIZE;
import static io.belay.recipe.AlgorithmKeys.DISCOUNT_WEIGHTING;
import static io.belay.recipe.AlgorithmKeys.MINIBATCH_SIZE;
import static io.belay.recipe.Keys.FRAGMENT_LENGTH;
import static io.belay.recipe.Keys.LANES;
import static io.belay.recipe.Keys.PIPELINE;
import static io.belay.recipe.Keys.VISITATION;

import java.util.ArrayList;
import java.util.List;

/** Rules that hold between an algorithm's settings and what is sampled for it. */
final class AlgorithmRules {
  private final int lanes;
  private final int fragmentLength;
  private final List<Violation> violations = new ArrayList<>();

  private AlgorithmRules(int lanes, int fragmentLength) {
    this.lanes = lanes;
    this.fragmentLength = fragmentLength;
  }

  /** The rules that a batch of lanes × fragmentLength steps, sampled in this way, breaks. */
  static List<Violation> broken(
      AlgorithmSettings algorithm,
      int lanes,
      int fragmentLength,
      Visitation visitation,
      boolean pipeline) {
    AlgorithmRules rules = new AlgorithmRules(lanes, fragmentLength);
    rules.pipeline(algorithm, pipeline);
    switch (algorithm) {
      case SampledSettings sampled -> rules.batch(sampled, visitation);
      case ExactSettings _ -> {}
    }
    return rules.violations;
  }

  private void batch(SampledSettings algorithm, Visitation visitation) {
    AdvantageNormalisation normalisation = algorithm.advantage().normalisation();
    switch (algorithm) {
      case PpoSettings ppo -> minibatches(ppo.minibatchSize(), normalisation);
      case A2cSettings a2c -> wholeBatch(a2c.name(), normalisation);
      case ReinforceSettings reinforce -> {
        wholeBatch(reinforce.name(), normalisation);
        criticMinibatches(reinforce.critic());
        baseline(reinforce.baseline());
        discountedOnce(reinforce.discountWeighting(), visitation);
      }
      case NpgSettings npg -> {
        wholeBatch(npg.name(), normalisation);
        criticMinibatches(npg.critic());
      }
      case QnpgSettings qnpg -> {
        wholeBatch(qnpg.name(), normalisation);
        criticMinibatches(qnpg.critic());
      }
      case TrpoSettings trpo -> {
        wholeBatch(trpo.name(), normalisation);
        criticMinibatches(trpo.critic());
      }
    }
  }

  private long batchSize() {
    return (long) lanes * fragmentLength;
  }

  private void pipeline(AlgorithmSettings algorithm, boolean pipeline) {
    require(
        !pipeline || algorithm.largestPolicyLag() >= 1,
        "%s improves the policy that sampled its batch, a pipeline's is one version older"
            .formatted(algorithm.name()),
        List.of(new Violation.Setting(PIPELINE.path(), Boolean.toString(pipeline))),
        "use pipeline = false, or algorithm.name = ppo or a2c");
  }

  private void minibatches(int minibatchSize, AdvantageNormalisation normalisation) {
    boolean fits = minibatchesFit(MINIBATCH_SIZE, minibatchSize);
    boolean alone =
        switch (normalisation) {
          case NONE -> false;
          case MINIBATCH -> minibatchSize == 1 || batchSize() % minibatchSize == 1;
          case BATCH -> batchSize() == 1;
        };
    require(
        !fits || !alone,
        "advantages are normalised over two steps or more, also in the last minibatch of a batch",
        sizes(MINIBATCH_SIZE, minibatchSize),
        "use a minibatch-size that divides %d, or another advantage-normalisation"
            .formatted(batchSize()));
  }

  private void criticMinibatches(CriticFitSettings critic) {
    minibatchesFit(CRITIC_MINIBATCH_SIZE, critic.minibatchSize());
  }

  private boolean minibatchesFit(WholeKey key, int minibatchSize) {
    boolean fits = minibatchSize <= batchSize();
    require(
        fits,
        "a minibatch has at most the lanes × fragment-length steps of a batch",
        sizes(key, minibatchSize),
        "use a minibatch-size from 1 to %d".formatted(batchSize()));
    return fits;
  }

  private void wholeBatch(String algorithm, AdvantageNormalisation normalisation) {
    require(
        normalisation != AdvantageNormalisation.MINIBATCH,
        "%s uses the advantages of a whole batch at once".formatted(algorithm),
        List.of(normalisationSetting(normalisation)),
        "use batch or none");
    require(
        normalisation != AdvantageNormalisation.BATCH || batchSize() > 1,
        "advantages are normalised over two steps or more",
        List.of(
            normalisationSetting(normalisation),
            LANES.setting(lanes),
            FRAGMENT_LENGTH.setting(fragmentLength)),
        "use a longer fragment-length, more lanes, or advantage-normalisation = none");
  }

  private void baseline(Baseline baseline) {
    require(
        baseline != Baseline.BATCH_MEAN || lanes >= 2,
        "a baseline of batch-mean is a mean over other lanes than the one it is subtracted in",
        List.of(
            new Violation.Setting(BASELINE.path(), ChoiceKey.word(baseline)), LANES.setting(lanes)),
        "use 2 lanes or more, or another baseline");
  }

  private void discountedOnce(boolean discountWeighting, Visitation visitation) {
    require(
        !discountWeighting || visitation != Visitation.DISCOUNTED,
        "states are discounted once, by their visitation or by their weight",
        List.of(
            new Violation.Setting(DISCOUNT_WEIGHTING.path(), Boolean.toString(discountWeighting)),
            new Violation.Setting(VISITATION.path(), ChoiceKey.word(visitation))),
        "use discount-weighting = false or visitation = undiscounted");
  }

  private static Violation.Setting normalisationSetting(AdvantageNormalisation normalisation) {
    return new Violation.Setting(ADVANTAGE_NORMALISATION.path(), ChoiceKey.word(normalisation));
  }

  private List<Violation.Setting> sizes(WholeKey key, int minibatchSize) {
    return List.of(
        key.setting(minibatchSize), LANES.setting(lanes), FRAGMENT_LENGTH.setting(fragmentLength));
  }

  private void require(
      boolean holds, String rule, List<Violation.Setting> settings, String remedy) {
    if (!holds) {
      violations.add(new Violation(rule, settings, remedy));
    }
  }
}
