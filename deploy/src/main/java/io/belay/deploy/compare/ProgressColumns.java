package io.belay.deploy.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.belay.error.BelayException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Three columns of {@code progress.jsonl}: what the run is measured by, and over what. */
final class ProgressColumns {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** A line that has a value. */
  private record Row(double step, double second, double value) {}

  private final Measure measure;
  private final List<Row> rows = new ArrayList<>();
  private double lastStep;
  private double lastSecond;

  private ProgressColumns(Measure measure) {
    this.measure = measure;
  }

  /**
   * Reads the lines that have a value.
   *
   * @param file a last line without an end, which is being written or was torn, is passed over
   * @throws BelayException INVALID_REQUEST where there is no such file or another line is none of
   *     ours
   */
  static ProgressColumns read(Path file, Measure measure) {
    ProgressColumns columns = new ProgressColumns(measure);
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; ) {
        number++;
        String next = lines.readLine();
        try {
          columns.add(line);
        } catch (JsonProcessingException e) {
          if (next != null) {
            throw BelayException.invalid(
                "each line of a run's progress is an object of JSON; resume the run to have it cut back: file=%s, line=%d (%s)"
                    .formatted(file, number, e.getOriginalMessage()));
          }
        }
        line = next;
      }
      return columns;
    } catch (NoSuchFileException e) {
      throw BelayException.invalid(
          "a run that is compared has begun; train it first: file=" + file);
    } catch (IOException e) {
      throw BelayException.invalid("a run's progress can be read: file=%s (%s)".formatted(file, e));
    }
  }

  private void add(String line) throws IOException {
    double step = Double.NaN;
    double second = Double.NaN;
    double value = Double.NaN;
    try (JsonParser json = FACTORY.createParser(line)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken token = json.nextToken();
        if (token.isNumeric()) {
          if (name.equals(measure.overMember())) {
            step = json.getDoubleValue();
          } else if (name.equals("seconds")) {
            second = json.getDoubleValue();
          } else if (name.equals(measure.quantityMember())) {
            value = json.getDoubleValue();
          }
        }
        json.skipChildren();
      }
    }
    if (Double.isFinite(step) && Double.isFinite(second)) {
      lastStep = step;
      lastSecond = second;
      if (Double.isFinite(value)) {
        rows.add(new Row(step, second, value));
      }
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Steps per second over the whole run. */
  double speed() {
    return lastStep / lastSecond;
  }

  Curve overSteps() {
    return curve(Row::step);
  }

  Curve overSeconds() {
    return curve(Row::second);
  }

  private Curve curve(ToDoubleFunction<Row> x) {
    return new Curve(
        rows.stream().mapToDouble(x).toArray(), rows.stream().mapToDouble(Row::value).toArray());
  }
}
