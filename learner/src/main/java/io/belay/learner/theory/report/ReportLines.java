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
    return "%s  %s, %s".formatted(padded(heading.name()), heading.number(), heading.title());
  }

  /**
   * One line for a statement that holds, with the finding that comes nearest to its bound; below
   * it, where it fails, one for each finding that does.
   */
  public List<String> of(Examined examined) {
    List<String> lines = new ArrayList<>();
    boolean holds = examined.outcome().holds();
    lines.add(
        "%s  %s  %s  [%d of %d, on %s]"
            .formatted(
                holds ? "holds" : "FAILS",
                padded(examined.heading().name()),
                comparison(examined.outcome().tightest()),
                examined.outcome().holding(),
                examined.outcome().findings().size(),
                examined.outcome().tightest().instance()));
    examined.outcome().findings().stream()
        .filter(finding -> !finding.holds())
        .forEach(finding -> lines.add("       " + finding.instance() + ": " + comparison(finding)));
    return lines;
  }

  private static String comparison(Finding finding) {
    return "%s %s %s %s (%s)"
        .formatted(
            finding.quantity(),
            NumberText.of(finding.measured()),
            finding.relation().sign(finding.holds()),
            NumberText.of(finding.bound()),
            finding.boundName());
  }

  private String padded(String name) {
    return name + " ".repeat(Math.max(0, nameWidth - name.length()));
  }
}
