package io.belay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The elementary functions against {@link StrictMath} in double, every 1021st float (a prime) of
 * the whole range.
 */
class ElementaryTest {

  private static final int STRIDE = 1021;

  private interface FloatFunction {
    float apply(float x);
  }

  /**
   * The largest |got − exact| over x in [0, limit] and, where negative, [−limit, 0], in units of
   * the exact result's last place.
   */
  private static double largestError(
      FloatFunction function, DoubleUnaryOperator exact, float limit, boolean negative) {
    double largest = 0;
    int last = Float.floatToRawIntBits(limit);
    for (int bits = 1; bits > 0 && bits <= last; bits += STRIDE) {
      float x = Float.intBitsToFloat(bits);
      largest = Math.max(largest, error(function, exact, x));
      if (negative) {
        largest = Math.max(largest, error(function, exact, -x));
      }
    }
    return largest;
  }

  private static double error(FloatFunction function, DoubleUnaryOperator exact, float x) {
    double expected = exact.applyAsDouble(x);
    float rounded = (float) expected;
    float got = function.apply(x);
    if (Float.isInfinite(rounded)) {
      return got == rounded ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(got - expected) / Math.ulp(rounded);
  }

  @Test
  void tanhIsWithinTwoAndAHalfUlp() {
    assertThat(largestError(Elementary::tanh, StrictMath::tanh, Float.MAX_VALUE, true))
        .isLessThan(2.5);
  }

  @Test
  void expIsWithinOneAndATenthUlp() {
    assertThat(largestError(Elementary::exp, StrictMath::exp, 110f, true)).isLessThan(1.1);
  }

  @Test
  void logIsWithinNineTenthsUlp() {
    assertThat(largestError(Elementary::log, StrictMath::log, Float.MAX_VALUE, false))
        .isLessThan(0.9);
  }

  @Test
  void tanhIsOddAndNeverBeyondOne() {
    for (int bits = 0; bits <= Float.floatToRawIntBits(Float.MAX_VALUE) - STRIDE; bits += STRIDE) {
      float x = Float.intBitsToFloat(bits);
      float y = Elementary.tanh(x);
      if (y > 1f || Elementary.tanh(-x) != -y) {
        assertThat(y).as("tanh(%s)", x).isLessThanOrEqualTo(1f).isEqualTo(-Elementary.tanh(-x));
      }
    }
    assertThat(Float.floatToRawIntBits(Elementary.tanh(-0f)))
        .isEqualTo(Float.floatToRawIntBits(-0f));
    assertThat(Elementary.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Elementary.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
  }

  @Test
  void expSaturates() {
    assertThat(Elementary.exp(0f)).isEqualTo(1f);
    // ln(MAX_VALUE) = 88.7228391…, between these two neighbours; ln(MIN_VALUE / 2) = −103.9720770…
    assertThat(Elementary.exp(88.72283f)).isFinite();
    assertThat(Elementary.exp(88.72284f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Elementary.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Elementary.exp(-103.97f)).isEqualTo(Float.MIN_VALUE);
    assertThat(Elementary.exp(-103.98f)).isEqualTo(0f);
    assertThat(Elementary.exp(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
  }

  @Test
  void logAtTheEdges() {
    assertThat(Elementary.log(1f)).isEqualTo(0f);
    assertThat(Elementary.log(0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Elementary.log(-0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Elementary.log(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Elementary.log(-1f)).isNaN();
    assertThat(Elementary.log(-Float.MIN_VALUE)).isNaN();
  }

  @Test
  void notANumberStaysNotANumber() {
    assertThat(Elementary.tanh(Float.NaN)).isNaN();
    assertThat(Elementary.exp(Float.NaN)).isNaN();
    assertThat(Elementary.log(Float.NaN)).isNaN();
    for (Activation activation : Activation.values()) {
      assertThat(activation.apply(Float.NaN)).as("%s", activation).isNaN();
    }
  }
}
