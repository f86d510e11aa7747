package io.belay.deploy.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.belay.control.IterationReport;
import io.belay.learner.run.ProgressLine;
import io.belay.learner.run.RunFiles;
import io.belay.recipe.Recipe;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * A run as objects of JSON, a line each, told apart by {@code type}: {@code begin}, {@code
 * iteration} with the members of a line of {@code progress.jsonl}, {@code end} with those of {@code
 * summary.json}.
 */
final class RunJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private RunJson() {}

  /**
   * What is trained, before the first iteration.
   *
   * @param iteration the first one's number: 0, or where the run goes on
   */
  static String begin(RunFiles files, Recipe recipe, int iteration) {
    return object(
        "begin",
        json -> {
          json.writeStringField("recipe", recipe.name());
          json.writeStringField("environment", recipe.environment().id());
          json.writeStringField("algorithm", recipe.algorithm().name());
          json.writeNumberField("seed", recipe.training().seed());
          json.writeNumberField("iteration", iteration);
          json.writeNumberField("iterations", recipe.iterations());
          json.writeStringField("runDirectory", files.root().toString());
        });
  }

  static String iteration(IterationReport report) {
    return "{\"type\":\"iteration\"," + ProgressLine.of(report).substring(1).stripTrailing();
  }

  /**
   * How it ended.
   *
   * @param status the command's exit status
   */
  static String end(RunFiles files, int status) {
    return object(
        "end",
        json -> {
          json.writeNumberField("status", status);
          if (Files.isRegularFile(files.summary())) {
            copyMembers(files, json);
          }
        });
  }

  private static void copyMembers(RunFiles files, JsonGenerator json) throws IOException {
    try (JsonParser summary = FACTORY.createParser(files.summary().toFile())) {
      summary.nextToken();
      while (summary.nextToken() == JsonToken.FIELD_NAME) {
        json.copyCurrentStructure(summary);
      }
    }
  }

  /** What writes the members of an object. */
  private interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static String object(String type, Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", type);
      members.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("what a run is told as can be written", e);
    }
    return text.toString();
  }
}
