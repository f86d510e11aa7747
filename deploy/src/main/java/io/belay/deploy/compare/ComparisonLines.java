package io.belay.deploy.compare;

import java.util.ArrayList;
import java.util.List;

/** A comparison for a terminal: a paragraph for each recipe, short enough for 80 columns. */
public final class ComparisonLines {
  private static final int NAME_WIDTH = 26;

  private ComparisonLines() {}

  /** The lines. */
  public static List<String> of(Comparison comparison) {
    ComparisonTable table = new ComparisonTable(comparison);
    List<String> head = table.head();
    List<String> lines = new ArrayList<>();
    for (List<String> row : table.rows()) {
      lines.add(row.getFirst());
      for (int i = 1; i < row.size(); i++) {
        String name = head.get(i);
        lines.add("  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + row.get(i));
      }
    }
    return lines;
  }
}
