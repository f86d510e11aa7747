package io.belay.learner.theory.report;

import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import java.util.ArrayList;
import java.util.List;

/** A run of statements as lines of a terminal. */
public final class ReportLines {
  private final int nameWidth;

  /**
   * Lines for these statements.
   *
   * @param headings of all that will be told, for the width of the first column
   */
  public ReportLines(List<Heading> headings) {
    nameWidth = headings.stream().mapToInt(heading -> heading.name().length()).max().orElse(0);
  }

  /** A statement as it is listed: its name, and what it is. */
  public String listed(Heading heading) {
    return "%s  %s: %s".formatted(padded(heading.name()), heading.number(), heading.title());
  }

  /**
   * A line for the statement with the finding that comes nearest to its bound; below it, where it
   * fails, one for each finding that does.
   */
  public List<String> of(Examined examined) {
    List<String> lines = new ArrayList<>();
    Finding tightest = examined.outcome().tightest();
    lines.add(
        "%s  %s  %s  %s (%d of %d)"
            .formatted(
                examined.outcome().holds() ? "holds" : "FAILS",
                padded(examined.heading().name()),
                comparison(tightest),
                tightest.quantity(),
                examined.outcome().holding(),
                examined.outcome().findings().size()));
    examined.outcome().findings().stream()
        .filter(finding -> !finding.holds())
        .forEach(finding ->
            lines.add(
                "       %s: %s %s (%s)"
                    .formatted(
                        finding.instance(),
                        finding.quantity(),
                        comparison(finding).strip(),
                        finding.boundName())));
    return lines;
  }

  /** Measured quantity and bound, in columns. */
  private static String comparison(Finding finding) {
    return "%10s %s %-9s"
        .formatted(
            NumberText.of(finding.measured()),
            finding.relation().sign(finding.holds()),
            NumberText.of(finding.bound()));
  }

  private String padded(String name) {
    return name + " ".repeat(Math.max(0, nameWidth - name.length()));
  }
}
