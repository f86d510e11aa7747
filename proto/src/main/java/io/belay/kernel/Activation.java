package io.belay.kernel;

/** The function a layer applies to its pre-activations. */
public enum Activation {
  /** {@code y = x}. */
  IDENTITY {
    @Override
    public float apply(float x) {
      return x;
    }

    @Override
    public float derivative(float y) {
      return 1f;
    }
  },

  /** {@code y = tanh x}, as {@link Elementary#tanh(float)} computes it. */
  TANH {
    @Override
    public float apply(float x) {
      return Elementary.tanh(x);
    }

    @Override
    public float derivative(float y) {
      return Math.fma(-y, y, 1f);
    }
  },

  /** {@code y = x < 0 ? 0 : x}: not a number stays not a number. */
  RELU {
    @Override
    public float apply(float x) {
      return x < 0f ? 0f : x;
    }

    @Override
    public float derivative(float y) {
      return y > 0f ? 1f : 0f;
    }
  };

  /**
   * The activation of one pre-activation.
   *
   * @param x the pre-activation
   */
  public abstract float apply(float x);

  /**
   * dy/dx expressed by the output, so that the backward pass needs no pre-activation: 1, {@code
   * fma(−y, y, 1)}, or {@code y > 0 ? 1 : 0}.
   *
   * @param y what {@link #apply} returned
   */
  public abstract float derivative(float y);
}
