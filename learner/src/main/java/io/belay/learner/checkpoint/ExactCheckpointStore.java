package io.belay.learner.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.belay.error.BelayException;
import io.belay.learner.exact.algorithm.ExactState;
import io.belay.learner.run.SealedFile;
import io.belay.wire.NumericBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The checkpoints of a run of an exact algorithm, as {@link CheckpointStore}. */
public final class ExactCheckpointStore {
  private static final SealedFile FILE =
      new SealedFile("BELAYEX1", "a checkpoint of an exact algorithm");

  private final CheckpointFiles files;

  /**
   * A store; the directory is made when the first checkpoint is written.
   *
   * @param kept how many are kept, at least 1
   */
  public ExactCheckpointStore(Path directory, int kept) {
    this.files = new CheckpointFiles(directory, kept, FILE);
  }

  /**
   * What a run can be continued from.
   *
   * @param newest the newest checkpoint that can be read; empty where there is none
   * @param unreadable one sentence for each newer file that cannot be read
   */
  public record Recovery(Optional<ExactCheckpoint> newest, List<String> unreadable) {}

  /** Writes a checkpoint and then removes those that are too old to be kept. */
  public void write(ExactCheckpoint checkpoint) throws IOException {
    files.write(checkpoint.state().iteration(), encode(checkpoint));
  }

  /** Finds the newest checkpoint that can be read, as {@link CheckpointStore#recover}. */
  public Recovery recover() {
    CheckpointFiles.Found<ExactCheckpoint> found = files.recover(ExactCheckpointStore::decode);
    return new Recovery(found.newest(), found.unreadable());
  }

  private static byte[] encode(ExactCheckpoint checkpoint) {
    byte[] sha256 = HexFormat.of().parseHex(checkpoint.parametersSha256());
    return io.belay.v1.ExactCheckpoint.newBuilder()
        .setRecipe(checkpoint.recipe())
        .setIterations(checkpoint.state().iteration())
        .setParameters(NumericBytes.of(checkpoint.state().parameters()))
        .setTallies(NumericBytes.of(checkpoint.state().tallies()))
        .setSeconds(checkpoint.seconds())
        .setParametersSha256(ByteString.copyFrom(sha256))
        .build()
        .toByteArray();
  }

  private static ExactCheckpoint decode(byte[] body) {
    try {
      io.belay.v1.ExactCheckpoint message = io.belay.v1.ExactCheckpoint.parseFrom(body);
      return new ExactCheckpoint(
          message.getRecipe(),
          new ExactState(
              message.getIterations(),
              NumericBytes.doubles("parameters", message.getParameters()),
              NumericBytes.doubles("tallies", message.getTallies())),
          message.getSeconds(),
          HexFormat.of().formatHex(message.getParametersSha256().toByteArray()));
    } catch (InvalidProtocolBufferException e) {
      throw BelayException.invalid(
          "a body of a checkpoint is a belay.v1.ExactCheckpoint: length=" + body.length);
    }
  }
}
