package io.belay.deploy.cluster;

import com.google.protobuf.InvalidProtocolBufferException;
import io.belay.control.FromLearnerNode;
import io.belay.control.ToLearnerNode;
import io.belay.error.BelayException;
import io.belay.v1.FromLearner;
import io.belay.v1.ToLearner;
import io.belay.wire.ControlCodec;
import java.io.NotSerializableException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What coordinator and learner say to each other as {@code belay.v1} messages: the one serializer
 * through which remoting makes objects of Belay's.
 *
 * <p>Bytes under another manifest, that are no message, or that break a message's rules are refused
 * and counted; remoting drops the message and goes on.
 */
public final class ControlSerializer extends SerializerWithStringManifest {
  /** Number of this serializer in every frame; Pekko's own are below 100. */
  static final int IDENTIFIER = 7710;

  static final String FROM_LEARNER = "belay.v1.FromLearner";
  static final String TO_LEARNER = "belay.v1.ToLearner";

  private static final Logger LOG = LoggerFactory.getLogger(ControlSerializer.class);
  private static final LongAdder REFUSED = new LongAdder();

  /** Messages that this process refused to read since it started. */
  public static long refused() {
    return REFUSED.sum();
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return switch (message) {
      case FromLearnerNode unused -> FROM_LEARNER;
      case ToLearnerNode unused -> TO_LEARNER;
      default -> throw notOurs(message);
    };
  }

  @Override
  public byte[] toBinary(Object message) {
    return switch (message) {
      case FromLearnerNode told -> ControlCodec.encode(told).toByteArray();
      case ToLearnerNode told -> ControlCodec.encode(told).toByteArray();
      default -> throw notOurs(message);
    };
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    try {
      return switch (manifest) {
        case FROM_LEARNER -> ControlCodec.decode(FromLearner.parseFrom(bytes));
        case TO_LEARNER -> ControlCodec.decode(ToLearner.parseFrom(bytes));
        default ->
            throw refuse("a message is one of belay.v1: manifest=" + manifest.length() + " chars");
      };
    } catch (InvalidProtocolBufferException e) {
      throw refuse("the bytes are a %s: %s".formatted(manifest, e.getMessage()));
    } catch (BelayException e) {
      throw refuse(String.valueOf(e.getMessage()));
    }
  }

  private static NotSerializableException refuse(String rule) {
    REFUSED.increment();
    long refused = REFUSED.sum();
    // The first ten, then every power of ten: a flood of rubbish must not become a flood of lines.
    if (refused <= 10 || Math.log10(refused) % 1 == 0) {
      LOG.warn("a message to this node was refused: {}, refused={}", rule, refused);
    }
    return new NotSerializableException(rule);
  }

  private static IllegalArgumentException notOurs(Object message) {
    return new IllegalArgumentException(
        "coordinator and learner exchange control messages alone: class="
            + message.getClass().getName());
  }
}
