package io.belay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.control.FromLearnerNode;
import io.belay.control.IterationReport;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.RunStanding;
import io.belay.control.ToLearnerNode;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.v1.BlockTurnedDown;
import io.belay.v1.BookedRun;
import io.belay.v1.CheckpointWritten;
import io.belay.v1.DirectedStart;
import io.belay.v1.DirectedStop;
import io.belay.v1.Figure;
import io.belay.v1.FromLearner;
import io.belay.v1.IterationCompleted;
import io.belay.v1.LearnerPresent;
import io.belay.v1.LearnerRunEnded;
import io.belay.v1.LearnerStanding;
import io.belay.v1.LearnerState;
import io.belay.v1.RunBook;
import io.belay.v1.ToLearner;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What coordinator and learner nodes say survives the wire, and nonsense is refused. */
class ControlCodecTest {

  static Stream<FromLearnerNode> fromLearner() {
    return SampleControl.fromLearner().stream();
  }

  static Stream<ToLearnerNode> toLearner() {
    return SampleControl.toLearner().stream();
  }

  @ParameterizedTest
  @MethodSource("fromLearner")
  void whatALearnerTellsComesBackAsItWas(FromLearnerNode said) throws Exception {
    FromLearner received = FromLearner.parseFrom(ControlCodec.encode(said).toByteArray());

    // To the bit: AssertJ's own comparison of doubles has a tolerance and tells NaN from NaN.
    assertThat(ControlCodec.decode(received))
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(said);
  }

  @ParameterizedTest
  @MethodSource("toLearner")
  void whatALearnerIsToldComesBackAsItWas(ToLearnerNode said) throws Exception {
    ToLearner received = ToLearner.parseFrom(ControlCodec.encode(said).toByteArray());

    assertThat(ControlCodec.decode(received)).isEqualTo(said);
  }

  @Test
  void figuresAndPhasesKeepTheirOrder() {
    FromLearnerNode said =
        new FromLearnerNode.Told(
            SampleControl.LEARNER,
            new LearnerEvent.IterationCompleted("run-1", SampleControl.report()));

    FromLearnerNode.Told told =
        (FromLearnerNode.Told) ControlCodec.decode(ControlCodec.encode(said));
    IterationReport report = ((LearnerEvent.IterationCompleted) told.event()).report();

    assertThat(report.figures().keySet())
        .containsExactly("klMean", "entropy", "explainedVariance", "clipFraction");
    assertThat(report.phaseSeconds().keySet()).containsExactly("wait", "advantage", "policy");
  }

  @Test
  void whatAStrangersOfferCalledItselfIsShortenedNotLost() {
    // A block offer names run and worker as it likes; the event about it must still be readable.
    String endless = "x".repeat(100_000);
    FromLearnerNode said =
        new FromLearnerNode.Told(
            SampleControl.LEARNER, new LearnerEvent.BlockRefused(endless, 1, " ", "malformed"));

    FromLearnerNode.Told told =
        (FromLearnerNode.Told) ControlCodec.decode(ControlCodec.encode(said));

    assertThat(told.event())
        .isEqualTo(new LearnerEvent.BlockRefused("x".repeat(256), 1, " ", "malformed"));
  }

  @Test
  void aSignOfLifeHasTheBytesItAlwaysHad() {
    FromLearnerNode present =
        new FromLearnerNode.Present("learner-1", "10.0.0.2:7701", 12, SampleControl.running());
    String golden =
        "0a096c6561726e65722d31" // learner_id "learner-1"
            + "121e" // present, 15 + 2 + 13 = 30 bytes
            + "0a0d31302e302e302e323a37373031" // address "10.0.0.2:7701"
            + "100c" // book_revision 12
            + "1a0b" // standing, 7 + 2 + 2 = 11 bytes
            + "0a0572756e2d31" // run_id "run-1"
            + "1003" // phase RUNNING
            + "1807"; // iteration 7

    assertThat(HexFormat.of().formatHex(ControlCodec.encode(present).toByteArray()))
        .isEqualTo(golden);
  }

  @Test
  void anOrderToStopHasTheBytesItAlwaysHad() {
    String golden =
        "1218" // stop_run, 7 + 7 + 10 = 24 bytes
            + "0a056c6e722d31" // learner_id "lnr-1"
            + "120572756e2d31" // run_id "run-1"
            + "1a08776879206c617465"; // reason "why late"
    ToLearnerNode stop =
        new ToLearnerNode.Directed("lnr-1", new LearnerCommand.StopRun("run-1", "why late"));

    assertThat(HexFormat.of().formatHex(ControlCodec.encode(stop).toByteArray())).isEqualTo(golden);
  }

  @ParameterizedTest
  @MethodSource("damagesFromLearner")
  void nonsenseFromALearnerIsRefused(String named, FromLearner nonsense) {
    assertThatThrownBy(() -> ControlCodec.decode(nonsense))
        .isInstanceOfSatisfying(
            BelayException.class,
            refused -> assertThat(refused.category()).isEqualTo(ErrorCategory.INVALID_REQUEST))
        .hasMessageContaining(named);
  }

  static Stream<Arguments> damagesFromLearner() {
    return Stream.of(
        from("from_learner=none", FromLearner.newBuilder().setLearnerId("l").build()),
        from(
            "from_learner.learner_id",
            ControlCodec.encode(new FromLearnerNode.Leaving("l")).toBuilder()
                .clearLearnerId()
                .build()),
        present("address=\"\"", present -> present.clearAddress()),
        present("address=\"learner\"", present -> present.setAddress("learner")),
        present("present.book_revision", present -> present.setBookRevision(-1)),
        present("present.standing=absent", present -> present.clearStanding()),
        standing("a standing names its run", standing -> standing.clearRunId()),
        standing("standing.phase=none", standing -> standing.clearPhase()),
        standing("standing.phase=none", standing -> standing.setPhaseValue(99)),
        standing("standing.iteration", standing -> standing.setIteration(-1)),
        standing("standing.parameters_sha256", standing -> standing.setParametersSha256("abc")),
        state("state.book=absent", state -> state.clearBook()),
        state("state.standing=absent", state -> state.clearStanding()),
        state(
            "specification.environment=absent",
            state -> state.getUnderWayBuilder().clearEnvironment()),
        state(
            "environment.id=CartPole-v1, registered=Other",
            state -> state.getUnderWayBuilder().getEnvironmentBuilder().setId("Other")),
        state(
            "algorithm.name",
            state -> state.getUnderWayBuilder().setRecipe("environment.id = CartPole-v1")),
        state("a recipe is written in HOCON", state -> state.getUnderWayBuilder().setRecipe("{")),
        booked("book.revision", book -> book.setRevision(-1)),
        booked("a book lists a run once", book -> book.addRuns(book.getRuns(0))),
        booked("one run is worked on", book -> book.addRuns(active(book.getRuns(2), "e"))),
        booked("booked_run.run_id", book -> book.getRunsBuilder(0).clearRunId()),
        booked("recipe=0 characters", book -> book.getRunsBuilder(0).clearRecipe()),
        booked("workersWanted=0", book -> book.getRunsBuilder(0).clearWorkersWanted()),
        booked("booked_run.workers_wanted", book -> book.getRunsBuilder(0).setWorkersWanted(-1)),
        booked("booked_run.state=none", book -> book.getRunsBuilder(0).clearState()),
        booked(
            "booked_run.parameters_sha256",
            book -> book.getRunsBuilder(0).setParametersSha256("0123456789ABCDEF".repeat(4))),
        from("book_kept", FromLearner.newBuilder().setLearnerId("l").setBookKept(-1).build()),
        from(
            "block_refused.reason",
            message().setBlockRefused(BlockTurnedDown.newBuilder().setRunId("r")).build()),
        from(
            "block_refused.worker_id=257 characters",
            message()
                .setBlockRefused(
                    BlockTurnedDown.newBuilder().setReason("stale").setWorkerId("x".repeat(257)))
                .build()),
        from(
            "checkpoint_written.iteration=-1",
            message()
                .setCheckpointWritten(
                    CheckpointWritten.newBuilder().setRunId("r").setIteration(-1).setSuccess(true))
                .build()),
        from(
            "run_ended.parameters_sha256",
            message().setRunEnded(LearnerRunEnded.newBuilder().setRunId("r")).build()),
        from(
            "iteration_completed.report=absent",
            message().setIterationCompleted(IterationCompleted.newBuilder().setRunId("r")).build()),
        report("report.iteration", report -> report.setIteration(-1)),
        report("report.seconds=NaN", report -> report.setSeconds(Double.NaN)),
        report(
            "report.return_mean=Infinity",
            report -> report.setReturnMean(Double.POSITIVE_INFINITY)),
        report(
            "report.episode_lengths=1",
            report -> report.clearEpisodeLengths().addEpisodeLengths(3)),
        report("report.truncations=3", report -> report.setTruncations(3)),
        report("report.episode_returns[0]=NaN", report -> report.setEpisodeReturns(0, Double.NaN)),
        report(
            "report.figures=klMean",
            report -> report.addFigures(Figure.newBuilder().setName("klMean"))),
        report(
            "report.phase_seconds.name",
            report -> report.addPhaseSeconds(Figure.getDefaultInstance())),
        report("report.parameters_sha256", report -> report.clearParametersSha256()));
  }

  @ParameterizedTest
  @MethodSource("damagesToLearner")
  void nonsenseFromACoordinatorIsRefused(String named, ToLearner nonsense) {
    assertThatThrownBy(() -> ControlCodec.decode(nonsense))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining(named);
  }

  static Stream<Arguments> damagesToLearner() {
    DirectedStart start = ControlCodec.encode(SampleControl.toLearner().getFirst()).getStartRun();
    DirectedStop stop = ControlCodec.encode(SampleControl.toLearner().get(1)).getStopRun();
    return Stream.of(
        Arguments.of("to_learner=none", ToLearner.getDefaultInstance()),
        to("start_run.specification=absent", start.toBuilder().clearSpecification()),
        to("start_run.learner_id", start.toBuilder().clearLearnerId()),
        to("stop_run.learner_id", stop.toBuilder().clearLearnerId()),
        to("stop_run.run_id", stop.toBuilder().clearRunId()));
  }

  @Test
  void anIdleLearnerNamesNoRun() {
    LearnerStanding idle =
        ControlCodec.encode(SampleControl.fromLearner().get(1)).getPresent().getStanding();

    assertThat(idle.getRunId()).isEmpty();
    assertThat(RunCodec.decode(idle)).isEqualTo(RunStanding.idle());
    assertThatThrownBy(() -> RunCodec.decode(idle.toBuilder().setRunId("run-1").build()))
        .isInstanceOf(BelayException.class);
  }

  private static FromLearner.Builder message() {
    return FromLearner.newBuilder().setLearnerId(SampleControl.LEARNER);
  }

  private static Arguments from(String named, FromLearner nonsense) {
    return Arguments.of(named, nonsense);
  }

  private static Arguments to(String named, DirectedStart.Builder start) {
    return Arguments.of(named, ToLearner.newBuilder().setStartRun(start).build());
  }

  private static Arguments to(String named, DirectedStop.Builder stop) {
    return Arguments.of(named, ToLearner.newBuilder().setStopRun(stop).build());
  }

  /** Changes the sign of life of a learner that works on a run. */
  private static Arguments present(String named, UnaryOperator<LearnerPresent.Builder> damage) {
    FromLearner valid = ControlCodec.encode(SampleControl.fromLearner().getFirst());
    return from(
        named, valid.toBuilder().setPresent(damage.apply(valid.getPresent().toBuilder())).build());
  }

  private static Arguments standing(String named, UnaryOperator<LearnerStanding.Builder> damage) {
    return present(
        named,
        present -> present.setStanding(damage.apply(present.getStanding().toBuilder()).build()));
  }

  /** What the change of a nested builder returns does not matter: it changes what it is in. */
  private interface Damage<B> {
    Object change(B builder);
  }

  private static Arguments state(String named, Damage<LearnerState.Builder> damage) {
    FromLearner.Builder valid = ControlCodec.encode(SampleControl.fromLearner().get(2)).toBuilder();
    damage.change(valid.getStateBuilder());
    return from(named, valid.build());
  }

  private static Arguments booked(String named, Damage<RunBook.Builder> damage) {
    return state(named, state -> damage.change(state.getBookBuilder()));
  }

  private static BookedRun active(BookedRun run, String runId) {
    return run.toBuilder().setRunId(runId).build();
  }

  private static Arguments report(
      String named, UnaryOperator<io.belay.v1.IterationReport.Builder> damage) {
    return from(
        named,
        message()
            .setIterationCompleted(
                IterationCompleted.newBuilder()
                    .setRunId("run-1")
                    .setReport(
                        damage.apply(ReportCodec.encode(SampleControl.report()).toBuilder())))
            .build());
  }
}
