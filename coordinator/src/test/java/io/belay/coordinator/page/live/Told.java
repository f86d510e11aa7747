package io.belay.coordinator.page.live;

import io.belay.control.IterationReport;
import io.belay.coordinator.run.RecordedRun;
import io.belay.coordinator.run.RunEvent;
import java.util.Map;
import java.util.OptionalDouble;

/** Events of a run that goes on for as long as a test likes. */
final class Told {
  static final String RUN = RecordedRun.RUN;

  private Told() {}

  static RunEvent.Submitted submitted(String environment) {
    return new RunEvent.Submitted(RUN, "cartpole", environment, "ppo", 4, 2);
  }

  static RunEvent.Described described(int iterations) {
    return new RunEvent.Described(
        RUN, "algorithm.name = ppo\n", iterations, 256, OptionalDouble.of(475));
  }

  /** An iteration with further figures. */
  static RunEvent.Progress iteration(int iteration, Map<String, Double> figures) {
    IterationReport like = RecordedRun.report(iteration);
    return new RunEvent.Progress(
        RUN,
        new IterationReport(
            like.iteration(),
            like.version(),
            like.environmentSteps(),
            like.seconds(),
            like.stepsPerSecond(),
            like.episodes(),
            like.returnMean(),
            like.returnQuantiles(),
            like.episodeLengthMean(),
            like.lengthQuantiles(),
            like.policyLag(),
            like.parametersSha256(),
            figures,
            like.phaseSeconds(),
            like.stragglerSeconds(),
            like.broadcastSeconds(),
            like.progressFill(),
            like.episodeReturns(),
            like.episodeLengths(),
            like.truncations()));
  }
}
