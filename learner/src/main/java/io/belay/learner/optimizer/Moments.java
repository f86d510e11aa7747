package io.belay.learner.optimizer;

import io.belay.error.BelayException;
import java.util.List;

/** Copies a checkpoint's optimizer arrays back, refusing those of another optimizer or network. */
final class Moments {

  private Moments() {}

  static void restore(List<float[]> saved, float[]... own) {
    if (saved.size() != own.length) {
      throw BelayException.invalid(
          "a checkpoint holds this optimizer's arrays: arrays=%d, expected=%d"
              .formatted(saved.size(), own.length));
    }
    for (int i = 0; i < own.length; i++) {
      if (saved.get(i).length != own[i].length) {
        throw BelayException.invalid(
            "a checkpoint's optimizer arrays match the parameters: length=%d, expected=%d"
                .formatted(saved.get(i).length, own[i].length));
      }
      System.arraycopy(saved.get(i), 0, own[i], 0, own[i].length);
    }
  }
}
