package io.belay.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.belay.error.BelayException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numeric arrays as little-endian bytes, and back.
 *
 * <p>Encoding writes into a fresh array that the {@link ByteString} then owns; decoding copies
 * once, into a fresh array.
 */
final class NumericBytes {
  private NumericBytes() {}

  static ByteString of(float[] values) {
    byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  static ByteString of(double[] values) {
    byte[] bytes = new byte[Math.multiplyExact(Double.BYTES, values.length)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /**
   * Flags are handed over like every array of a trajectory, so that the caller's array needs no
   * copy.
   */
  static ByteString of(byte[] flags) {
    return UnsafeByteOperations.unsafeWrap(flags);
  }

  static float[] floats(String name, ByteString bytes) {
    requireWhole(name, bytes.size(), Float.BYTES);
    float[] values = new float[bytes.size() / Float.BYTES];
    littleEndian(bytes).asFloatBuffer().get(values);
    return values;
  }

  static double[] doubles(String name, ByteString bytes) {
    requireWhole(name, bytes.size(), Double.BYTES);
    double[] values = new double[bytes.size() / Double.BYTES];
    littleEndian(bytes).asDoubleBuffer().get(values);
    return values;
  }

  private static ByteBuffer littleEndian(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void requireWhole(String name, int size, int width) {
    if (size % width != 0) {
      throw BelayException.invalid(
          "an array is whole numbers of %d bytes each: %s=%d bytes".formatted(width, name, size));
    }
  }
}
