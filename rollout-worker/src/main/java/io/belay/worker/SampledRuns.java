package io.belay.worker;

import io.belay.control.RunSpecification;
import io.belay.error.BelayException;
import io.belay.policy.Policy;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.Recipe;
import io.belay.recipe.RecipeLoader;
import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.trajectory.BlockTrajectory;
import io.belay.trajectory.LaneCarry;
import io.belay.worker.environment.EnvironmentRegistration;
import io.belay.worker.environment.EnvironmentRegistry;
import io.belay.worker.rollout.BlockSampler;
import java.util.List;

/** Runs sampled with the environments of this process. */
record SampledRuns(EnvironmentRegistry environments) implements RunSources {

  @Override
  public RunSource open(RunAssignment assignment) {
    Recipe recipe = RecipeLoader.parse(assignment.recipe(), "run " + assignment.runId());
    RunSpecification specification =
        new RunSpecification(assignment.runId(), recipe, assignment.environment());
    EnvironmentRegistration registration = environments.lookup(recipe.environment().id());
    return new SampledRun(specification, registration, Policy.of(recipe, registration.spec()));
  }

  private record SampledRun(
      RunSpecification specification, EnvironmentRegistration registration, Policy policy)
      implements RunSource {

    @Override
    public int firstLane(int block) {
      return specification.firstLane(block);
    }

    @Override
    public BlockSource open(int block) {
      if (block >= specification.blocks()) {
        throw BelayException.invalid(
            "a leased block is one of the run's: block=%d, blocks=%d"
                .formatted(block, specification.blocks()));
      }
      return new SampledBlock(new BlockSampler(specification, block, registration, policy));
    }
  }

  private record SampledBlock(BlockSampler sampler) implements BlockSource {

    @Override
    public void restore(List<LaneCarry> carries) {
      sampler.restore(carries);
    }

    @Override
    public BlockTrajectory sample(int iteration, PolicySnapshot policy) {
      return sampler.sample(iteration, policy);
    }

    @Override
    public long laneRestarts() {
      return sampler.laneRestarts();
    }

    @Override
    public void close() {
      sampler.close();
    }
  }
}
