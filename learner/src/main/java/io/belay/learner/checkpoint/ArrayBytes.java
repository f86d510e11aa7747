package io.belay.learner.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.belay.error.BelayException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numeric arrays as little-endian bytes, and back, each by one copy. */
final class ArrayBytes {
  private ArrayBytes() {}

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

  static float[] floats(String name, ByteString bytes) {
    requireWhole(name, bytes, Float.BYTES);
    float[] values = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  static double[] doubles(String name, ByteString bytes) {
    requireWhole(name, bytes, Double.BYTES);
    double[] values = new double[bytes.size() / Double.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  private static void requireWhole(String name, ByteString bytes, int width) {
    if (bytes.size() % width != 0) {
      throw BelayException.invalid(
          "a checkpoint's array is whole numbers of %d bytes each: %s=%d bytes"
              .formatted(width, name, bytes.size()));
    }
  }
}
