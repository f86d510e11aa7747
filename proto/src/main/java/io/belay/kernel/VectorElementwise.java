package io.belay.kernel;

import static io.belay.kernel.VectorProduct.LANES;
import static io.belay.kernel.VectorProduct.SPECIES;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Element-wise functions on vectors: the operations of {@link Elementary}, {@link Activation} and
 * {@link Kernels#adam} in their order, in every lane; what is left of a vector goes through the
 * scalar functions. Bounds are the caller's to check.
 */
final class VectorElementwise {

  private VectorElementwise() {}

  static void tanh(float[] x, int xAt, int length, float[] y, int yAt) {
    FloatVector p4 = constant(Elementary.TANH_P4);
    FloatVector p3 = constant(Elementary.TANH_P3);
    FloatVector p2 = constant(Elementary.TANH_P2);
    FloatVector p1 = constant(Elementary.TANH_P1);
    FloatVector p0 = constant(Elementary.TANH_P0);
    FloatVector twoLog2e = constant(Elementary.TWO_LOG2_E);
    FloatVector round = constant(Elementary.ROUND);
    FloatVector minusLn2 = constant(-Elementary.LN2_HIGH);
    FloatVector max = constant(Elementary.TANH_MAX);
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector magnitude = v.abs();
      FloatVector c = magnitude.blend(max, magnitude.compare(GT, max));
      FloatVector shifted = c.fma(twoLog2e, round);
      FloatVector n = shifted.sub(round);
      FloatVector r = n.fma(minusLn2, c.add(c));
      FloatVector p = r.fma(p4, p3);
      p = r.fma(p, p2);
      p = r.fma(p, p1);
      p = r.fma(p, p0);
      p = r.mul(r).fma(p, r);
      IntVector tBits = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(Elementary.ONE_BITS);
      FloatVector t = tBits.reinterpretAsFloats();
      FloatVector e = t.fma(p, t.sub(1f));
      IntVector yBits = e.div(e.add(2f)).reinterpretAsInts();
      IntVector sign = v.reinterpretAsInts().and(Elementary.SIGN_BIT);
      yBits.or(sign).reinterpretAsFloats().intoArray(y, yAt + i);
    }
    for (; i < length; i++) {
      y[yAt + i] = Elementary.tanh(x[xAt + i]);
    }
  }

  static void exp(float[] x, int xAt, int length, float[] y, int yAt) {
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector c = v.blend(Elementary.EXP_MAX, v.compare(GT, Elementary.EXP_MAX));
      c = c.blend(Elementary.EXP_MIN, c.compare(LT, Elementary.EXP_MIN));
      FloatVector shifted = c.fma(constant(Elementary.LOG2_E), constant(Elementary.ROUND));
      FloatVector n = shifted.sub(Elementary.ROUND);
      FloatVector r = n.fma(constant(-Elementary.LN2_HIGH), c);
      r = n.fma(constant(-Elementary.LN2_LOW), r);
      FloatVector p = r.fma(constant(Elementary.EXP_P0), constant(Elementary.EXP_P1));
      p = r.fma(p, constant(Elementary.EXP_P2));
      p = r.fma(p, constant(Elementary.EXP_P3));
      p = r.fma(p, constant(Elementary.EXP_P4));
      p = r.fma(p, constant(Elementary.EXP_P5));
      p = r.mul(r).fma(p, r).add(1f);
      IntVector exponent = shifted.reinterpretAsInts().sub(Elementary.ROUND_BITS);
      IntVector half = exponent.lanewise(ASHR, 1);
      IntVector first = half.add(127).lanewise(LSHL, 23);
      IntVector second = exponent.sub(half).add(127).lanewise(LSHL, 23);
      p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats()).intoArray(y, yAt + i);
    }
    for (; i < length; i++) {
      y[yAt + i] = Elementary.exp(x[xAt + i]);
    }
  }

  static void log(float[] x, int xAt, int length, float[] y, int yAt) {
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
      VectorMask<Float> subnormal = v.compare(LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(Elementary.LOG_SCALE), subnormal).reinterpretAsInts();
      IntVector exponent = bits.sub(Elementary.SQRT_HALF_BITS).lanewise(ASHR, 23);
      FloatVector f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
      e = e.blend(e.sub(Elementary.LOG_SCALE_EXPONENT), subnormal);
      FloatVector p = f.fma(constant(Elementary.LOG_P0), constant(Elementary.LOG_P1));
      p = f.fma(p, constant(Elementary.LOG_P2));
      p = f.fma(p, constant(Elementary.LOG_P3));
      p = f.fma(p, constant(Elementary.LOG_P4));
      p = f.fma(p, constant(Elementary.LOG_P5));
      p = f.fma(p, constant(Elementary.LOG_P6));
      p = f.fma(p, constant(Elementary.LOG_P7));
      p = f.fma(p, constant(Elementary.LOG_P8));
      FloatVector s = f.mul(f);
      FloatVector w = e.fma(constant(Elementary.LN2_LOW), f.mul(s).mul(p));
      w = s.fma(constant(-0.5f), w).add(f);
      w = e.fma(constant(Elementary.LN2_HIGH), w);
      w = v.blend(w, v.compare(LT, Float.POSITIVE_INFINITY));
      w = w.blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0f));
      w.blend(Float.NaN, v.compare(LT, 0f)).intoArray(y, yAt + i);
    }
    for (; i < length; i++) {
      y[yAt + i] = Elementary.log(x[xAt + i]);
    }
  }

  static void relu(float[] y, int at, int length) {
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, at + i);
      v.blend(0f, v.compare(LT, 0f)).intoArray(y, at + i);
    }
    for (; i < length; i++) {
      y[at + i] = Activation.RELU.apply(y[at + i]);
    }
  }

  /** {@code dx *= 1 − x²}, x an output of tanh. */
  static void multiplyByTanhDerivative(float[] x, int xAt, int length, float[] dx, int dxAt) {
    FloatVector one = constant(1f);
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector derivative = v.neg().fma(v, one);
      FloatVector.fromArray(SPECIES, dx, dxAt + i).mul(derivative).intoArray(dx, dxAt + i);
    }
    for (; i < length; i++) {
      dx[dxAt + i] *= Activation.TANH.derivative(x[xAt + i]);
    }
  }

  /** {@code dx *= x > 0 ? 1 : 0}, x an output of the rectifier. */
  static void multiplyByReluDerivative(float[] x, int xAt, int length, float[] dx, int dxAt) {
    FloatVector zero = constant(0f);
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector derivative = zero.blend(1f, v.compare(GT, 0f));
      FloatVector.fromArray(SPECIES, dx, dxAt + i).mul(derivative).intoArray(dx, dxAt + i);
    }
    for (; i < length; i++) {
      dx[dxAt + i] *= Activation.RELU.derivative(x[xAt + i]);
    }
  }

  static void adam(
      AdamConstants constants,
      float gradientScale,
      float[] gradient,
      float[] m,
      float[] v,
      float[] parameters,
      int from,
      int to) {
    FloatVector beta1 = constant(constants.beta1());
    FloatVector oneMinusBeta1 = constant(constants.oneMinusBeta1());
    FloatVector beta2 = constant(constants.beta2());
    FloatVector oneMinusBeta2 = constant(constants.oneMinusBeta2());
    FloatVector stepSize = constant(constants.stepSize());
    FloatVector inverseSqrtBias2 = constant(constants.inverseSqrtBias2());
    FloatVector epsilon = constant(constants.epsilon());
    FloatVector scale = constant(gradientScale);
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector g = scale.mul(FloatVector.fromArray(SPECIES, gradient, i));
      FloatVector mean = beta1.fma(FloatVector.fromArray(SPECIES, m, i), oneMinusBeta1.mul(g));
      FloatVector square =
          beta2.fma(FloatVector.fromArray(SPECIES, v, i), oneMinusBeta2.mul(g).mul(g));
      FloatVector denominator = square.sqrt().fma(inverseSqrtBias2, epsilon);
      FloatVector step = stepSize.mul(mean).div(denominator);
      mean.intoArray(m, i);
      square.intoArray(v, i);
      FloatVector.fromArray(SPECIES, parameters, i).sub(step).intoArray(parameters, i);
    }
    PlainKernels.adamLoop(constants, gradientScale, gradient, m, v, parameters, i, to);
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
