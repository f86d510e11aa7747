package io.belay.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.policy.IterationPolicy;
import io.belay.policy.NormaliserStatistics;
import io.belay.policy.PolicySnapshot;
import io.belay.session.FromCoordinator.RunAssignment;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.v1.BlockOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which block is next, and which offers are out. */
class RunBenchTest {
  private final FakeRuns runs = new FakeRuns();
  private final RunBench bench = RunBench.open(assignment("readable"), runs, "worker-a");

  @Test
  void nothingIsDueBeforeAPolicyOrWithoutALease() {
    bench.hold(List.of(0), 0);
    assertThat(bench.due()).isNull();

    bench.drop(0);
    bench.accept(policy(0));
    assertThat(bench.due()).isNull();
  }

  @Test
  void blocksAreDueInBlockOrderWhateverTheOrderOfTheirLeases() {
    bench.hold(List.of(2, 0), 0);
    bench.hold(List.of(1), 0);
    bench.accept(policy(0));

    assertThat(sampleAll()).containsExactly(0, 1, 2);
  }

  @Test
  void aBlockIsDueAgainWithTheNextPolicy() {
    bench.hold(List.of(0), 0);
    bench.accept(policy(0));
    sampleAll();

    bench.accept(policy(1));

    assertThat(sampleAll()).containsExactly(0);
  }

  @Test
  void aLeaseFromALaterIterationOnIsNotDueBefore() {
    bench.hold(List.of(0), 2);
    bench.accept(policy(1));
    assertThat(bench.due()).isNull();

    bench.accept(policy(2));
    assertThat(bench.due()).isNotNull();
  }

  @Test
  void aBlockThatStandsElsewhereNeedsCarries() {
    bench.hold(List.of(0), 0);
    bench.accept(policy(3));
    Seat seat = due();
    assertThat(seat.standsBefore(3)).isFalse();

    seat.ask(3);
    assertThat(bench.due()).isNull();
    seat.restore(3, Optional.of(List.of(FakeRuns.carryAfter(2))));

    assertThat(sampleAll()).containsExactly(0);
  }

  @Test
  void anUnansweredQuestionIsVoidWithANewPolicy() {
    bench.hold(List.of(0), 0);
    bench.accept(policy(3));
    due().ask(3);

    bench.accept(policy(4));

    assertThat(due().standsBefore(4)).isFalse();
  }

  @Test
  void onlyTheFirstIterationStartsWithoutCarries() {
    bench.hold(List.of(0), 0);
    bench.accept(policy(3));

    assertThatThrownBy(() -> due().restore(3, Optional.empty()))
        .hasMessageContaining("iteration=3");
  }

  @Test
  void aRunThatGoesBackIsContinuedFromCarries() {
    bench.hold(List.of(0), 0);
    bench.accept(policy(0));
    sampleAll();
    bench.accept(policy(1));
    sampleAll();

    bench.accept(policy(1, 0.5f));

    assertThat(due().standsBefore(1)).isFalse();
  }

  @Test
  void theFirstIterationAgainStartsWithNewLanes() {
    bench.hold(List.of(0), 0);
    bench.accept(policy(0));
    sampleAll();

    bench.accept(policy(0, 0.5f));

    assertThat(sampleAll()).containsExactly(0);
    assertThat(runs.open).hasSize(1);
  }

  @Test
  void theSamePolicyAgainMeansThatEverythingIsOfferedAgain() {
    bench.hold(List.of(0, 1), 0);
    bench.accept(policy(0));
    sampleAll();
    List<BlockOffer> first = flush();
    bench.outbox().answered(0);

    bench.accept(policy(0));

    assertThat(bench.due()).isNull();
    assertThat(flush()).isEqualTo(first).hasSize(2);
  }

  /** Sampling overlaps with the update: version 0 samples iterations 0 and 1. */
  @Test
  void theSameVersionForTheNextIterationIsSampledAndNotOfferedAgain() {
    bench.hold(List.of(0, 1), 0);
    bench.accept(policy(0L, 0));
    sampleAll();
    flush();

    bench.accept(policy(0L, 1));

    assertThat(flush()).as("blocks of iteration 0 are not offered again").isEmpty();
    assertThat(sampleAll()).containsExactly(0, 1);
    List<BlockOffer> offers = flush();
    assertThat(offers).extracting(BlockOffer::getIteration).containsOnly(1);
    assertThat(offers).extracting(BlockOffer::getPolicyVersion).containsOnly(0L);

    bench.accept(policy(0L, 1));

    assertThat(bench.due()).isNull();
    assertThat(flush()).isEqualTo(offers);
  }

  @Test
  void anIterationAfterAMissedOneOfTheSameVersionIsContinuedFromCarries() {
    bench.hold(List.of(0), 0);
    bench.accept(policy(0L, 1));

    assertThat(due().standsBefore(1)).isFalse();
  }

  @Test
  void lanesOfASuspendedBlockAreWarmWhenItComesBack() {
    bench.hold(List.of(0), 0);
    bench.accept(policy(0));
    sampleAll();
    bench.suspendAll();
    assertThat(bench.held()).isEmpty();

    bench.hold(List.of(0), 0);
    bench.accept(policy(1));

    assertThat(sampleAll()).containsExactly(0);
  }

  @Test
  void aDroppedBlockLetsItsLanesGo() {
    bench.hold(List.of(0, 1), 0);
    bench.accept(policy(0));
    sampleAll();

    bench.drop(0);
    assertThat(runs.open).hasSize(1);
    bench.close();
    assertThat(runs.open).isEmpty();
  }

  @Test
  void aRunThatCannotBeSampledFailsWithItsReason() {
    RunBench impossible = RunBench.open(assignment("unreadable"), runs, "worker-a");
    impossible.hold(List.of(0), 0);
    impossible.accept(policy(0));
    Seat seat = impossible.due();

    assertThat(seat).isNotNull();
    assertThatThrownBy(() -> impossible.sample(seat)).hasMessageContaining("recipe=unreadable");
  }

  @Test
  void sendingStopsWhereThereIsNoRoomAndGoesOnThere() {
    bench.hold(List.of(0, 1, 2), 0);
    bench.accept(policy(0));
    sampleAll();
    List<BlockOffer> sent = new ArrayList<>();
    SamplingCounters counters = new SamplingCounters();

    bench.outbox().flush(offer -> sent.isEmpty() && sent.add(offer), counters);
    assertThat(counters.outboxFill()).as("two of three wait").isEqualTo(2.0 / 3);
    assertThat(counters.read().blockBytes()).isEqualTo(sent.getFirst().getSerializedSize());
    List<BlockOffer> rest = flush();

    assertThat(sent).extracting(BlockOffer::getBlock).containsExactly(0);
    assertThat(rest).extracting(BlockOffer::getBlock).containsExactly(1, 2);
  }

  @Test
  void anOfferIsOverdueWhenTwoChecksFindItUnanswered() {
    bench.hold(List.of(0, 1), 0);
    bench.accept(policy(0));
    sampleAll();
    flush();
    Outbox outbox = bench.outbox();

    assertThat(outbox.overdue()).isFalse();
    outbox.answered(0);
    assertThat(outbox.overdue()).isTrue();
    outbox.answered(1);
    assertThat(outbox.overdue()).isFalse();
  }

  private List<Integer> sampleAll() {
    List<Integer> sampled = new ArrayList<>();
    for (@Nullable Seat seat = bench.due(); seat != null; seat = bench.due()) {
      bench.sample(seat);
      sampled.add(seat.block());
    }
    return sampled;
  }

  private Seat due() {
    Seat seat = bench.due();
    assertThat(seat).isNotNull();
    return seat;
  }

  private List<BlockOffer> flush() {
    List<BlockOffer> sent = new ArrayList<>();
    bench.outbox().flush(sent::add, new SamplingCounters());
    return sent;
  }

  static IterationPolicy policy(int iteration) {
    return policy(iteration, 1f);
  }

  static IterationPolicy policy(int iteration, float parameter) {
    return policy(iteration, iteration, parameter);
  }

  /** A version that samples an iteration which need not have its number. */
  static IterationPolicy policy(long version, int iteration) {
    return policy(version, iteration, 1f);
  }

  private static IterationPolicy policy(long version, int iteration, float parameter) {
    return new IterationPolicy(
        "run-1",
        iteration,
        PolicySnapshot.publish(version, new float[] {parameter}, NormaliserStatistics.NONE));
  }

  static RunAssignment assignment(String recipe) {
    return new RunAssignment("run-1", recipe, environment(), "inprocess:nowhere");
  }

  static EnvironmentSpec environment() {
    return new EnvironmentSpec(
        "Test-v0",
        new Discrete(4),
        new Discrete(2),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        true);
  }
}
