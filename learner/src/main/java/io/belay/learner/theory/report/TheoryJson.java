package io.belay.learner.theory.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Series;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * A run of statements as JSON. Equal runs give equal texts: no time is written. Numbers that JSON
 * does not know become null.
 *
 * <pre>
 *   { "holds": …, "statements": [ { "name", "number", "title", "sentence", "formula", "remark", "holds",
 *       "findings": [ { "instance", "quantity", "measured", "relation", "boundName", "bound", "holds" } ],
 *       "plots": [ { "title", "x": { "label", "scale" }, "y": …, "values": [x, …],
 *           "series": [ { "label", "role", "values": [y, …] } ] } ] } ] }
 * </pre>
 */
public final class TheoryJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private TheoryJson() {}

  /** The whole run, indented. */
  public static String write(List<Examined> run) {
    return text(
        true,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("holds", run.stream().allMatch(one -> one.outcome().holds()));
          json.writeArrayFieldStart("statements");
          for (Examined examined : run) {
            write(json, examined);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Plots alone, in their order, on one line. */
  static String plots(List<Plot> plots) {
    return text(false, json -> write(json, plots));
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static String text(boolean indented, Body body) {
    StringWriter text = new StringWriter(1 << 16);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      if (indented) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        json.setPrettyPrinter(printer);
      }
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, Examined examined) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", examined.heading().name());
    json.writeStringField("number", examined.heading().number());
    json.writeStringField("title", examined.heading().title());
    json.writeStringField("sentence", examined.heading().sentence());
    json.writeStringField("formula", examined.heading().formula());
    json.writeStringField("remark", examined.heading().remark());
    json.writeBooleanField("holds", examined.outcome().holds());
    json.writeArrayFieldStart("findings");
    for (Finding finding : examined.outcome().findings()) {
      json.writeStartObject();
      json.writeStringField("instance", finding.instance());
      json.writeStringField("quantity", finding.quantity());
      json.writeFieldName("measured");
      number(json, finding.measured());
      json.writeStringField("relation", word(finding.relation()));
      json.writeStringField("boundName", finding.boundName());
      json.writeFieldName("bound");
      number(json, finding.bound());
      json.writeBooleanField("holds", finding.holds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("plots");
    write(json, examined.outcome().plots());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, List<Plot> plots) throws IOException {
    json.writeStartArray();
    for (Plot plot : plots) {
      json.writeStartObject();
      json.writeStringField("title", plot.title());
      axis(json, "x", plot.x().label(), word(plot.x().scale()));
      axis(json, "y", plot.y().label(), word(plot.y().scale()));
      numbers(json, plot.allX());
      json.writeArrayFieldStart("series");
      for (Series series : plot.series()) {
        json.writeStartObject();
        json.writeStringField("label", series.label());
        json.writeStringField("role", word(series.role()));
        numbers(json, plot.yOf(series));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void axis(JsonGenerator json, String name, String label, String scale)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("label", label);
    json.writeStringField("scale", scale);
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, double[] values) throws IOException {
    json.writeArrayFieldStart("values");
    for (double value : values) {
      number(json, value);
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
