package io.belay.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The numeric primitives of a small dense network.
 *
 * <p>Arrays are flat and row-major; each comes with the index of its first element ({@code xAt} of
 * {@code x}). Outputs go to the caller's arrays and nothing is allocated. An output must not
 * overlap an input, except that the element-wise functions may work in place. Sizes may be zero.
 *
 * <p>Every element of a result is computed by one chain of exactly rounded operations whose order
 * is part of the method's contract: all implementations return the same bits (not a number is one
 * value: which of its bit patterns comes out is unspecified), and a row's or an element's result
 * depends on no other.
 *
 * <p>All methods throw {@link IndexOutOfBoundsException} where an array is too short for its shape
 * and {@link IllegalArgumentException} for a negative size. Implementations are stateless and safe
 * for any number of threads.
 */
public interface Kernels {

  /**
   * A dense layer: {@code y[r, j] = activation(b[j] + Σᵢ x[r, i] · w[i, j])}, a chain of fma over
   * ascending i that starts from b[j].
   *
   * @param x {@code [rows, inputs]}
   * @param w {@code [inputs, outputs]}
   * @param b {@code [outputs]}; null is zero
   * @param y {@code [rows, outputs]}, written
   */
  void affine(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float @Nullable [] b,
      int bAt,
      Activation activation,
      float[] y,
      int yAt);

  /**
   * A product added to what is there: {@code y[r, j] += Σᵢ x[r, i] · w[i, j]}, a chain of fma over
   * ascending i that starts from the present y[r, j].
   *
   * @param x {@code [rows, inputs]}
   * @param w {@code [inputs, outputs]}
   * @param y {@code [rows, outputs]}, read and written
   */
  void accumulate(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      float[] w,
      int wAt,
      float[] y,
      int yAt);

  /**
   * The gradient by the pre-activations of the layer below: {@code dx[r, i] = (Σⱼ dy[r, j] · wᵀ[j,
   * i]) · activation′(x[r, i])}, a chain of fma over ascending j that starts from 0, then one
   * multiplication.
   *
   * @param dy {@code [rows, outputs]}
   * @param wT {@code [outputs, inputs]}, the layer's weights transposed
   * @param activation the activation that made x
   * @param x {@code [rows, inputs]}, outputs of the layer below; not looked at for {@link
   *     Activation#IDENTITY}
   * @param dx {@code [rows, inputs]}, written
   */
  void backwardInput(
      int rows,
      int inputs,
      int outputs,
      float[] dy,
      int dyAt,
      float[] wT,
      int wTAt,
      Activation activation,
      float[] x,
      int xAt,
      float[] dx,
      int dxAt);

  /**
   * The gradient by the weights, for some of the inputs: {@code dw[i, j] = Σᵣ x[r, i] · dy[r, j]}
   * for i in [fromInput, toInput), a chain of fma over ascending r that starts from 0. Threads
   * share the work by inputs, so no sum is ever split.
   *
   * @param x {@code [rows, inputs]}
   * @param dy {@code [rows, outputs]}
   * @param dw {@code [inputs, outputs]}, rows fromInput to toInput written
   */
  void backwardWeights(
      int rows,
      int inputs,
      int outputs,
      float[] x,
      int xAt,
      float[] dy,
      int dyAt,
      int fromInput,
      int toInput,
      float[] dw,
      int dwAt);

  /**
   * The gradient by the bias: {@code db[j] = Σᵣ dy[r, j]}, additions over ascending r that start
   * from 0.
   *
   * @param dy {@code [rows, outputs]}
   * @param db {@code [outputs]}, written
   */
  void backwardBias(int rows, int outputs, float[] dy, int dyAt, float[] db, int dbAt);

  /**
   * A transposed copy of some of the rows: {@code aᵀ[j, i] = a[i, j]} for i in [fromRow, toRow).
   *
   * @param a {@code [rows, columns]}
   * @param aT {@code [columns, rows]}, columns fromRow to toRow written
   */
  void transpose(
      int rows, int columns, float[] a, int aAt, int fromRow, int toRow, float[] aT, int aTAt);

  /**
   * {@code y[i] = tanh x[i]} as {@link Elementary#tanh(float)}.
   *
   * @param x {@code [length]}
   * @param y {@code [length]}, written; may be x
   */
  void tanh(float[] x, int xAt, int length, float[] y, int yAt);

  /**
   * {@code y[i] = exp x[i]} as {@link Elementary#exp(float)}.
   *
   * @param x {@code [length]}
   * @param y {@code [length]}, written; may be x
   */
  void exp(float[] x, int xAt, int length, float[] y, int yAt);

  /**
   * {@code y[i] = ln x[i]} as {@link Elementary#log(float)}.
   *
   * @param x {@code [length]}
   * @param y {@code [length]}, written; may be x
   */
  void log(float[] x, int xAt, int length, float[] y, int yAt);

  /**
   * {@code Σᵢ a[i]²}: element i, counted from {@code at}, joins chain i mod 16 of fma that start
   * from 0; then the chains are added to the first in order.
   *
   * @param a {@code [length]}
   */
  float sumOfSquares(float[] a, int at, int length);

  /**
   * {@code Σᵢ a[i] · b[i]}, in the order of {@link #sumOfSquares}.
   *
   * @param a {@code [length]}
   * @param b {@code [length]}
   */
  float dot(float[] a, int aAt, float[] b, int bAt, int length);

  /**
   * One step of Adam for the elements [from, to) of four arrays that lie alike. Per element, in
   * this order:
   *
   * <pre>
   *   g = gradientScale · gradient
   *   m = fma(β₁, m, (1 − β₁) · g)
   *   v = fma(β₂, v, ((1 − β₂) · g) · g)
   *   p = p − (stepSize · m) / fma(√v, inverseSqrtBias2, ε)
   * </pre>
   *
   * <p>Kingma and Ba, <a href="https://arxiv.org/abs/1412.6980">Adam: A Method for Stochastic
   * Optimization</a>, algorithm 1; ε stands where PyTorch has it, outside the bias correction of v.
   *
   * @param gradientScale a factor for the gradient, from clipping its norm
   * @param gradient read only
   * @param m mean of the gradient, updated
   * @param v mean of the squared gradient, updated
   * @param parameters updated
   */
  void adam(
      AdamConstants constants,
      float gradientScale,
      float[] gradient,
      float[] m,
      float[] v,
      float[] parameters,
      int from,
      int to);
}
