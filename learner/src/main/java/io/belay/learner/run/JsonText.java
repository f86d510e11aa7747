package io.belay.learner.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/**
 * How figures are written as JSON: numbers that JSON does not know, NaN and the infinities, become
 * null.
 */
final class JsonText {
  static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    number(json, value);
  }

  /** As {@link #number(JsonGenerator, String, double)}, rounded to microseconds. */
  static void seconds(JsonGenerator json, String name, double value) throws IOException {
    number(json, name, Math.rint(value * 1e6) / 1e6);
  }

  /** As {@link #number(JsonGenerator, String, double)}, rounded to a whole number. */
  static void whole(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    if (Double.isFinite(value)) {
      json.writeNumber(Math.round(value));
    } else {
      json.writeNull();
    }
  }

  static void numbers(JsonGenerator json, Map<String, Double> values) throws IOException {
    for (Map.Entry<String, Double> entry : values.entrySet()) {
      number(json, entry.getKey(), entry.getValue());
    }
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
