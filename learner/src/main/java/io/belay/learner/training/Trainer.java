package io.belay.learner.training;

import io.belay.control.PolicyTable;
import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.learner.advantage.GeneralizedAdvantage;
import io.belay.learner.advantage.RewardToGo;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Update;
import io.belay.learner.parallel.Crew;
import io.belay.policy.ActionDistribution;
import io.belay.policy.Critic;
import io.belay.policy.DiagonalGaussian;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.policy.PolicyIdentity;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.AdvantageSettings;
import io.belay.recipe.SampledSettings;
import io.belay.trajectory.BlockStamp;
import io.belay.trajectory.StampedBlock;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A run's parameters and the one way they change: {@link #estimate} a batch, {@link #improve} the
 * actor by it, then {@link #fitCritic}.
 *
 * <p>A pure function of the run's specification and the batches: it knows no clock and no actor.
 * Used by one thread at a time; its crew shares the arithmetic.
 */
public final class Trainer implements AutoCloseable {
  private final RunSpecification specification;
  private final AdvantageSettings advantage;
  private final Crew crew;
  private final Batch batch;
  private final LogProbabilityAudit audit;
  private final Optional<TrueValue> trueValue;

  /** Null where the recipe uses raw rewards. */
  private final @Nullable RewardNormaliser rewards;

  private final ActionDistribution distribution;
  private final BatchValues values;
  private final float[] advantages;
  private final float[] returns;
  private final Update update;
  private final float[] actor;
  private final float[] critic;
  private NormaliserStatistics normaliser;
  private long version;
  private double logProbabilityAudit;

  /** Set between the two halves of an update. */
  private boolean criticDue;

  private PolicySnapshot snapshot;
  private PolicySnapshot behaviourPolicy;

  private Trainer(RunSpecification specification, int threads) {
    this.specification = specification;
    long seed = specification.recipe().training().seed();
    Policy policy = Policy.of(specification.recipe(), specification.environment());
    Critic valueFunction = Critic.of(specification.recipe(), specification.environment());
    distribution = policy.distribution();
    batch = new Batch(specification);
    values = new BatchValues(policy, valueFunction, batch.rows());
    advantages = new float[batch.rows()];
    returns = new float[batch.rows()];
    actor = policy.initialParameters(seed);
    critic = valueFunction.initialParameters(seed);
    normaliser =
        specification.recipe().policy().normaliseObservations()
            ? NormaliserStatistics.empty(policy.observationSize())
            : NormaliserStatistics.NONE;
    advantage = SampledSettings.of(specification.recipe()).advantage();
    rewards =
        advantage.normaliseRewards()
            ? new RewardNormaliser(batch.lanes(), advantage.discount())
            : null;
    snapshot = PolicySnapshot.publish(0, actor.clone(), normaliser);
    behaviourPolicy = snapshot;
    crew = new Crew(threads);
    audit = new LogProbabilityAudit(policy, batch.rows(), crew);
    trueValue = TrueValue.of(specification, policy);
    update = Updates.of(specification, policy, valueFunction, crew);
  }

  /**
   * A trainer at version 0.
   *
   * @param threads threads of the update, at least 1; they change its speed alone
   * @throws BelayException INVALID_REQUEST where the recipe does not fit the environment
   */
  public static Trainer create(RunSpecification specification, int threads) {
    return new Trainer(specification, threads);
  }

  /** The policy of the present version, for workers. */
  public PolicySnapshot snapshot() {
    return snapshot;
  }

  /**
   * The policy that samples the next batch: {@link #snapshot}, or in a pipeline the version before
   * it, after version 0 has sampled two batches.
   */
  public PolicySnapshot behaviourPolicy() {
    return behaviourPolicy;
  }

  /**
   * First part of an iteration: values, advantages and the critic's targets of a batch.
   *
   * @param blocks every block of the run, sampled with {@link #behaviourPolicy}, in block order
   * @throws BelayException STALE where a block is of another policy version; the trainer is as it
   *     was
   */
  public void estimate(List<StampedBlock> blocks) {
    requireVersion(blocks);
    batch.assemble(blocks.stream().map(StampedBlock::trajectory).toList());
    logProbabilityAudit = audit.largestDifference(batch, behaviourPolicy);
    if (rewards != null) {
      rewards.normalise(batch.rewards(), batch.ends());
    }
    values.estimate(batch, normaliser, critic, crew);
    float discount = (float) advantage.discount();
    switch (advantage.estimator()) {
      case GAE ->
          GeneralizedAdvantage.estimate(
              batch.rewards(),
              values.values(),
              values.nextValues(),
              batch.ends(),
              discount,
              (float) advantage.gaeLambda(),
              advantages);
      case MONTE_CARLO ->
          RewardToGo.estimate(
              batch.rewards(),
              values.values(),
              values.nextValues(),
              batch.ends(),
              discount,
              advantages);
    }
    for (int i = 0; i < batch.rows(); i++) {
      returns[i] = advantages[i] + values.values()[i];
    }
  }

  private void requireVersion(List<StampedBlock> blocks) {
    for (StampedBlock block : blocks) {
      BlockStamp stamp = block.stamp();
      if (stamp.policyVersion() != behaviourPolicy.version()) {
        throw BelayException.stale(
            "an update uses a batch that is wholly of one policy version; sample it again with that one: algorithm=%s, block=%d, policyVersion=%d, expected=%d"
                .formatted(
                    specification.recipe().algorithm().name(),
                    stamp.block(),
                    stamp.policyVersion(),
                    behaviourPolicy.version()));
      }
    }
  }

  /**
   * Second part of an iteration: the new actor, which is the next version. It can be published when
   * this returns.
   *
   * @return the figures by name, in a fixed order
   * @throws BelayException FATAL where a number is not finite
   */
  public SequencedMap<String, Double> improve() {
    SequencedMap<String, Double> figures =
        update.improve(actor, critic, batch, values, advantages, returns, Math.toIntExact(version));
    figures.put("explainedVariance", ExplainedVariance.of(values.values(), returns, batch.rows()));
    figures.put("logProbabilityAudit", logProbabilityAudit);
    if (distribution instanceof DiagonalGaussian gaussian) {
      figures.put("standardDeviation", gaussian.standardDeviationMean(actor));
    }
    if (normaliser.active()) {
      normaliser = ObservationMoments.add(normaliser, batch.observations(), batch.rows());
    }
    PolicySnapshot improved = snapshot;
    version++;
    snapshot = PolicySnapshot.publish(version, actor.clone(), normaliser);
    behaviourPolicy = behaviourVersion() == version ? snapshot : improved;
    criticDue = true;
    return figures;
  }

  /**
   * Last part of an iteration: the critic's own fit, where the algorithm has one, and on a finite
   * MDP what the new version is truly worth.
   *
   * @return the figures by name, in a fixed order
   * @throws BelayException FATAL where a number is not finite
   */
  public SequencedMap<String, Double> fitCritic() {
    SequencedMap<String, Double> figures =
        update.fitCritic(critic, batch, values, returns, Math.toIntExact(version - 1));
    trueValue.ifPresent(each -> figures.putAll(each.figures(snapshot)));
    criticDue = false;
    return figures;
  }

  /**
   * What the newest version does and is worth in every state; empty where the run's environment is
   * no finite MDP that is drawn on a grid, and before the first iteration.
   */
  public Optional<PolicyTable> policyTable() {
    return trueValue.flatMap(TrueValue::policyTable);
  }

  /** SHA-256 over actor then critic parameters as little-endian float32, hexadecimal. */
  public String parametersSha256() {
    return PolicyIdentity.parametersSha256(actor, critic);
  }

  /** A copy of everything that decides the rest of the run; taken between two iterations. */
  public TrainerState state() {
    if (criticDue) {
      throw BelayException.fatal(
          "a trainer's state is taken after its critic was fitted: version=" + version);
    }
    return new TrainerState(
        version,
        actor.clone(),
        critic.clone(),
        update.optimizerState(),
        normaliser,
        rewards == null ? RewardStatistics.NONE : rewards.statistics(),
        behaviourPolicy == snapshot ? Optional.empty() : Optional.of(behaviourPolicy));
  }

  /**
   * Goes on from a state of the same run.
   *
   * @throws BelayException INVALID_REQUEST where the state is of another architecture, or lacks the
   *     policy that samples the next batch
   */
  public void restore(TrainerState state) {
    if (state.actor().length != actor.length || state.critic().length != critic.length) {
      throw BelayException.invalid(
          "a checkpoint matches the recipe's networks: actor=%d, expected=%d, critic=%d, expected=%d"
              .formatted(state.actor().length, actor.length, state.critic().length, critic.length));
    }
    System.arraycopy(state.actor(), 0, actor, 0, actor.length);
    System.arraycopy(state.critic(), 0, critic, 0, critic.length);
    update.restore(state.optimizer());
    if (rewards != null) {
      rewards.restore(state.rewards());
    }
    normaliser = state.normaliser();
    version = state.version();
    snapshot = PolicySnapshot.publish(version, actor.clone(), normaliser);
    behaviourPolicy = state.behaviourPolicy().orElse(snapshot);
    if (behaviourPolicy.version() != behaviourVersion()) {
      throw BelayException.invalid(
          "a checkpoint has the policy that samples next; resume from another one: version=%d, behaviourVersion=%d, expected=%d"
              .formatted(version, behaviourPolicy.version(), behaviourVersion()));
    }
  }

  /** Version that the next batch is sampled with. */
  private long behaviourVersion() {
    return specification.policyVersionOf(Math.toIntExact(version));
  }

  /** The run that is trained. */
  public RunSpecification specification() {
    return specification;
  }

  /** Ends the crew's threads. */
  @Override
  public void close() {
    crew.close();
  }
}
