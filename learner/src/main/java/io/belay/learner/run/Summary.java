package io.belay.learner.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.belay.error.BelayException;
import io.belay.learner.statistics.StatisticsState;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The outcome of a run, {@code summary.json}.
 *
 * @param recipe name of the recipe
 * @param environment id of the environment
 * @param algorithm name of the algorithm
 * @param seed the run's seed
 * @param workers rollout workers of the last process that worked on the run
 * @param statistics steps, times and solved record, as of the last checkpoint
 * @param parametersSha256 SHA-256 over actor then critic parameters of the last checkpoint; empty
 *     where there is none
 * @param completed whether every iteration is done
 * @param resumedFrom the iteration at which the run was last resumed; empty where it never was
 * @param evaluation the last policy's evaluation; empty where the run was not completed
 * @param exact what the last policy of a run of an exact algorithm is worth; empty for other runs,
 *     and then without a member in the file
 * @param failure why the run failed; empty where it did not, and then without a member in the file
 */
public record Summary(
    String recipe,
    String environment,
    String algorithm,
    long seed,
    int workers,
    StatisticsState statistics,
    Optional<String> parametersSha256,
    boolean completed,
    OptionalInt resumedFrom,
    Optional<EvaluationFigures> evaluation,
    Optional<ExactOutcome> exact,
    Optional<String> failure) {

  /** Writes {@code summary.json}. */
  public void write(RunFiles files) {
    try {
      WholeFile.write(files.summary(), toJson().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw BelayException.fatal(
          "the summary of a run can be written; make room or repair the disk: file=%s (%s)"
              .formatted(files.summary(), e.getMessage()),
          e);
    }
  }

  /** Whether a summary is there that says the run was completed and how its last policy does. */
  public static boolean saysEvaluated(RunFiles files) {
    boolean completed = false;
    boolean evaluated = false;
    try (JsonParser json = JsonText.FACTORY.createParser(files.summary().toFile())) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        completed |= name.equals("completed") && value == JsonToken.VALUE_TRUE;
        boolean says = name.equals("evaluation") || name.equals("exact");
        evaluated |= says && value == JsonToken.START_OBJECT;
        json.skipChildren();
      }
    } catch (IOException absentOrTorn) {
      return false;
    }
    return completed && evaluated;
  }

  String toJson() throws IOException {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = JsonText.FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      writeRun(json);
      writeProgress(json);
      writeOutcome(json);
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private void writeRun(JsonGenerator json) throws IOException {
    json.writeStringField("recipe", recipe);
    json.writeStringField("environment", environment);
    json.writeStringField("algorithm", algorithm);
    json.writeNumberField("seed", seed);
    json.writeNumberField("workers", workers);
  }

  private void writeProgress(JsonGenerator json) throws IOException {
    json.writeNumberField("iterations", statistics.iterations());
    json.writeNumberField("environmentSteps", statistics.environmentSteps());
    JsonText.seconds(json, "wallSeconds", statistics.seconds());
    JsonText.whole(json, "stepsPerSecond", statistics.stepsPerSecond());
    JsonText.whole(json, "steadyStepsPerSecond", statistics.steadyStepsPerSecond());
    json.writeStringField("parametersSha256", parametersSha256.orElse(null));
    json.writeBooleanField("completed", completed);
    json.writeFieldName("resumedFrom");
    if (resumedFrom.isPresent()) {
      json.writeNumber(resumedFrom.getAsInt());
    } else {
      json.writeNull();
    }
  }

  private void writeOutcome(JsonGenerator json) throws IOException {
    json.writeFieldName("evaluation");
    if (evaluation.isPresent()) {
      EvaluationFigures figures = evaluation.get();
      json.writeStartObject();
      json.writeStringField("distribution", figures.distribution());
      json.writeNumberField("episodes", figures.episodes());
      json.writeBooleanField("deterministic", figures.deterministic());
      JsonText.number(json, "returnMean", figures.returnMean());
      JsonText.number(json, "returnStd", figures.returnStd());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    json.writeFieldName("solved");
    if (statistics.solved().isPresent()) {
      json.writeStartObject();
      JsonText.number(json, "threshold", statistics.solved().get().threshold());
      json.writeNumberField("atEnvironmentStep", statistics.solved().get().atEnvironmentStep());
      JsonText.seconds(json, "atSecond", statistics.solved().get().atSecond());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    if (exact.isPresent()) {
      json.writeFieldName("exact");
      exact.get().write(json);
    }
    if (failure.isPresent()) {
      json.writeStringField("failure", failure.get());
    }
  }
}
