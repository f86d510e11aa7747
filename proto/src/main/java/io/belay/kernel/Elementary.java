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
   * tanh x = x (1 + x² (A3 + x² (A5 + x² (A7 + x² A9)))) / (1 + x² (B2 + x² (B4 + x² (B6 + x² B8)))): the minimax rational of
   * type [9/8] on [−8.67, 8.67] that Eigen uses (GenericPacketMathFunctions.h, ptanh_float), found with rminimax (Filip,
   * Nakatsukasa, Trefethen, Beckermann, Rational Minimax Approximation via Adaptive Barycentric Representations, 2018). Beyond
   * the clamp the quotient rounds to one.
   */
  static final float TANH_CLAMP = 8.01773357391357422f;
  static final float TANH_A3 = 1.340216100e-1f;
  static final float TANH_A5 = 3.520756727e-3f;
  static final float TANH_A7 = 2.102733560e-5f;
  static final float TANH_A9 = 1.394553628e-8f;
  static final float TANH_B2 = 4.673553705e-1f;
  static final float TANH_B4 = 2.597254701e-2f;
  static final float TANH_B6 = 3.326951409e-4f;
  static final float TANH_B8 = 8.015776984e-7f;

  /*
   * exp x = 2ⁿ eʳ, n = round(x / ln 2), r = x − n ln 2 with ln 2 in two parts, eʳ = 1 + r + r² P(r) with the polynomial of Moshier's
   * Cephes (expf.c). ROUND = 1.5 · 2²³ pushes the fraction out of a float, so its low bits are n. 2ⁿ is applied in two factors,
   * each a normal float, so that the last multiplication rounds once into the subnormal range or overflows to infinity.
   */
  static final float EXP_MAX = 89f;
  static final float EXP_MIN = -104f;
  static final float LOG2_E = 1.44269504088896341f;
  static final float ROUND = 12582912f;
  static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
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

  /** tanh x; exactly ±1 beyond ±{@value #TANH_CLAMP}, keeps the sign of zero. */
  public static float tanh(float x) {
    float c = x > TANH_CLAMP ? TANH_CLAMP : x;
    c = c < -TANH_CLAMP ? -TANH_CLAMP : c;
    float s = c * c;
    float p = Math.fma(s, TANH_A9, TANH_A7);
    p = Math.fma(s, p, TANH_A5);
    p = Math.fma(s, p, TANH_A3);
    p = Math.fma(s, p, 1f);
    float q = Math.fma(s, TANH_B8, TANH_B6);
    q = Math.fma(s, q, TANH_B4);
    q = Math.fma(s, q, TANH_B2);
    q = Math.fma(s, q, 1f);
    return (c * p) / q;
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
