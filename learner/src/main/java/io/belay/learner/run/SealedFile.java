package io.belay.learner.run;

import io.belay.error.BelayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A kind of file that is whole and unaltered or is not used: eight bytes that name the format, the
 * SHA-256 of the body, the body.
 *
 * <pre>
 *   0       8                40
 *   format  SHA-256 of body  body
 * </pre>
 *
 * @param format eight ASCII characters
 * @param noun what such a file is called in problems with it, with its article
 */
public record SealedFile(String format, String noun) {
  private static final int FORMAT_BYTES = 8;
  private static final int DIGEST_BYTES = 32;
  private static final int HEADER_BYTES = FORMAT_BYTES + DIGEST_BYTES;
  private static final int CHUNK_BYTES = 1 << 16;

  public SealedFile {
    if (format.length() != FORMAT_BYTES) {
      throw BelayException.invalid("a format has eight characters: format=" + format);
    }
  }

  /**
   * Writes a file that is complete on the disk, under its name, when the method returns, or else is
   * not there under that name.
   */
  public void write(Path file, byte[] body) throws IOException {
    WholeFile.write(file, formatBytes(), sha256().digest(body), body);
  }

  /** The body; refused where the file is not of this kind, torn or altered. */
  public byte[] read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] header = Arrays.copyOf(bytes, Math.min(bytes.length, HEADER_BYTES));
    requireFormat(file, header, bytes.length);
    byte[] body = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    requireDigest(file, header, sha256().digest(body), bytes.length);
    return body;
  }

  /**
   * Reads the file a piece at a time.
   *
   * @throws BelayException INVALID_REQUEST where it is not of this kind, torn or altered
   */
  public void verify(Path file) throws IOException {
    long length = Files.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(HEADER_BYTES);
      requireFormat(file, header, length);
      MessageDigest digest = sha256();
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
      requireDigest(file, header, digest.digest(), length);
    }
  }

  private void requireFormat(Path file, byte[] header, long length) {
    if (header.length < HEADER_BYTES
        || !Arrays.equals(header, 0, FORMAT_BYTES, formatBytes(), 0, FORMAT_BYTES)) {
      throw BelayException.invalid(
          "%s begins with its format and hash: file=%s, length=%d".formatted(noun, file, length));
    }
  }

  private void requireDigest(Path file, byte[] header, byte[] actual, long length) {
    if (!Arrays.equals(actual, Arrays.copyOfRange(header, FORMAT_BYTES, HEADER_BYTES))) {
      throw BelayException.invalid(
          "the content of %s has the hash it was written with: file=%s, length=%d"
              .formatted(noun, file, length));
    }
  }

  private byte[] formatBytes() {
    return format.getBytes(StandardCharsets.US_ASCII);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw BelayException.fatal("every Java platform provides SHA-256; use another JDK", e);
    }
  }
}
