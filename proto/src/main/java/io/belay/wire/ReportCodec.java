package io.belay.wire;

import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import io.belay.error.BelayException;
import io.belay.v1.Figure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an iteration did as a {@code belay.v1} message, and back; figures and phases keep their
 * order.
 */
final class ReportCodec {
  private ReportCodec() {}

  static io.belay.v1.IterationReport encode(IterationReport report) {
    io.belay.v1.IterationReport.Builder message =
        io.belay.v1.IterationReport.newBuilder()
            .setIteration(report.iteration())
            .setVersion(report.version())
            .setEnvironmentSteps(report.environmentSteps())
            .setSeconds(report.seconds())
            .setStepsPerSecond(report.stepsPerSecond())
            .setEpisodes(report.episodes())
            .setReturnMean(report.returnMean())
            .setEpisodeLengthMean(report.episodeLengthMean())
            .setPolicyLag(report.policyLag())
            .setParametersSha256(report.parametersSha256())
            .setTruncations(report.truncations())
            .setReturnQuantiles(encode(report.returnQuantiles()))
            .setLengthQuantiles(encode(report.lengthQuantiles()))
            .setStragglerSeconds(report.stragglerSeconds())
            .setBroadcastSeconds(report.broadcastSeconds())
            .setProgressFill(report.progressFill());
    report.figures().forEach((name, value) -> message.addFigures(figure(name, value)));
    report.phaseSeconds().forEach((name, value) -> message.addPhaseSeconds(figure(name, value)));
    for (double episodeReturn : report.episodeReturns()) {
      message.addEpisodeReturns(episodeReturn);
    }
    for (int length : report.episodeLengths()) {
      message.addEpisodeLengths(length);
    }
    return message.build();
  }

  static IterationReport decode(io.belay.v1.IterationReport message) {
    int[] lengths =
        message.getEpisodeLengthsList().stream()
            .mapToInt(length -> FieldRules.number("report.episode_lengths", length))
            .toArray();
    int truncations = FieldRules.number("report.truncations", message.getTruncations());
    if (lengths.length != message.getEpisodeReturnsCount() || truncations > lengths.length) {
      throw BelayException.invalid(
          "an episode that ended has a return and a length and may be truncated: report.episode_returns=%d, report.episode_lengths=%d, report.truncations=%d"
              .formatted(message.getEpisodeReturnsCount(), lengths.length, truncations));
    }
    return new IterationReport(
        FieldRules.number("report.iteration", message.getIteration()),
        FieldRules.number("report.version", message.getVersion()),
        FieldRules.number("report.environment_steps", message.getEnvironmentSteps()),
        FieldRules.finite("report.seconds", message.getSeconds()),
        FieldRules.finite("report.steps_per_second", message.getStepsPerSecond()),
        FieldRules.number("report.episodes", message.getEpisodes()),
        finiteOrNaN("report.return_mean", message.getReturnMean()),
        quantiles("report.return_quantiles", message.getReturnQuantiles()),
        finiteOrNaN("report.episode_length_mean", message.getEpisodeLengthMean()),
        quantiles("report.length_quantiles", message.getLengthQuantiles()),
        FieldRules.number("report.policy_lag", message.getPolicyLag()),
        FieldRules.sha256("report.parameters_sha256", message.getParametersSha256()),
        figures("report.figures", message.getFiguresList()),
        figures("report.phase_seconds", message.getPhaseSecondsList()),
        FieldRules.finite("report.straggler_seconds", message.getStragglerSeconds()),
        finiteOrNaN("report.broadcast_seconds", message.getBroadcastSeconds()),
        FieldRules.finite("report.progress_fill", message.getProgressFill()),
        FieldRules.finite(
            "report.episode_returns",
            message.getEpisodeReturnsList().stream().mapToDouble(Double::doubleValue).toArray()),
        lengths,
        truncations);
  }

  private static Figure figure(String name, double value) {
    return Figure.newBuilder().setName(name).setValue(value).build();
  }

  /** An algorithm's own figures may be any number: a variance explained of nothing is NaN. */
  private static Map<String, Double> figures(String field, List<Figure> messages) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Figure figure : messages) {
      String name = FieldRules.name(field + ".name", figure.getName());
      if (figures.put(name, figure.getValue()) != null) {
        throw BelayException.invalid("a figure is listed once: %s=%s".formatted(field, name));
      }
    }
    return Collections.unmodifiableMap(figures);
  }

  private static io.belay.v1.Quantiles encode(Quantiles quantiles) {
    return io.belay.v1.Quantiles.newBuilder()
        .setQ10(quantiles.q10())
        .setQ50(quantiles.q50())
        .setQ90(quantiles.q90())
        .build();
  }

  private static Quantiles quantiles(String field, io.belay.v1.Quantiles message) {
    return new Quantiles(
        finiteOrNaN(field + ".q10", message.getQ10()),
        finiteOrNaN(field + ".q50", message.getQ50()),
        finiteOrNaN(field + ".q90", message.getQ90()));
  }

  private static double finiteOrNaN(String field, double value) {
    return Double.isNaN(value) ? value : FieldRules.finite(field, value);
  }
}
