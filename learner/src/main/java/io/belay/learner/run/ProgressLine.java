package io.belay.learner.run;

import com.fasterxml.jackson.core.JsonGenerator;
import io.belay.control.IterationReport;
import io.belay.control.Quantiles;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * One line of {@code progress.jsonl}: an iteration's report as a JSON object.
 *
 * <p>{@code stepsPerSecond} and the members whose names end in {@code seconds} or {@code Seconds}
 * are times; all other members are functions of the recipe alone.
 */
public final class ProgressLine {
  private ProgressLine() {}

  /** The object and the line's end. */
  public static String of(IterationReport report) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = JsonText.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("iteration", report.iteration());
      json.writeNumberField("version", report.version());
      json.writeNumberField("environmentSteps", report.environmentSteps());
      JsonText.seconds(json, "seconds", report.seconds());
      JsonText.whole(json, "stepsPerSecond", report.stepsPerSecond());
      json.writeNumberField("episodes", report.episodes());
      JsonText.number(json, "returnMean", report.returnMean());
      quantiles(json, "returnQuantiles", report.returnQuantiles());
      JsonText.number(json, "episodeLengthMean", report.episodeLengthMean());
      quantiles(json, "lengthQuantiles", report.lengthQuantiles());
      JsonText.numbers(json, report.figures());
      json.writeNumberField("policyLag", report.policyLag());
      json.writeStringField("parametersSha256", report.parametersSha256());
      JsonText.seconds(json, "stragglerSeconds", report.stragglerSeconds());
      JsonText.seconds(json, "broadcastSeconds", report.broadcastSeconds());
      json.writeObjectFieldStart("phaseSeconds");
      for (Map.Entry<String, Double> phase : report.phaseSeconds().entrySet()) {
        JsonText.seconds(json, phase.getKey(), phase.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory takes what is written to it", e);
    }
    return text.append('\n').toString();
  }

  private static void quantiles(JsonGenerator json, String name, Quantiles of) throws IOException {
    json.writeObjectFieldStart(name);
    JsonText.number(json, "q10", of.q10());
    JsonText.number(json, "q50", of.q50());
    JsonText.number(json, "q90", of.q90());
    json.writeEndObject();
  }
}
