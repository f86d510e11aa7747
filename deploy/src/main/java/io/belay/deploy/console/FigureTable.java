package io.belay.deploy.console;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Figures as a table in the layout of Stable-Baselines3: a line for each group and, indented below
 * it, one for each figure.
 */
final class FigureTable {
  private static final int DIGITS = 3;
  private static final int SMALLEST_PLAIN_EXPONENT = -4;
  private static final int REAL_WIDTH = 8;

  private FigureTable() {}

  /**
   * The table, without a line's end.
   *
   * @param figures by name, {@code group/figure}, those of a group together
   */
  static String of(SequencedMap<String, Number> figures) {
    List<Map.Entry<String, String>> rows = rows(figures);
    int left = rows.stream().mapToInt(row -> row.getKey().length()).max().orElse(0);
    int right = rows.stream().mapToInt(row -> row.getValue().length()).max().orElse(0);
    String rule = "-".repeat(left + right + 7);
    StringBuilder text = new StringBuilder(rule);
    for (Map.Entry<String, String> row : rows) {
      text.append(System.lineSeparator())
          .append("| ")
          .append(padded(row.getKey(), left))
          .append(" | ")
          .append(padded(row.getValue(), right))
          .append(" |");
    }
    return text.append(System.lineSeparator()).append(rule).toString();
  }

  private static List<Map.Entry<String, String>> rows(SequencedMap<String, Number> figures) {
    List<Map.Entry<String, String>> rows = new ArrayList<>();
    String group = "";
    for (Map.Entry<String, Number> figure : figures.entrySet()) {
      String name = figure.getKey();
      int slash = name.indexOf('/') + 1;
      if (!name.substring(0, slash).equals(group)) {
        group = name.substring(0, slash);
        rows.add(Map.entry(group, ""));
      }
      rows.add(Map.entry("   " + name.substring(slash), value(figure.getValue())));
    }
    return rows;
  }

  private static String value(Number value) {
    return value instanceof Long whole
        ? Long.toString(whole)
        : padded(threeDigits(value.doubleValue()), REAL_WIDTH);
  }

  /** As C's and Python's {@code %.3g}: three significant digits, without trailing zeros. */
  static String threeDigits(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < DIGITS) {
      return rounded.toPlainString();
    }
    BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
    return String.format(
        Locale.ROOT,
        "%se%s%02d",
        mantissa.toPlainString(),
        exponent < 0 ? "-" : "+",
        Math.abs(exponent));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
