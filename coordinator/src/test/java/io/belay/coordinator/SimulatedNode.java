package io.belay.coordinator;

import io.belay.control.BookedRun;
import io.belay.control.FromLearnerNode;
import io.belay.control.LearnerCommand;
import io.belay.control.LearnerEvent;
import io.belay.control.RunBook;
import io.belay.control.RunSpecification;
import io.belay.control.RunStanding;
import io.belay.control.RunStanding.Phase;
import io.belay.control.ToLearnerNode;
import io.belay.coordinator.run.RecordedRun;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A learner's node without arithmetic: it keeps the book and its checkpoints on a disk that
 * outlives it, does what it is told, and says what it did.
 */
final class SimulatedNode {

  /** What outlives every learner. */
  static final class Disk {
    private final Map<String, Integer> checkpoints = new HashMap<>();
    private RunBook book = RunBook.empty();

    RunBook book() {
      return book;
    }
  }

  private static final int CHECKPOINT_EVERY = 3;

  private final String learnerId;
  private final Disk disk;
  private final Consumer<FromLearnerNode> coordinator;
  private RunStanding standing = RunStanding.idle();
  private @Nullable RunSpecification run;

  /**
   * @param coordinator takes what it says, and may lose it
   */
  SimulatedNode(String learnerId, Disk disk, Consumer<FromLearnerNode> coordinator) {
    this.learnerId = learnerId;
    this.disk = disk;
    this.coordinator = coordinator;
  }

  String address() {
    return learnerId + ":7701";
  }

  Disk disk() {
    return disk;
  }

  /** The iteration whose blocks it awaits; empty where it awaits none. */
  Optional<Integer> awaited() {
    return standing.phase() == Phase.RUNNING ? Optional.of(standing.iteration()) : Optional.empty();
  }

  void present() {
    coordinator.accept(
        new FromLearnerNode.Present(learnerId, address(), disk.book.revision(), standing));
  }

  void hear(ToLearnerNode message) {
    switch (message) {
      case ToLearnerNode.StateWanted unused ->
          coordinator.accept(
              new FromLearnerNode.State(learnerId, disk.book, Optional.ofNullable(run), standing));
      case ToLearnerNode.KeepBook(RunBook book) -> keep(book);
      case ToLearnerNode.Directed(String id, LearnerCommand command) -> {
        if (id.equals(learnerId)) {
          obey(command);
        }
      }
    }
  }

  private void keep(RunBook book) {
    if (book.revision() > disk.book.revision()) {
      disk.book = book;
    }
    coordinator.accept(new FromLearnerNode.BookKept(learnerId, disk.book.revision()));
    boolean booked =
        disk.book
            .find(standing.runId())
            .map(BookedRun::state)
            .filter(BookedRun.State::over)
            .isPresent();
    if (booked && over()) {
      run = null;
      become(RunStanding.idle());
    }
  }

  private void obey(LearnerCommand command) {
    switch (command) {
      case LearnerCommand.StartRun(RunSpecification specification) -> {
        boolean known = standing.runId().equals(specification.runId());
        boolean free = standing.phase() == Phase.IDLE || over();
        if (free && !(known && standing.phase() == Phase.COMPLETED)) {
          run = specification;
          become(new RunStanding(specification.runId(), Phase.OPENING, 0, "", ""));
        } else {
          present();
        }
      }
      case LearnerCommand.StopRun(String runId, String reason) -> {
        if (standing.runId().equals(runId) && !over()) {
          disk.checkpoints.put(runId, standing.iteration());
          end(new LearnerEvent.RunEnded(runId, false, "stopped"), Phase.STOPPED, reason);
        }
      }
    }
  }

  /** Opens a run that it was told to begin. */
  void open() {
    if (standing.phase() == Phase.OPENING) {
      int iteration = disk.checkpoints.getOrDefault(standing.runId(), 0);
      tell(new LearnerEvent.RunStarted(standing.runId(), iteration));
      become(new RunStanding(standing.runId(), Phase.RUNNING, iteration, "", ""));
    }
  }

  /** Every block of the awaited iteration has come. */
  void iterate() {
    int done = standing.iteration();
    String runId = standing.runId();
    tell(new LearnerEvent.IterationCompleted(runId, RecordedRun.report(done)));
    standing = new RunStanding(runId, Phase.RUNNING, done + 1, "", "");
    if (done + 1 == Recipes.FOUR_BLOCKS.iterations()) {
      end(new LearnerEvent.RunEnded(runId, true, "ab"), Phase.COMPLETED, "");
    } else if ((done + 1) % CHECKPOINT_EVERY == 0) {
      disk.checkpoints.put(runId, done + 1);
    }
  }

  void tell(LearnerEvent event) {
    coordinator.accept(new FromLearnerNode.Told(learnerId, event));
  }

  private void end(LearnerEvent.RunEnded event, Phase phase, String detail) {
    tell(event);
    become(
        new RunStanding(
            event.runId(), phase, standing.iteration(), detail, event.parametersSha256()));
  }

  private boolean over() {
    return switch (standing.phase()) {
      case COMPLETED, STOPPED, FAILED -> true;
      case IDLE, OPENING, RUNNING -> false;
    };
  }

  private void become(RunStanding next) {
    standing = next;
    present();
  }
}
