package io.belay.learner.run;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What the last policy of a run of an exact algorithm is worth: member {@code exact} of {@code
 * summary.json}.
 *
 * @param value V(ρ)
 * @param optimalValue V*(ρ)
 * @param restartValue V(μ)
 * @param mismatch ‖d_ρ^{π*}/μ‖∞; +∞, which becomes null, where μ leaves out a state that π* visits
 * @param statement what is certain of the run, such as {@code Theorem 10.7}
 * @param quantity what the statement bounds, such as {@code gap}
 * @param measured what it is
 * @param bound what it never exceeds; +∞, which becomes null, where the statement has no say
 */
public record ExactOutcome(
    double value,
    double optimalValue,
    double restartValue,
    double mismatch,
    String statement,
    String quantity,
    double measured,
    double bound) {

  /** V*(ρ) − V(ρ). */
  public double gap() {
    return optimalValue - value;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    JsonText.number(json, "value", value);
    JsonText.number(json, "optimalValue", optimalValue);
    JsonText.number(json, "gap", gap());
    JsonText.number(json, "restartValue", restartValue);
    JsonText.number(json, "mismatch", mismatch);
    json.writeObjectFieldStart("guarantee");
    json.writeStringField("statement", statement);
    json.writeStringField("quantity", quantity);
    JsonText.number(json, "measured", measured);
    JsonText.number(json, "bound", bound);
    json.writeEndObject();
    json.writeEndObject();
  }
}
