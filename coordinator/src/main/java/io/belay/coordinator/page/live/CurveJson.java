package io.belay.coordinator.page.live;

import com.fasterxml.jackson.core.JsonGenerator;
import io.belay.coordinator.page.history.Curve;
import io.belay.coordinator.page.history.Section;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The curves of a run, as JSON:
 *
 * <pre>
 *   { "width": iterations of a point, "begin": iteration of the first, "from": first point that follows, "size": of all,
 *     "means": { name: [value, …] }, "least": …, "greatest": … }
 * </pre>
 *
 * <p>Least and greatest only of figures whose outliers matter, and only where a point has several
 * iterations.
 */
final class CurveJson {
  private static final List<String> WITH_OUTLIERS = List.of("klMean", "stepsPerSecond");

  private CurveJson() {}

  static void write(JsonGenerator json, Section section) throws IOException {
    json.writeStartObject();
    json.writeNumberField("width", section.width());
    json.writeNumberField("begin", section.begin());
    json.writeNumberField("from", section.from());
    json.writeNumberField("size", section.size());
    json.writeObjectFieldStart("means");
    for (Map.Entry<String, Curve> curve : section.curves().entrySet()) {
      numbers(json, curve.getKey(), curve.getValue().means());
    }
    json.writeEndObject();
    if (section.width() > 1) {
      json.writeObjectFieldStart("least");
      for (String name : WITH_OUTLIERS) {
        Curve curve = section.curves().get(name);
        if (curve != null) {
          numbers(json, name, curve.least());
        }
      }
      json.writeEndObject();
      json.writeObjectFieldStart("greatest");
      for (String name : WITH_OUTLIERS) {
        Curve curve = section.curves().get(name);
        if (curve != null) {
          numbers(json, name, curve.greatest());
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      number(json, value);
    }
    json.writeEndArray();
  }

  /** A number with the digits of a {@code float}, whole where it is. */
  static void number(JsonGenerator json, double value) throws IOException {
    if (!Float.isFinite((float) value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1 << 24) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber((float) value);
    }
  }
}
