package io.belay.learner.exact.run;

import io.belay.error.BelayException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over parameters as little-endian float64. */
final class ParametersSha256 {
  private ParametersSha256() {}

  /** In hexadecimal. */
  static String of(double[] parameters) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * parameters.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(parameters);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw BelayException.fatal("every Java platform provides SHA-256; use another JDK", e);
    }
  }
}
