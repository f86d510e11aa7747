package io.belay.learner.node;

import com.google.protobuf.InvalidProtocolBufferException;
import io.belay.control.RunBook;
import io.belay.control.ToLearnerNode;
import io.belay.error.BelayException;
import io.belay.learner.run.SealedFile;
import io.belay.learner.run.WholeFile;
import io.belay.v1.ToLearner;
import io.belay.wire.ControlCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The book of runs on the disk: a sealed {@code belay.v1.RunBook}.
 *
 * @param path the file
 */
record BookFile(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(BookFile.class);
  private static final SealedFile FILE = new SealedFile("BELAYRB1", "a book of runs");

  /**
   * The book; empty where there is none or where it cannot be read. Then the file is kept aside for
   * whoever wants to look at it, and the coordinator, which has the book in memory, sends it again.
   */
  RunBook read() throws IOException {
    if (Files.notExists(path)) {
      return RunBook.empty();
    }
    try {
      return decode(FILE.read(path));
    } catch (BelayException unreadable) {
      Path aside = path.resolveSibling(path.getFileName() + ".unreadable");
      WholeFile.move(path, aside);
      LOG.warn(
          "{}; it is kept as {}. A coordinator that is running sends its book again; where none is, submit the runs that are missing",
          unreadable.getMessage(),
          aside);
      return RunBook.empty();
    }
  }

  /** Writes the book; returns when it is on the disk. Where it cannot be, the old one stays. */
  void write(RunBook book) throws IOException {
    FILE.write(
        path, ControlCodec.encode(new ToLearnerNode.KeepBook(book)).getKeepBook().toByteArray());
  }

  /** The book travels in the same message that it is kept as. */
  private static RunBook decode(byte[] body) {
    try {
      ToLearner message =
          ToLearner.newBuilder().setKeepBook(io.belay.v1.RunBook.parseFrom(body)).build();
      return switch (ControlCodec.decode(message)) {
        case ToLearnerNode.KeepBook keep -> keep.book();
        case ToLearnerNode.Directed unused -> throw notABook(body);
        case ToLearnerNode.StateWanted unused -> throw notABook(body);
      };
    } catch (InvalidProtocolBufferException e) {
      throw notABook(body);
    }
  }

  private static BelayException notABook(byte[] body) {
    return BelayException.invalid(
        "the body of a book of runs is a belay.v1.RunBook: length=" + body.length);
  }
}
