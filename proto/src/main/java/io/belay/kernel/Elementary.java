package io.belay.kernel;

/**
 * tanh, exp and log of a float out of exactly rounded operations (+, −, ×, ÷, fma, comparisons, bit
 * casts), in one order.
 *
 * <p>{@code Math.exp} and the Vector API's {@code TANH}, {@code EXP}, {@code LOG} may differ
 * between processors and between interpreted and compiled code; these do not. The vector kernels
 * apply the same operations to every lane.
 */
public final class Elementary {

  /*
   * tanh |x| = E / (E + 2), E = e²ˣ − 1 = 2ⁿ (eʳ − 1) + (2ⁿ − 1), n = round(2|x| / ln 2), r = 2|x| − n ln 2, and the sign of x. No digit
   * cancels: E keeps its relative precision down to the smallest x, and E / (E + 2) never exceeds one. eʳ − 1 = r + r² P(r), where P is
   * the minimax polynomial of degree 4 on |r| ≤ ½ ln 2 (Remez exchange, coefficients rounded to float one by one, relative
   * error 1.4e−8). The error of ln 2 as a float matters only where n is large and E / (E + 2) no longer feels it.
   */
  static final float TANH_MAX = 20f;
  static final float TWO_LOG2_E = 2.88539008177792681f;
  static final float TANH_P0 = 0.49999997f;
  static final float TANH_P1 = 0.16666546f;
  static final float TANH_P2 = 0.041667435f;
  static final float TANH_P3 = 0.008366262f;
  static final float TANH_P4 = 0.0013870657f;
  static final int SIGN_BIT = Integer.MIN_VALUE;

  /*
   * exp x = 2ⁿ eʳ, n = round(x / ln 2), r = x − n ln 2 with ln 2 in two parts, eʳ = 1 + r + r² P(r) with the polynomial of Moshier's
   * Cephes (expf.c). ROUND = 1.5 · 2²³ pushes the fraction out of a float, so its low bits are n. 2ⁿ is applied in two factors,
   * each a normal float, so that the last multiplication rounds once into the subnormal range or overflows to infinity.
   */
  static final float EXP_MAX = 89f;
  static final float EXP_MIN = -104f;
  static final float LOG2_E = 1.44269504088896341f;
  static final float ROUND = 12582912f;
  static final int ROUND_BITS = 0x4b400000;
  static final int ONE_BITS = 0x3f800000;
  static final float LN2_HIGH = 0.693147182464599609375f;
  static final float LN2_LOW = -1.904654299957767878541e-9f;
  static final float EXP_P0 = 1.9875691500e-4f;
  static final float EXP_P1 = 1.3981999507e-3f;
  static final float EXP_P2 = 8.3334519073e-3f;
  static final float EXP_P3 = 4.1665795894e-2f;
  static final float EXP_P4 = 1.6666665459e-1f;
  static final float EXP_P5 = 5.0000001201e-1f;

  /*
   * log x = e ln 2 + log(1 + f), 1 + f in [√½, √2), log(1 + f) = f − f²/2 + f³ P(f) with the polynomial of Cephes (logf.c).
   * Subnormal numbers are first multiplied by 2²³.
   */
  static final float LOG_SCALE = 8388608f;
  static final float LOG_SCALE_EXPONENT = 23f;
  static final int SQRT_HALF_BITS = 0x3f3504f3;
  static final float LOG_P0 = 7.0376836292e-2f;
  static final float LOG_P1 = -1.1514610310e-1f;
  static final float LOG_P2 = 1.1676998740e-1f;
  static final float LOG_P3 = -1.2420140846e-1f;
  static final float LOG_P4 = 1.4249322787e-1f;
  static final float LOG_P5 = -1.6668057665e-1f;
  static final float LOG_P6 = 2.0000714765e-1f;
  static final float LOG_P7 = -2.4999993993e-1f;
  static final float LOG_P8 = 3.3333331174e-1f;

  private Elementary() {}

  /** tanh x, odd, in [−1, 1]; keeps the sign of zero. */
  public static float tanh(float x) {
    float magnitude = Math.abs(x);
    float c = magnitude > TANH_MAX ? TANH_MAX : magnitude;
    float shifted = Math.fma(c, TWO_LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, -LN2_HIGH, c + c);
    float p = Math.fma(r, TANH_P4, TANH_P3);
    p = Math.fma(r, p, TANH_P2);
    p = Math.fma(r, p, TANH_P1);
    p = Math.fma(r, p, TANH_P0);
    p = Math.fma(r * r, p, r);
    float t = Float.intBitsToFloat((Float.floatToRawIntBits(shifted) << 23) + ONE_BITS);
    float e = Math.fma(t, p, t - 1f);
    float y = e / (e + 2f);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(y) | (Float.floatToRawIntBits(x) & SIGN_BIT));
  }

  /** eˣ; +∞ above ln {@link Float#MAX_VALUE}, subnormal and then 0 far below zero. */
  public static float exp(float x) {
    float c = x > EXP_MAX ? EXP_MAX : x;
    c = c < EXP_MIN ? EXP_MIN : c;
    float shifted = Math.fma(c, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(-n, LN2_HIGH, c);
    r = Math.fma(-n, LN2_LOW, r);
    float p = Math.fma(r, EXP_P0, EXP_P1);
    p = Math.fma(r, p, EXP_P2);
    p = Math.fma(r, p, EXP_P3);
    p = Math.fma(r, p, EXP_P4);
    p = Math.fma(r, p, EXP_P5);
    p = Math.fma(r * r, p, r) + 1f;
    int exponent = Float.floatToRawIntBits(shifted) - ROUND_BITS;
    int half = exponent >> 1;
    return p * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  /** ln x; −∞ at zero, not a number below it. */
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float scaled = subnormal ? x * LOG_SCALE : x;
    int bits = Float.floatToRawIntBits(scaled);
    int exponent = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
    float e = subnormal ? exponent - LOG_SCALE_EXPONENT : exponent;
    float p = Math.fma(f, LOG_P0, LOG_P1);
    p = Math.fma(f, p, LOG_P2);
    p = Math.fma(f, p, LOG_P3);
    p = Math.fma(f, p, LOG_P4);
    p = Math.fma(f, p, LOG_P5);
    p = Math.fma(f, p, LOG_P6);
    p = Math.fma(f, p, LOG_P7);
    p = Math.fma(f, p, LOG_P8);
    float s = f * f;
    float y = Math.fma(e, LN2_LOW, f * s * p);
    y = Math.fma(s, -0.5f, y) + f;
    y = Math.fma(e, LN2_HIGH, y);
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    return x < 0f ? Float.NaN : y;
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }
}
