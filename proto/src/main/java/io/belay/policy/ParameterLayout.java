package io.belay.policy;

import io.belay.error.BelayException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each tensor of a parameter set lies within one flat array.
 *
 * @param tensors in ascending order of offset, without gaps
 */
public record ParameterLayout(List<Tensor> tensors) {

  /**
   * A named part of a parameter set, row-major.
   *
   * @param name such as {@code w0}, {@code b0}, {@code logStd}
   * @param rows rows of a matrix; 1 for a vector
   * @param columns columns of a matrix, or length of a vector
   * @param offset index of its first element
   */
  public record Tensor(String name, int rows, int columns, int offset) {

    /** Number of elements. */
    public int size() {
      return rows * columns;
    }
  }

  public ParameterLayout {
    tensors = List.copyOf(tensors);
    int offset = 0;
    for (Tensor tensor : tensors) {
      if (tensor.offset() != offset || tensor.rows() < 1 || tensor.columns() < 1) {
        throw BelayException.invalid(
            "tensors lie one after the other and are not empty: tensor=" + tensor);
      }
      offset = Math.addExact(offset, Math.multiplyExact(tensor.rows(), tensor.columns()));
    }
  }

  /** Floats in the whole set. */
  public int size() {
    if (tensors.isEmpty()) {
      return 0;
    }
    Tensor last = tensors.getLast();
    return last.offset() + last.size();
  }

  /** The tensor of this name. */
  public Tensor tensor(String name) {
    for (Tensor tensor : tensors) {
      if (tensor.name().equals(name)) {
        return tensor;
      }
    }
    throw BelayException.invalid("a layout has only the tensors it was made with: tensor=" + name);
  }

  /** Refuses a parameter array of another length. */
  public void requireSize(float[] parameters) {
    if (parameters.length != size()) {
      throw BelayException.invalid(
          "parameters match their layout: length=%d, expected=%d"
              .formatted(parameters.length, size()));
    }
  }

  /** Lays tensors out one after the other. */
  static final class Builder {
    private final List<Tensor> tensors = new ArrayList<>();
    private int offset;

    /** Appends a tensor and returns its offset. */
    int add(String name, int rows, int columns) {
      Tensor tensor = new Tensor(name, rows, columns, offset);
      tensors.add(tensor);
      offset += tensor.size();
      return tensor.offset();
    }

    ParameterLayout build() {
      return new ParameterLayout(tensors);
    }
  }
}
