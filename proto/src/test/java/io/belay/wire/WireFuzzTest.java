package io.belay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.trajectory.BlockReply;
import io.belay.trajectory.BlockVerdict;
import io.belay.v1.BlockOffer;
import io.belay.v1.BlockReceipt;
import io.belay.v1.CarryReply;
import io.belay.v1.CoordinatorMessage;
import io.belay.v1.FromLearner;
import io.belay.v1.PolicyUpdate;
import io.belay.v1.ToLearner;
import io.belay.v1.WorkerMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes arrive, reading them gives a domain object or a refusal and nothing else: no other
 * exception, no large allocation.
 */
class WireFuzzTest {
  private static final int MUTANTS_PER_SEED = 4_000;

  /** Parses and decodes one message. */
  private interface Reader {
    void read(byte[] bytes) throws InvalidProtocolBufferException;
  }

  private record Target(String name, byte[] valid, Reader reader) {}

  @Test
  void mutatedMessagesAreReadOrRefused() {
    for (Target target : targets()) {
      SplittableRandom random = new SplittableRandom(20261122);
      int refused = 0;
      for (int i = 0; i < MUTANTS_PER_SEED; i++) {
        refused += refuses(target, mutate(target.valid(), random)) ? 1 : 0;
      }
      assertThat(refused).as("mutants of %s that were refused", target.name()).isPositive();
    }
  }

  @Test
  void randomBytesAreReadOrRefused() {
    SplittableRandom random = new SplittableRandom(7);
    for (Target target : targets()) {
      for (int i = 0; i < 500; i++) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        refuses(target, bytes);
      }
    }
  }

  private static boolean refuses(Target target, byte[] bytes) {
    try {
      target.reader().read(bytes);
      return false;
    } catch (InvalidProtocolBufferException unparsable) {
      return true;
    } catch (BelayException refusal) {
      assertThat(refusal.category()).isEqualTo(ErrorCategory.INVALID_REQUEST);
      return true;
    } catch (RuntimeException | OutOfMemoryError other) {
      throw new AssertionError(
          "%s must be read or refused: %s".formatted(target.name(), Arrays.toString(bytes)), other);
    }
  }

  /** One to four changes: a bit, a byte, a cut, a doubled or a removed stretch. */
  private static byte[] mutate(byte[] valid, SplittableRandom random) {
    byte[] mutant = valid.clone();
    for (int change = random.nextInt(1, 5); change > 0 && mutant.length > 0; change--) {
      int at = random.nextInt(mutant.length);
      int to = Math.min(mutant.length, at + 1 + random.nextInt(8));
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt();
        case 2 -> mutant = Arrays.copyOf(mutant, at);
        case 3 -> mutant = splice(mutant, to, mutant, at);
        default -> mutant = splice(mutant, at, mutant, to);
      }
    }
    return mutant;
  }

  /** The first {@code head} bytes of one array and what follows {@code tail} in another. */
  private static byte[] splice(byte[] first, int head, byte[] second, int tail) {
    byte[] spliced = Arrays.copyOf(first, head + second.length - tail);
    System.arraycopy(second, tail, spliced, head, second.length - tail);
    return spliced;
  }

  private static List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    targets.add(
        new Target(
            "BlockOffer",
            BlockCodec.encode(SampleMessages.block()).toByteArray(),
            bytes -> {
              BlockOffer offer = BlockOffer.parseFrom(bytes);
              BlockCodec.decodeStamp(offer);
              TrajectoryFiniteness.firstViolation(BlockCodec.decodeTrajectory(offer));
            }));
    targets.add(
        new Target(
            "PolicyUpdate",
            PolicyCodec.encode(SampleMessages.normalisedPolicy()).toByteArray(),
            bytes -> PolicyCodec.decode(PolicyUpdate.parseFrom(bytes).getPolicy())));
    targets.add(
        new Target(
            "CarryReply",
            CarryCodec.encode(Optional.of(SampleMessages.trajectory().carries())).toByteArray(),
            bytes -> CarryCodec.decode(CarryReply.parseFrom(bytes))));
    BlockReply reply = BlockReply.to(SampleMessages.block().stamp(), BlockVerdict.STALE, "late", 9);
    targets.add(
        new Target(
            "BlockReceipt",
            ReplyCodec.encode(reply).toByteArray(),
            bytes -> ReplyCodec.decode(BlockReceipt.parseFrom(bytes))));
    SampleMessages.fromWorker()
        .forEach(said ->
            targets.add(
                new Target(
                    said.getClass().getSimpleName(),
                    SessionCodec.encode(said).toByteArray(),
                    bytes -> SessionCodec.decode(WorkerMessage.parseFrom(bytes)))));
    SampleMessages.fromCoordinator()
        .forEach(said ->
            targets.add(
                new Target(
                    said.getClass().getSimpleName(),
                    SessionCodec.encode(said).toByteArray(),
                    bytes -> SessionCodec.decode(CoordinatorMessage.parseFrom(bytes)))));
    SampleControl.fromLearner()
        .forEach(said ->
            targets.add(
                new Target(
                    said.getClass().getSimpleName(),
                    ControlCodec.encode(said).toByteArray(),
                    bytes -> ControlCodec.decode(FromLearner.parseFrom(bytes)))));
    SampleControl.toLearner()
        .forEach(said ->
            targets.add(
                new Target(
                    said.getClass().getSimpleName(),
                    ControlCodec.encode(said).toByteArray(),
                    bytes -> ControlCodec.decode(ToLearner.parseFrom(bytes)))));
    return targets;
  }
}
