package io.belay.learner.checkpoint;

import io.belay.error.BelayException;
import io.belay.learner.run.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * One checkpoint on disk: eight bytes that name the format, the SHA-256 of the body, the body.
 *
 * <pre>
 *   0        8                40
 *   "BELAYCP1" SHA-256 of body  body: belay.v1.Checkpoint
 * </pre>
 */
final class CheckpointFile {
  private static final byte[] MAGIC = "BELAYCP1".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST_BYTES = 32;
  private static final int HEADER_BYTES = MAGIC.length + DIGEST_BYTES;

  private CheckpointFile() {}

  /**
   * Writes a file that is complete on the disk, under its name, when the method returns, or else is
   * not there under that name.
   */
  static void write(Path file, byte[] body) throws IOException {
    WholeFile.write(file, MAGIC, sha256(body), body);
  }

  /** The body; refused where the file is not one of ours, torn or altered. */
  static byte[] read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < HEADER_BYTES
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw BelayException.invalid(
          "a checkpoint begins with its format and hash: file=%s, length=%d"
              .formatted(file, bytes.length));
    }
    byte[] body = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    if (!Arrays.equals(sha256(body), Arrays.copyOfRange(bytes, MAGIC.length, HEADER_BYTES))) {
      throw BelayException.invalid(
          "a checkpoint's content has the hash it was written with: file=%s, length=%d"
              .formatted(file, bytes.length));
    }
    return body;
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw BelayException.fatal("every Java platform provides SHA-256; use another JDK", e);
    }
  }
}
