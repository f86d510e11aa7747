package io.belay.deploy.tensorboard;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * TensorBoard's {@code Event} as protobuf's wire has it, as far as scalars need it:
 *
 * <pre>
 *   message Event {
 *     double wall_time = 1;        // seconds since 1970
 *     int64 step = 2;
 *     string file_version = 3;     // the first event of a file: "brain.Event:2"
 *     Summary summary = 5;
 *     SessionLog session_log = 7;
 *   }
 *   message Summary {
 *     message Value { string tag = 1; float simple_value = 2; }
 *     repeated Value value = 1;
 *   }
 *   message SessionLog { SessionStatus status = 1; }   // START = 1
 * </pre>
 *
 * <p>Written field by field, because classes generated from TensorBoard's own files bring with them
 * graphs, tensors and metadata, which nobody here needs.
 */
final class EventCodec {
  private static final String FILE_VERSION = "brain.Event:2";
  private static final int START = 1;

  private EventCodec() {}

  /** The first event of a file. */
  static byte[] fileVersion(double wallTime) {
    return message(event -> {
      event.writeDouble(1, wallTime);
      event.writeString(3, FILE_VERSION);
    });
  }

  /**
   * A process begins to write: readers forget what they have read of this and later steps.
   *
   * @param step the first step that will be written
   */
  static byte[] start(double wallTime, long step) {
    byte[] sessionLog = message(log -> log.writeEnum(1, START));
    return message(event -> {
      event.writeDouble(1, wallTime);
      event.writeInt64(2, step);
      event.writeByteArray(7, sessionLog);
    });
  }

  /** Scalars of one step. */
  static byte[] scalars(double wallTime, long step, Map<String, Double> scalars) {
    byte[] summary =
        message(values -> {
          for (Map.Entry<String, Double> scalar : scalars.entrySet()) {
            values.writeByteArray(1, value(scalar.getKey(), scalar.getValue().floatValue()));
          }
        });
    return message(event -> {
      event.writeDouble(1, wallTime);
      event.writeInt64(2, step);
      event.writeByteArray(5, summary);
    });
  }

  private static byte[] value(String tag, float scalar) {
    return message(value -> {
      value.writeString(1, tag);
      value.writeFloat(2, scalar);
    });
  }

  /** What writes the fields of a message. */
  private interface Fields {
    void writeTo(CodedOutputStream message) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream message = CodedOutputStream.newInstance(bytes);
      fields.writeTo(message);
      message.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes what is written to it", e);
    }
    return bytes.toByteArray();
  }
}
