package io.belay.deploy.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads event files as their format says, by nothing that wrote them: the CRC bit by bit, fields by
 * their numbers.
 */
public final class EventReader {
  private static final int CASTAGNOLI_REVERSED = 0x82f63b78;

  private EventReader() {}

  /** An event; what it does not have is empty, or 0. */
  public record Event(
      double wallTime,
      long step,
      String fileVersion,
      boolean start,
      SequencedMap<String, Float> scalars) {}

  /** The events of all files of a directory, as TensorBoard reads them: in the order of names. */
  public static List<Event> readAll(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().flatMap(file -> read(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tag's steps after purging: a start event makes readers forget its and all later steps. */
  public static List<Long> steps(List<Event> events, String tag) {
    List<Long> steps = new ArrayList<>();
    for (Event event : events) {
      if (event.start()) {
        steps.removeIf(step -> step >= event.step());
      } else if (event.scalars().containsKey(tag)) {
        steps.add(event.step());
      }
    }
    return steps;
  }

  private static List<Event> read(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      List<Event> events = new ArrayList<>();
      while (bytes.hasRemaining()) {
        byte[] length = new byte[Long.BYTES];
        bytes.get(bytes.position(), length);
        byte[] record = new byte[Math.toIntExact(bytes.getLong())];
        require(bytes.getInt(), length);
        bytes.get(record);
        require(bytes.getInt(), record);
        events.add(event(record));
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(int masked, byte[] bytes) {
    int crc = Integer.rotateLeft(masked - 0xa282ead8, 15);
    if (crc != crc32c(bytes)) {
      throw new AssertionError("a CRC is not that of its bytes");
    }
  }

  static int crc32c(byte[] bytes) {
    int crc = -1;
    for (byte next : bytes) {
      crc ^= next & 0xff;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : CASTAGNOLI_REVERSED);
      }
    }
    return ~crc;
  }

  private static Event event(byte[] record) throws InvalidProtocolBufferException {
    UnknownFieldSet event = UnknownFieldSet.parseFrom(record);
    SequencedMap<String, Float> scalars = new TreeMap<>();
    for (ByteString summary : event.getField(5).getLengthDelimitedList()) {
      for (ByteString each :
          UnknownFieldSet.parseFrom(summary).getField(1).getLengthDelimitedList()) {
        UnknownFieldSet value = UnknownFieldSet.parseFrom(each);
        scalars.put(
            value.getField(1).getLengthDelimitedList().getFirst().toStringUtf8(),
            Float.intBitsToFloat(value.getField(2).getFixed32List().getFirst()));
      }
    }
    boolean start = false;
    for (ByteString log : event.getField(7).getLengthDelimitedList()) {
      start = UnknownFieldSet.parseFrom(log).getField(1).getVarintList().equals(List.of(1L));
    }
    return new Event(
        Double.longBitsToDouble(event.getField(1).getFixed64List().getFirst()),
        event.getField(2).getVarintList().stream().findFirst().orElse(0L),
        event.getField(3).getLengthDelimitedList().stream()
            .map(ByteString::toStringUtf8)
            .findFirst()
            .orElse(""),
        start,
        scalars);
  }
}
