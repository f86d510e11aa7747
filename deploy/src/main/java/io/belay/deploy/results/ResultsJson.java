package io.belay.deploy.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.belay.error.BelayException;
import io.belay.learner.statistics.Solved;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The table as JSON: what was measured, with its means, and for readers what it is held against.
 */
public final class ResultsJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ConfigParseOptions JSON =
      ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON).setAllowMissing(false);

  private ResultsJson() {}

  /** A table and its yardsticks as JSON. Equal tables give equal texts. */
  public static String write(ResultsTable table, Yardsticks yardsticks) {
    StringWriter text = new StringWriter(4096);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
      printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeArrayFieldStart("recipes");
      for (RecipeResult row : table.rows()) {
        write(json, row, yardsticks);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  /**
   * The table that {@link #write} made a text of; means are computed again.
   *
   * @throws BelayException FATAL where the text is another one
   */
  public static ResultsTable read(String text) {
    try {
      return new ResultsTable(
          ConfigFactory.parseString(text, JSON).getConfigList("recipes").stream()
              .map(ResultsJson::row)
              .toList());
    } catch (ConfigException e) {
      throw BelayException.fatal(
          "results are as `./belay results` writes them; write them again (" + e.getMessage() + ")",
          e);
    }
  }

  static Config parse(Path file) {
    return ConfigFactory.parseFile(file.toFile(), JSON);
  }

  static Optional<Solved> solved(Config json) {
    if (!json.hasPath("solved")) {
      return Optional.empty();
    }
    Config solved = json.getConfig("solved");
    return Optional.of(
        new Solved(
            solved.getDouble("threshold"),
            solved.getLong("atEnvironmentStep"),
            solved.getDouble("atSecond")));
  }

  private static RecipeResult row(Config row) {
    return new RecipeResult(
        row.getString("recipe"),
        row.getString("environment"),
        row.getString("algorithm"),
        row.getLong("environmentSteps"),
        row.getInt("evaluation.episodes"),
        row.getBoolean("evaluation.deterministic"),
        row.getConfigList("seeds").stream().map(ResultsJson::seed).toList());
  }

  private static SeedResult seed(Config seed) {
    return new SeedResult(
        seed.getLong("seed"),
        seed.getDouble("returnMean"),
        seed.getDouble("returnStd"),
        seed.getDouble("seconds"),
        seed.getString("parametersSha256"),
        solved(seed));
  }

  private static void write(JsonGenerator json, RecipeResult row, Yardsticks yardsticks)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("recipe", row.recipe());
    json.writeStringField("environment", row.environment());
    json.writeStringField("algorithm", row.algorithm());
    json.writeNumberField("environmentSteps", row.environmentSteps());
    json.writeObjectFieldStart("evaluation");
    json.writeStringField("distribution", "rho");
    json.writeNumberField("episodes", row.episodes());
    json.writeBooleanField("deterministic", row.deterministic());
    json.writeEndObject();
    json.writeNumberField("returnMean", row.returnMean());
    number(json, "returnStd", row.returnStd());
    json.writeNumberField("secondsMean", row.secondsMean());
    number(json, "target", yardsticks.target(row));
    Optional<PublishedResult> zoo = yardsticks.zoo(row);
    if (zoo.isPresent()) {
      json.writeObjectFieldStart("zoo");
      json.writeNumberField("returnMean", zoo.get().returnMean());
      json.writeNumberField("returnStd", zoo.get().returnStd());
      json.writeNumberField("environmentSteps", zoo.get().environmentSteps());
      json.writeEndObject();
    } else {
      json.writeNullField("zoo");
    }
    json.writeArrayFieldStart("seeds");
    for (SeedResult seed : row.seeds()) {
      write(json, seed);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, SeedResult seed) throws IOException {
    json.writeStartObject();
    json.writeNumberField("seed", seed.seed());
    json.writeNumberField("returnMean", seed.returnMean());
    json.writeNumberField("returnStd", seed.returnStd());
    json.writeNumberField("seconds", seed.seconds());
    json.writeStringField("parametersSha256", seed.parametersSha256());
    if (seed.solved().isPresent()) {
      Solved solved = seed.solved().get();
      json.writeObjectFieldStart("solved");
      json.writeNumberField("threshold", solved.threshold());
      json.writeNumberField("atEnvironmentStep", solved.atEnvironmentStep());
      json.writeNumberField("atSecond", solved.atSecond());
      json.writeEndObject();
    } else {
      json.writeNullField("solved");
    }
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsDouble());
    } else {
      json.writeNullField(name);
    }
  }
}
