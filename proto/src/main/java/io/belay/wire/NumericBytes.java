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
public final class NumericBytes {
  private NumericBytes() {}

  /** Each value as float32. */
  public static ByteString of(float[] values) {
    byte[] bytes = new byte[Math.multiplyExact(Float.BYTES, values.length)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** Each value as float64. */
  public static ByteString of(double[] values) {
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

  /**
   * The values of float32 bytes.
   *
   * @param name what the array is called in a message
   * @throws BelayException INVALID_REQUEST where the bytes are not whole numbers
   */
  public static float[] floats(String name, ByteString bytes) {
    requireWhole(name, bytes.size(), Float.BYTES);
    float[] values = new float[bytes.size() / Float.BYTES];
    littleEndian(bytes).asFloatBuffer().get(values);
    return values;
  }

  /**
   * The values of float64 bytes.
   *
   * @param name what the array is called in a message
   * @throws BelayException INVALID_REQUEST where the bytes are not whole numbers
   */
  public static double[] doubles(String name, ByteString bytes) {
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
