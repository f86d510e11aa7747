package io.belay.coordinator.page.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.belay.control.IterationReport;
import io.belay.control.PolicyTable;
import io.belay.coordinator.run.RunEvent;
import io.belay.coordinator.run.RunState;
import io.belay.mdp.ready.GridLayout;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a watcher is told, as JSON. Numbers have the digits of a {@code float}; those that JSON does
 * not know become null.
 */
final class ChangeJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int USUAL_LENGTH = 1 << 12;

  private ChangeJson() {}

  static String write(Change change) {
    StringWriter text = new StringWriter(USUAL_LENGTH);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("now", change.millis());
      json.writeBooleanField("fresh", change.fresh());
      card(json, change.card(), change.fresh());
      json.writeFieldName("curves");
      CurveJson.write(json, change.curves());
      json.writeBooleanField("allWorkers", change.allWorkers());
      workers(json, change.workers());
      lines(json, change.lines());
      grid(json, change.grid());
      table(json, change.table());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void card(JsonGenerator json, @Nullable RunCard card, boolean fresh)
      throws IOException {
    if (card == null) {
      return;
    }
    json.writeObjectFieldStart("run");
    RunEvent.Submitted submitted = card.submitted();
    json.writeStringField("id", submitted.runId());
    json.writeStringField("recipe", submitted.recipe());
    json.writeStringField("environment", submitted.environment());
    json.writeStringField("algorithm", submitted.algorithm());
    json.writeNumberField("blocks", submitted.blocks());
    json.writeNumberField("workersWanted", submitted.workersWanted());
    described(json, card.described(), fresh);
    state(json, card.state());
    report(json, card.report());
    json.writeNumberField("waiting", card.waiting());
    json.writeNumberField("held", card.held());
    json.writeNumberField("refused", card.refused());
    json.writeNumberField("savedIteration", card.saved().iteration());
    json.writeNumberField("savedAt", card.saved().millis());
    json.writeStringField("parametersSha256", card.parametersSha256());
    json.writeEndObject();
  }

  /** The recipe is long and never changes: only who knows nothing is told it. */
  private static void described(
      JsonGenerator json, RunEvent.@Nullable Described described, boolean fresh)
      throws IOException {
    if (described == null) {
      return;
    }
    json.writeNumberField("iterations", described.iterations());
    json.writeNumberField("stepsPerIteration", described.stepsPerIteration());
    if (described.rewardThreshold().isPresent()) {
      json.writeNumberField("threshold", described.rewardThreshold().getAsDouble());
    }
    if (fresh) {
      json.writeStringField("recipeText", described.recipe());
    }
  }

  private static void state(JsonGenerator json, @Nullable RunState state) throws IOException {
    if (state == null) {
      return;
    }
    json.writeStringField("phase", word(state.phase()));
    json.writeNumberField("since", state.since().toEpochMilli());
    json.writeStringField("detail", state.detail());
  }

  private static void report(JsonGenerator json, @Nullable IterationReport report)
      throws IOException {
    if (report == null) {
      return;
    }
    json.writeNumberField("iterationsDone", report.iteration() + 1L);
    json.writeNumberField("steps", report.environmentSteps());
    json.writeNumberField("version", report.version());
    json.writeNumberField("episodes", report.episodes());
    json.writeNumberField("policyLag", report.policyLag());
    number(json, "seconds", report.seconds());
    number(json, "stepsPerSecond", report.stepsPerSecond());
    number(json, "returnMean", report.returnMean());
    number(json, "episodeLengthMean", report.episodeLengthMean());
  }

  private static void workers(JsonGenerator json, List<WorkerRow> rows) throws IOException {
    json.writeArrayFieldStart("workers");
    for (WorkerRow row : rows) {
      json.writeStartObject();
      json.writeStringField("id", row.workerId());
      json.writeStringField("state", word(row.state()));
      json.writeNumberField("slots", row.slots());
      json.writeNumberField("blocks", row.blocks());
      number(json, "stepsPerSecond", row.stepsPerSecond());
      number(json, "idle", row.idleRatio());
      json.writeNumberField("lag", row.policyLag());
      json.writeNumberField("seen", row.lastSeenMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void lines(JsonGenerator json, List<RunLine> lines) throws IOException {
    json.writeArrayFieldStart("events");
    for (RunLine line : lines) {
      json.writeStartObject();
      json.writeNumberField("number", line.number());
      json.writeNumberField("at", line.millis());
      json.writeStringField("kind", word(line.kind()));
      json.writeNumberField("iteration", line.iteration());
      json.writeStringField("text", line.text());
      json.writeNumberField("times", line.times());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void grid(JsonGenerator json, @Nullable GridLayout grid) throws IOException {
    if (grid == null) {
      return;
    }
    json.writeObjectFieldStart("grid");
    json.writeNumberField("rows", grid.rows());
    json.writeNumberField("columns", grid.columns());
    json.writeStringField("cells", grid.cells());
    json.writeArrayFieldStart("actions");
    for (String action : grid.actions()) {
      json.writeString(action);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void table(JsonGenerator json, @Nullable PolicyTable table) throws IOException {
    if (table == null) {
      return;
    }
    json.writeObjectFieldStart("table");
    json.writeNumberField("iteration", table.iteration());
    numbers(json, "values", table.values());
    numbers(json, "probabilities", table.probabilities());
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, String name, float[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    CurveJson.number(json, value);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
