package io.belay.policy;

import io.belay.kernel.Kernels;

/**
 * The softmax of several rows of logits.
 *
 * <pre>
 *   sₐ = lₐ − max l,   eₐ = exp(sₐ),   z = Σ eₐ in ascending a,   log π(a) = sₐ − log z,   π(a) = eₐ ÷ z
 * </pre>
 *
 * <p>Arrays are action-major, {@code [actions, rows]}, so that each operation runs over rows.
 */
public final class SoftmaxRows implements ActionDistribution.Workspace {
  private final int actions;
  private final float[] largest;
  private final float[] shifted;
  private final float[] exponentials;
  private final float[] normalisers;
  private final float[] logNormalisers;
  private int rows;

  SoftmaxRows(int actions, int maxRows) {
    this.actions = actions;
    largest = new float[maxRows];
    shifted = new float[actions * maxRows];
    exponentials = new float[actions * maxRows];
    normalisers = new float[maxRows];
    logNormalisers = new float[maxRows];
  }

  @Override
  public void load(Kernels kernels, int rows, float[] head, int headAt, float[] parameters) {
    this.rows = rows;
    transposeAndFindLargest(head, headAt);
    shift();
    kernels.exp(shifted, 0, actions * rows, exponentials, 0);
    normalise();
    kernels.log(normalisers, 0, rows, logNormalisers, 0);
  }

  private void transposeAndFindLargest(float[] head, int headAt) {
    for (int r = 0; r < rows; r++) {
      float max = head[headAt + r * actions];
      shifted[r] = max;
      for (int a = 1; a < actions; a++) {
        float logit = head[headAt + r * actions + a];
        shifted[a * rows + r] = logit;
        max = Math.max(max, logit);
      }
      largest[r] = max;
    }
  }

  private void shift() {
    for (int a = 0; a < actions; a++) {
      int row = a * rows;
      for (int r = 0; r < rows; r++) {
        shifted[row + r] -= largest[r];
      }
    }
  }

  private void normalise() {
    System.arraycopy(exponentials, 0, normalisers, 0, rows);
    for (int a = 1; a < actions; a++) {
      int row = a * rows;
      for (int r = 0; r < rows; r++) {
        normalisers[r] += exponentials[row + r];
      }
    }
  }

  @Override
  public void sample(float[] noise, float[] chosen, int chosenAt) {
    for (int r = 0; r < rows; r++) {
      float target = noise[r] * normalisers[r];
      float cumulative = exponentials[r];
      int action = 0;
      while (action < actions - 1 && !(target < cumulative)) {
        action++;
        cumulative += exponentials[action * rows + r];
      }
      chosen[chosenAt + r] = action;
    }
  }

  @Override
  public void mode(float[] chosen, int chosenAt) {
    for (int r = 0; r < rows; r++) {
      int best = 0;
      for (int a = 1; a < actions; a++) {
        if (shifted[a * rows + r] > shifted[best * rows + r]) {
          best = a;
        }
      }
      chosen[chosenAt + r] = best;
    }
  }

  @Override
  public void logProbabilities(
      float[] chosen, int chosenAt, float[] logProbabilities, int logProbabilitiesAt) {
    for (int r = 0; r < rows; r++) {
      int action = (int) chosen[chosenAt + r];
      logProbabilities[logProbabilitiesAt + r] = shifted[action * rows + r] - logNormalisers[r];
    }
  }

  /** H = −Σ π(a) log π(a) of each row, in ascending a. */
  @Override
  public void entropies(float[] entropies, int at) {
    for (int r = 0; r < rows; r++) {
      float sum = 0f;
      for (int a = 0; a < actions; a++) {
        sum = Math.fma(-probability(r, a), logProbability(r, a), sum);
      }
      entropies[at + r] = sum;
    }
  }

  /** log π(action) of a row. */
  public float logProbability(int row, int action) {
    return shifted[action * rows + row] - logNormalisers[row];
  }

  /** π(action) of a row. */
  public float probability(int row, int action) {
    return exponentials[action * rows + row] / normalisers[row];
  }
}
