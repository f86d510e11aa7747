package io.belay.deploy.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;

/** What the page's script draws: for each chart and each recipe the mean and its interval. */
final class ComparisonJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Finer than a screen, and a quarter of the bytes. */
  private static final MathContext DIGITS = new MathContext(6);

  private ComparisonJson() {}

  static String of(Comparison comparison) {
    StringWriter text = new StringWriter(1 << 16);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("quantity", comparison.measure().quantity());
      json.writeArrayFieldStart("charts");
      chart(json, comparison, comparison.measure().over(), true);
      chart(json, comparison, "seconds of training", false);
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory takes what is written to it", e);
    }
    return text.toString();
  }

  private static void chart(
      JsonGenerator json, Comparison comparison, String over, boolean overSteps)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("over", over);
    json.writeArrayFieldStart("bands");
    for (RunGroup group : comparison.groups()) {
      Band band = overSteps ? group.overSteps() : group.overSeconds();
      json.writeStartObject();
      json.writeStringField("label", group.label());
      json.writeNumberField("runs", group.runs().size());
      numbers(json, "x", band.x());
      numbers(json, "mean", band.mean());
      if (group.runs().size() > 1) {
        numbers(json, "low", band.low());
        numbers(json, "high", band.high());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      json.writeNumber(new BigDecimal(value).round(DIGITS).doubleValue());
    }
    json.writeEndArray();
  }
}
