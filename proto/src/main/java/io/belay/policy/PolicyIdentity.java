package io.belay.policy;

import io.belay.error.BelayException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * SHA-256 of a policy: its parameters as little-endian float32, then, where it normalises, the
 * statistics' count as little-endian int64 and mean and sum of squares as little-endian float64.
 */
public final class PolicyIdentity {
  private static final int BYTES = 32;

  private final byte[] sha256;

  private PolicyIdentity(byte[] sha256) {
    this.sha256 = sha256;
  }

  /** The identity of these parameters and statistics. */
  public static PolicyIdentity of(float[] parameters, NormaliserStatistics normaliser) {
    MessageDigest digest = sha256();
    digest.update(littleEndian(parameters));
    if (normaliser.active()) {
      ByteBuffer statistics =
          ByteBuffer.allocate(Long.BYTES * (1 + 2 * normaliser.mean().length))
              .order(ByteOrder.LITTLE_ENDIAN);
      statistics.putLong(normaliser.count());
      for (double mean : normaliser.mean()) {
        statistics.putDouble(mean);
      }
      for (double sum : normaliser.sumOfSquares()) {
        statistics.putDouble(sum);
      }
      digest.update(statistics.flip());
    }
    return new PolicyIdentity(digest.digest());
  }

  /** The identity that was read from the wire; exactly 32 bytes. */
  public static PolicyIdentity fromBytes(byte[] sha256) {
    if (sha256.length != BYTES) {
      throw BelayException.invalid(
          "a policy identity is 32 bytes of SHA-256: length=" + sha256.length);
    }
    return new PolicyIdentity(sha256.clone());
  }

  /**
   * SHA-256 in hexadecimal over several parameter arrays one after the other, as little-endian
   * float32.
   */
  public static String parametersSha256(float[]... parameterSets) {
    MessageDigest digest = sha256();
    for (float[] parameters : parameterSets) {
      digest.update(littleEndian(parameters));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  public byte[] toBytes() {
    return sha256.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyIdentity that && Arrays.equals(sha256, that.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(sha256);
  }

  private static ByteBuffer littleEndian(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw BelayException.fatal("every Java platform provides SHA-256; use another JDK", e);
    }
  }
}
