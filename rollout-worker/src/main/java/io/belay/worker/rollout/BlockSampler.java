package io.belay.worker.rollout;

import io.belay.chance.Chance;
import io.belay.chance.Purpose;
import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.policy.Policy;
import io.belay.policy.PolicyInference;
import io.belay.policy.PolicySnapshot;
import io.belay.space.EnvironmentSpec;
import io.belay.trajectory.BlockShape;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.EpisodeEnd;
import io.belay.trajectory.LaneCarry;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.Outcome;
import io.belay.worker.restart.RestartDistribution;
import io.belay.worker.restart.VisitedStates;
import java.util.ArrayList;
import java.util.List;

/**
 * Continues the lanes of one block for a fragment of T steps: a batched forward pass a step,
 * actions sampled, environments stepped, an ended episode restarted from μ at once, so that every
 * step of the fragment is a step of the MDP.
 *
 * <p>The result is a function of the run's specification, the iteration, the policy and the lanes'
 * carries: neither the block size nor what this sampler did before changes a bit of a lane's data.
 * Not thread-safe; a step allocates nothing, the end of an episode its {@link EpisodeEnd}.
 */
public final class BlockSampler implements AutoCloseable {
  /*
   * Places of chance, each (purpose, lane, iteration, step), t being the step within the fragment:
   *
   *   ACTION       t   noise of the action of step t
   *   ENVIRONMENT  t   the environment's chance within step t
   *   RESTART      t   start of the episode that follows the one which step t ended
   *   RESTART      T   start of a lane that has nothing to continue when the iteration begins: in iteration 0, and where a carry
   *                    could not be restored
   *   VISITATION   t   whether the state from which step t starts is remembered
   *   DISCOUNT     t   whether the trajectory is cut after step t, see TrajectoryCut
   *
   * A fragment's steps are 0 … T − 1, so no two draws share a place.
   */

  /** Accepted by {@link #sample} whatever the iteration: the lanes were restored. */
  private static final int ANY = -1;

  /** Accepted never: a fragment broke off and the lanes stand anywhere. */
  private static final int NONE = -2;

  private final int block;
  private final BlockShape shape;
  private final int maxEpisodeSteps;
  private final Policy policy;
  private final PolicyInference inference;
  private final RestartDistribution restartDistribution;
  private final TrajectoryCut cut;
  private final List<CheckedEnvironment> environments;
  private final Lane[] lanes;
  private final Chance chance;
  private final Address address;
  private final Outcome outcome = new Outcome();
  private final float[] action;
  private final float[] noise;

  /** What each lane sees now, {@code [B, observationSize]}. */
  private final float[] current;

  private int nextIteration;
  private long laneRestarts;

  /**
   * A sampler whose lanes have not started yet.
   *
   * @param block number of the block within the run
   * @param registration the run's environment as this worker offers it
   * @throws BelayException INVALID_REQUEST where the worker's environment is not the run's, an
   *     instance cannot be made, or the environment does not fit the restart distribution
   */
  public BlockSampler(
      RunSpecification specification,
      int block,
      EnvironmentRegistration registration,
      Policy policy) {
    EnvironmentSpec environment = registration.spec();
    if (!environment.equals(specification.environment())) {
      throw BelayException.invalid(
          "a worker samples the run's environment: run=%s, worker=%s; give all processes the same version of it"
              .formatted(specification.environment(), environment));
    }
    this.block = block;
    this.policy = policy;
    shape = specification.shapeOf(block);
    maxEpisodeSteps = environment.maxEpisodeSteps().orElse(Integer.MAX_VALUE);
    inference = policy.inference(shape.lanes());
    chance = new Chance(specification.recipe().training().seed());
    cut = TrajectoryCut.of(specification.recipe());
    address = new Address(environment.id());
    action = new float[shape.actionSize()];
    noise = new float[shape.lanes() * policy.noiseSize()];
    current = new float[shape.lanes() * shape.observationSize()];
    environments = CheckedEnvironment.create(registration, shape.lanes());
    try {
      restartDistribution =
          environments
              .getFirst()
              .restartDistribution(specification.recipe().sampling().restart(), environment);
      int capacity = restartDistribution.visitedCapacity();
      lanes = new Lane[environments.size()];
      for (int b = 0; b < lanes.length; b++) {
        int number = specification.firstLane(block) + b;
        int stateSize = capacity == 0 ? 0 : environments.get(b).stateSize(address.carry(number));
        lanes[b] = new Lane(number, environments.get(b), new VisitedStates(capacity, stateSize));
      }
    } catch (RuntimeException e) {
      CheckedEnvironment.closeAfter(e, environments);
      throw e;
    }
  }

  /**
   * Puts the lanes where they stood after an iteration, so that {@link #sample} continues with the
   * following one. A lane whose carry cannot be restored starts anew from μ then, see {@link
   * #laneRestarts}.
   *
   * @param carries of all the block's lanes in order
   * @throws BelayException INVALID_REQUEST where the carries do not fit the block or the
   *     environment refuses a state
   */
  public void restore(List<LaneCarry> carries) {
    if (carries.size() != lanes.length) {
      throw BelayException.invalid(
          "a block is restored from a carry for each of its lanes: block=%d, carries=%d, expected=%d"
              .formatted(block, carries.size(), lanes.length));
    }
    nextIteration = NONE;
    for (int b = 0; b < lanes.length; b++) {
      restore(lanes[b], carries.get(b), b * shape.observationSize());
    }
    nextIteration = ANY;
  }

  private void restore(Lane lane, LaneCarry carry, int at) {
    lane.running = carry.restorable() && lane.environment.restorable();
    if (lane.running) {
      lane.environment.restore(carry.environmentState(), address.carry(lane.number), current, at);
      lane.visited.restore(carry.visitedStates(), carry.visitedCount());
      lane.elapsedSteps = carry.elapsedSteps();
      lane.episodeReturn = carry.episodeReturn();
    }
  }

  /**
   * Samples one fragment of every lane.
   *
   * @param iteration the first, 0, on a new sampler; the one after the last sampled; or, after
   *     {@link #restore}, the one that follows the carries
   * @return what was sampled; its arrays are the caller's
   * @throws BelayException INVALID_REQUEST where the iteration does not continue the lanes, or an
   *     environment throws or returns something malformed or not finite; the lanes must be restored
   *     before the next call
   */
  public BlockTrajectory sample(int iteration, PolicySnapshot snapshot) {
    if (nextIteration != ANY && nextIteration != iteration) {
      throw BelayException.invalid(
          "a block's lanes are continued from iteration to iteration; restore the carries of the iteration before: block=%d, iteration=%d"
              .formatted(block, iteration));
    }
    nextIteration = NONE;
    inference.use(snapshot);
    startIdleLanes(iteration);
    BlockTrajectory trajectory = fragments(iteration);
    nextIteration = iteration + 1;
    return trajectory;
  }

  /**
   * Lanes that lost their episode since this sampler was made, because their carry could not be
   * restored.
   */
  public long laneRestarts() {
    return laneRestarts;
  }

  /** Closes the environments. */
  @Override
  public void close() {
    nextIteration = NONE;
    CheckedEnvironment.closeAll(environments);
  }

  private void startIdleLanes(int iteration) {
    for (int b = 0; b < lanes.length; b++) {
      if (!lanes[b].running) {
        restart(lanes[b], iteration, shape.steps(), current, b * shape.observationSize());
        laneRestarts += iteration > 0 ? 1 : 0;
      }
    }
  }

  private BlockTrajectory fragments(int iteration) {
    Fragments fragments = new Fragments(shape, current);
    int rows = lanes.length;
    for (int t = 0; t < shape.steps(); t++) {
      prepare(iteration, t);
      int cell = t * rows;
      inference.act(
          fragments.observations,
          cell * shape.observationSize(),
          rows,
          noise,
          fragments.actions,
          cell * shape.actionSize(),
          fragments.behaviourLogProbabilities,
          cell);
      int after = fragments.afterAt(t);
      for (int b = 0; b < rows; b++, cell++, after += shape.observationSize()) {
        step(fragments, lanes[b], iteration, t, cell, after);
      }
    }
    System.arraycopy(fragments.nextObservations, 0, current, 0, current.length);
    return fragments.handOver(carries(iteration));
  }

  /** Draws the lanes' action noise for a step, and remembers where they are, if they have to. */
  private void prepare(int iteration, int t) {
    int noiseSize = policy.noiseSize();
    for (int b = 0; b < lanes.length; b++) {
      Lane lane = lanes[b];
      policy.noise(chance.at(Purpose.ACTION, lane.number, iteration, t), noise, b * noiseSize);
      if (restartDistribution.visitedCapacity() > 0) {
        chance.at(Purpose.VISITATION, lane.number, iteration, t);
        lane.environment.offerTo(lane.visited, chance, address.lane(lane.number, iteration, t));
      }
    }
  }

  private void step(Fragments fragments, Lane lane, int iteration, int t, int cell, int after) {
    float[] next = fragments.after(t);
    System.arraycopy(fragments.actions, cell * action.length, action, 0, action.length);
    chance.at(Purpose.ENVIRONMENT, lane.number, iteration, t);
    lane.environment.step(
        action, chance, outcome, address.lane(lane.number, iteration, t), next, after);
    fragments.rewards[cell] = (float) outcome.reward();
    lane.elapsedSteps++;
    lane.episodeReturn += outcome.reward();
    boolean terminated = outcome.terminated();
    boolean truncated = outcome.truncated() || lane.elapsedSteps >= maxEpisodeSteps;
    truncated |= !terminated && !truncated && cut.after(chance, lane.number, iteration, t);
    if (terminated || truncated) {
      EpisodeEnd episode =
          new EpisodeEnd(lane.number, t, lane.episodeReturn, lane.elapsedSteps, terminated);
      fragments.end(cell, episode, truncated, after);
      restart(lane, iteration, t, next, after);
    }
  }

  private void restart(Lane lane, int iteration, int step, float[] to, int at) {
    chance.at(Purpose.RESTART, lane.number, iteration, step);
    lane.environment.restart(
        restartDistribution,
        chance,
        lane.visited,
        address.lane(lane.number, iteration, step),
        to,
        at);
    lane.begin();
  }

  private List<LaneCarry> carries(int iteration) {
    List<LaneCarry> carries = new ArrayList<>(lanes.length);
    for (Lane lane : lanes) {
      double[] state =
          lane.environment.restorable()
              ? lane.environment.save(address.lane(lane.number, iteration, shape.steps()))
              : new double[0];
      carries.add(
          new LaneCarry(
              state,
              lane.elapsedSteps,
              lane.episodeReturn,
              lane.visited.toArray(),
              lane.visited.count()));
    }
    return carries;
  }
}
