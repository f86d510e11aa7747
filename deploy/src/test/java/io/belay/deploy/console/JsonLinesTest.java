package io.belay.deploy.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JsonLinesTest {
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  @Test
  void linesComeInTheirOrderAndAllAreThereAfterTheEnd() {
    try (JsonLines lines = new JsonLines(new PrintStream(read, false, StandardCharsets.UTF_8))) {
      lines.line("begin");
      IntStream.range(0, 100).forEach(i -> lines.iteration("i" + i));
      lines.line("end");
    }

    assertThat(read()).hasSize(102).startsWith("begin", "i0", "i1").endsWith("i99", "end");
  }

  @Test
  void eachLineIsFlushedAtOnce() throws InterruptedException {
    CountDownLatch flushed = new CountDownLatch(1);
    OutputStream pipe =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void flush() {
            flushed.countDown();
          }
        };
    try (JsonLines lines = new JsonLines(new PrintStream(pipe, false, StandardCharsets.UTF_8))) {
      lines.line("begin");
      assertThat(flushed.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoReadsTooSlowlyIsToldWhatWasLeftOutAndHoldsNobodyUp() {
    CountDownLatch reads = new CountDownLatch(1);
    OutputStream stuck =
        new OutputStream() {
          @Override
          public void write(int b) {
            try {
              reads.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            read.write(b);
          }
        };
    try (JsonLines lines = new JsonLines(new PrintStream(stuck, false, StandardCharsets.UTF_8))) {
      // Nobody reads: as many wait as may, and the 7 others are left out.
      IntStream.range(0, JsonLines.MOST_WAITING + 7).forEach(i -> lines.iteration("i" + i));
      lines.line("end");
      reads.countDown();
    }

    assertThat(read())
        .hasSize(JsonLines.MOST_WAITING + 2)
        .endsWith(
            "i" + (JsonLines.MOST_WAITING - 1), "{\"type\":\"omitted\",\"iterations\":7}", "end");
  }

  private List<String> read() {
    return read.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
