package io.belay.learner.checkpoint;

import io.belay.learner.run.SealedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A directory of checkpoints, of which the last few are kept.
 *
 * <p>A file is named after the number of iterations that are completed in it, {@code
 * 00000050.checkpoint}.
 */
public final class CheckpointStore {
  /** What a checkpoint's file is. */
  public static final SealedFile FILE = new SealedFile("BELAYCP1", "a checkpoint");

  private final CheckpointFiles files;

  /**
   * A store; the directory is made when the first checkpoint is written.
   *
   * @param directory where the files are
   * @param kept how many are kept, at least 1
   */
  public CheckpointStore(Path directory, int kept) {
    this.files = new CheckpointFiles(directory, kept, FILE);
  }

  /**
   * What a run can be continued from.
   *
   * @param newest the newest checkpoint that can be read; empty where there is none
   * @param unreadable one sentence for each newer file that cannot be read
   * @param refused those of them that the disk gave and that make no sense
   */
  public record Recovery(
      Optional<Checkpoint> newest, List<String> unreadable, List<Path> refused) {}

  /**
   * A checkpoint's file.
   *
   * @param iteration iterations completed in it
   */
  public record Stored(Path file, int iteration) {}

  /** Writes a checkpoint and then removes those that are too old to be kept. */
  Path write(Checkpoint checkpoint) throws IOException {
    return files.write(checkpoint.iteration(), CheckpointCodec.encode(checkpoint));
  }

  /**
   * Takes in a checkpoint's file that another process wrote and then removes those that are too old
   * to be kept.
   *
   * @param fetched a checkpoint on the same file system; it is not there any more afterwards
   * @param iteration iterations completed in it
   */
  public void adopt(Path fetched, int iteration) throws IOException {
    files.adopt(fetched, iteration);
  }

  /** Reads a checkpoint; refused where the file is none, is torn or altered. */
  public static Checkpoint read(Path file) throws IOException {
    return CheckpointCodec.decode(FILE.read(file));
  }

  /** The file of the newest checkpoint; empty where there is none. */
  public Optional<Stored> newest() {
    return files.newest();
  }

  /**
   * Finds the newest checkpoint that can be read.
   *
   * @throws io.belay.error.BelayException INVALID_REQUEST where there are some and none can be read
   */
  public Recovery recover() {
    CheckpointFiles.Found<Checkpoint> found = files.recover(CheckpointCodec::decode);
    return new Recovery(found.newest(), found.unreadable(), found.refused());
  }

  /** Renames what was refused, so that nobody takes it for the newest checkpoint. */
  public void setAside(Recovery recovery) throws IOException {
    files.setAside(recovery.refused());
  }
}
