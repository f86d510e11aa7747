package io.belay.wire.security;

import io.belay.error.BelayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files whose contents are taken together, and again when one of them has changed.
 *
 * <p>Contents are compared, not times: files mounted from a secret change by a link, and two writes
 * may fall into one tick of a file system's clock. Contents that cannot be taken leave what was
 * taken before in force, with one warning for each different problem.
 *
 * <p>Not thread-safe: one thread looks.
 */
final class WatchedFiles {
  /** Certificates and tokens are a few kilobytes; a longer file is something else. */
  private static final long MAX_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

  /** Puts contents in force, or refuses them and changes nothing. */
  @FunctionalInterface
  interface Taker {
    /**
     * @param contents of the files, in their order
     * @throws BelayException where a rule is broken
     * @throws GeneralSecurityException where a certificate or a key cannot be used
     */
    void take(List<byte[]> contents) throws GeneralSecurityException;
  }

  private final String what;
  private final List<Path> files;
  private final Taker taker;
  private @Nullable List<ByteBuffer> seen;
  private @Nullable String problem;

  /**
   * @param what they are, for messages, such as {@code certificate and key}
   */
  WatchedFiles(String what, List<Path> files, Taker taker) {
    this.what = what;
    this.files = List.copyOf(files);
    this.taker = taker;
  }

  /**
   * Takes the files for the first time.
   *
   * @throws BelayException INVALID_REQUEST where they cannot be taken
   */
  void takeFirst() {
    @Nullable String found = look();
    if (found != null) {
      throw BelayException.invalid(found);
    }
  }

  /** Takes the files again if one has changed since the last look. */
  void takeChanges() {
    @Nullable String before = problem;
    @Nullable List<ByteBuffer> seenBefore = seen;
    @Nullable String found = look();
    if (found != null && !found.equals(before)) {
      LOG.warn("{}; what was read before stays in force", found);
    } else if (found == null && seenBefore != null && !seenBefore.equals(seen)) {
      LOG.info("{} changed and was read again: files={}", what, files);
    }
  }

  private @Nullable String look() {
    try {
      List<byte[]> contents = read();
      List<ByteBuffer> comparable = contents.stream().map(ByteBuffer::wrap).toList();
      if (!comparable.equals(seen)) {
        seen = comparable;
        problem = null;
        taker.take(contents);
      }
    } catch (IOException e) {
      // Nothing was seen, so that the files are taken as soon as they can be read again.
      seen = null;
      problem = "%s can be read: files=%s; %s".formatted(what, files, e);
    } catch (BelayException | GeneralSecurityException e) {
      problem = "%s can be used: files=%s; %s".formatted(what, files, BelayException.sentence(e));
    }
    return problem;
  }

  private List<byte[]> read() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException("it has more than " + MAX_BYTES + " bytes: file=" + file);
      }
      contents.add(Files.readAllBytes(file));
    }
    return contents;
  }
}
