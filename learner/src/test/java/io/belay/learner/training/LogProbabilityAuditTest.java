package io.belay.learner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.control.RunSpecification;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.parallel.Crew;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.Policy;
import io.belay.policy.PolicySnapshot;
import io.belay.recipe.RecipeLoader;
import io.belay.space.Box;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.space.Space;
import io.belay.trajectory.StampedBlock;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 7 lanes of 43 steps: 301 rows, four passes of 64 and one of 45, in blocks of 3, 3 and 1. */
class LogProbabilityAuditTest {
  private static final NormaliserStatistics STATISTICS =
      new NormaliserStatistics(3, new double[] {1, 0, -1, 0.5}, new double[] {9, 2, 4, 0.1});

  static Stream<Arguments> audits() {
    return Stream.of(new Discrete(3), Box.uniform(2, -1f, 1f))
        .flatMap(actions ->
            Stream.of(1, 2, 5)
                .flatMap(threads ->
                    Stream.of(NormaliserStatistics.NONE, STATISTICS)
                        .map(statistics -> Arguments.of(actions, threads, statistics))));
  }

  @ParameterizedTest
  @MethodSource("audits")
  void whatTheSamplingPolicyRecordedIsFoundExactly(
      Space actions, int threads, NormaliserStatistics statistics) {
    RunSpecification specification = specification(actions);
    PolicySnapshot snapshot = snapshot(specification, statistics);
    assertThat(audit(specification, threads, blocks(specification, snapshot), snapshot)).isZero();
  }

  @ParameterizedTest
  @MethodSource("audits")
  void oneWrongRowIsFoundWhereverItIs(Space actions, int threads, NormaliserStatistics statistics) {
    RunSpecification specification = specification(actions);
    PolicySnapshot snapshot = snapshot(specification, statistics);
    for (int block = 0; block < specification.blocks(); block++) {
      int cells = specification.shapeOf(block).cells();
      for (int cell : new int[] {0, cells / 2, cells - 1}) {
        List<StampedBlock> blocks = blocks(specification, snapshot);
        blocks.get(block).trajectory().behaviourLogProbabilities()[cell] -= 0.125f;
        assertThat(audit(specification, threads, blocks, snapshot))
            .as("block=%d, cell=%d", block, cell)
            .isCloseTo(0.125, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("audits")
  void samplesOfAnotherVersionAreFound(
      Space actions, int threads, NormaliserStatistics statistics) {
    RunSpecification specification = specification(actions);
    List<StampedBlock> blocks = blocks(specification, snapshot(specification, statistics));
    NormaliserStatistics later =
        new NormaliserStatistics(4, new double[4], new double[] {8, 8, 8, 8});
    assertThat(audit(specification, threads, blocks, snapshot(specification, later))).isPositive();
  }

  @ParameterizedTest
  @MethodSource("audits")
  void aLogProbabilityThatIsNotANumberIsNotOverlooked(
      Space actions, int threads, NormaliserStatistics statistics) {
    RunSpecification specification = specification(actions);
    PolicySnapshot snapshot = snapshot(specification, statistics);
    List<StampedBlock> blocks = blocks(specification, snapshot);
    blocks.get(1).trajectory().behaviourLogProbabilities()[40] = Float.NaN;
    assertThat(audit(specification, threads, blocks, snapshot)).isNaN();
  }

  private static double audit(
      RunSpecification specification,
      int threads,
      List<StampedBlock> blocks,
      PolicySnapshot behaviourPolicy) {
    Batch batch = new Batch(specification);
    batch.assemble(blocks.stream().map(StampedBlock::trajectory).toList());
    Policy policy = Policy.of(specification.recipe(), specification.environment());
    try (Crew crew = new Crew(threads)) {
      return new LogProbabilityAudit(policy, batch.rows(), crew)
          .largestDifference(batch, behaviourPolicy);
    }
  }

  private static List<StampedBlock> blocks(
      RunSpecification specification, PolicySnapshot snapshot) {
    return new ImaginaryBlocks(specification, 0f).sample(snapshot, 0);
  }

  /** A policy with preferences. */
  private static PolicySnapshot snapshot(
      RunSpecification specification, NormaliserStatistics statistics) {
    float[] parameters =
        Policy.of(specification.recipe(), specification.environment()).initialParameters(1);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += 0.1f * (i * 31 % 7 - 3);
    }
    return PolicySnapshot.publish(0, parameters, statistics);
  }

  private static RunSpecification specification(Space actions) {
    EnvironmentSpec environment =
        new EnvironmentSpec(
            "Test-v0",
            Box.uniform(4, -9f, 9f),
            actions,
            OptionalInt.empty(),
            OptionalDouble.empty(),
            false);
    String recipe =
        """
        environment.id = Test-v0
        policy.hidden = [24, 17]
        sampling { lanes = 7, block-size = 3, fragment-length = 43 }
        algorithm.name = ppo
        """;
    return new RunSpecification("test", RecipeLoader.parse(recipe, "test"), environment);
  }
}
