package io.belay.learner.theory.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.belay.learner.theory.Statements;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in headless Chromium, in frames as wide as a desk's screen and as a phone's; passed over
 * where there is no Chromium.
 */
@Tag("slow")
class PageInBrowserTest {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long DEADLINE = 90;

  /** Statements of many kinds of plots that take next to no time. */
  private static final List<String> SOME =
      List.of(
          "visitation",
          "theorem-9.4",
          "lemma-9.5",
          "lemma-9.8",
          "proposition-10.1",
          "corollary-10.5",
          "lemma-10.6",
          "greedy-step",
          "ppo-gradient");

  /** Loads the page into a frame of each width and says what it has become. */
  private static final String PROBE =
      """
      <!doctype html><meta charset="utf-8"><body><script>
      const page = %s;
      const reports = [];
      for (const width of [1280, 390]) {
        const frame = document.createElement('iframe');
        frame.width = width;
        frame.height = 900;
        frame.onload = () => {
          const inner = frame.contentDocument;
          const ink = (canvas) => canvas.getContext('2d')
            .getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value !== 0);
          const boxes = [...inner.querySelectorAll('h2, p, figcaption, .u-over, .u-legend, summary')]
            .map((element) => element.getBoundingClientRect()).filter((box) => box.height > 0);
          reports.push([
            'width=' + frame.contentWindow.innerWidth,
            'plots=' + inner.querySelectorAll('[data-plot]').length,
            'drawn=' + [...inner.querySelectorAll('[data-drawn] canvas')].filter(ink).length,
            'beyond=' + [...inner.querySelectorAll('body *')]
              .filter((element) => element.getBoundingClientRect().right > width + 1).length,
            'overlaps=' + boxes.filter((one, i) => boxes.some((two, j) => i < j
              && one.left < two.right - 1 && two.left < one.right - 1
              && one.top < two.bottom - 1 && two.top < one.bottom - 1)).length,
            'scrolls=' + (inner.documentElement.scrollWidth > width),
          ].join(' '));
          document.body.dataset.reports = reports.join(';');
        };
        frame.srcdoc = page;
        document.body.append(frame);
      }
      </script>
      """;

  @TempDir private Path directory;

  @Test
  void allPlotsAreDrawnAndNothingOverlapsOnADeskAndOnAPhone() throws Exception {
    Optional<Path> browser = browser();
    assumeThat(browser).as("a Chromium on the path").isPresent();
    String page = TheoryPage.write(Statements.named(SOME).stream().map(Examined::of).toList());
    Matcher plots = Pattern.compile("data-plot=").matcher(page);
    long count = plots.results().count();

    assertThat(reports(browser.get(), page))
        .containsExactlyInAnyOrder(
            "width=1280 plots=%d drawn=%d beyond=0 overlaps=0 scrolls=false"
                .formatted(count, count),
            "width=390 plots=%d drawn=%d beyond=0 overlaps=0 scrolls=false"
                .formatted(count, count));
  }

  private List<String> reports(Path browser, String page) throws IOException, InterruptedException {
    Path probe = directory.resolve("probe.html");
    Files.writeString(probe, PROBE.formatted(quoted(page)));
    Path dump = directory.resolve("dump.html");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--virtual-time-budget=20000",
                "--user-data-dir=" + directory.resolve("profile"),
                "--dump-dom",
                probe.toUri().toString())
            .redirectOutput(dump.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(DEADLINE, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Matcher reports = Pattern.compile("data-reports=\"([^\"]*)\"").matcher(Files.readString(dump));
    assertThat(reports.find()).as("the page was loaded").isTrue();
    return List.of(reports.group(1).split(";"));
  }

  /** A string literal that may stand in a script. */
  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("<", "\\u003c")
        + '"';
  }

  private static Optional<Path> browser() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> BROWSERS.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
