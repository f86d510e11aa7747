package io.belay.deploy.tensorboard;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
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
    int summary = 0;
    for (Map.Entry<String, Double> scalar : scalars.entrySet()) {
      summary += delimitedSize(1, valueSize(scalar));
    }
    byte[] event =
        new byte
            [CodedOutputStream.computeDoubleSize(1, wallTime)
                + CodedOutputStream.computeInt64Size(2, step)
                + delimitedSize(5, summary)];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(event);
      out.writeDouble(1, wallTime);
      out.writeInt64(2, step);
      delimit(out, 5, summary);
      for (Map.Entry<String, Double> scalar : scalars.entrySet()) {
        delimit(out, 1, valueSize(scalar));
        out.writeString(1, scalar.getKey());
        out.writeFloat(2, scalar.getValue().floatValue());
      }
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("an array of the computed size takes what is written", e);
    }
    return event;
  }

  private static int valueSize(Map.Entry<String, Double> scalar) {
    return CodedOutputStream.computeStringSize(1, scalar.getKey())
        + CodedOutputStream.computeFloatSize(2, scalar.getValue().floatValue());
  }

  /** What a message of this size takes as a field of another. */
  private static int delimitedSize(int field, int size) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt32SizeNoTag(size)
        + size;
  }

  private static void delimit(CodedOutputStream out, int field, int size) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(size);
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
