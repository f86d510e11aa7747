package io.belay.deploy.results;

import io.belay.error.BelayException;

/** The part of README.md that holds the table, between two lines that a reader does not see. */
final class ReadmeSection {
  private static final String BEGIN = "<!-- results: written by `./belay results --write` -->\n";
  private static final String END = "<!-- end of results -->\n";

  private ReadmeSection() {}

  /** What stands between the lines. */
  static String in(String readme) {
    return readme.substring(begin(readme), end(readme));
  }

  /** The README with something else between the lines. */
  static String replaced(String readme, String section) {
    return readme.substring(0, begin(readme)) + section + readme.substring(end(readme));
  }

  private static int begin(String readme) {
    int at = readme.indexOf(BEGIN);
    if (at < 0) {
      throw missing(BEGIN);
    }
    return at + BEGIN.length();
  }

  private static int end(String readme) {
    int at = readme.indexOf(END, begin(readme));
    if (at < 0) {
      throw missing(END);
    }
    return at;
  }

  private static BelayException missing(String line) {
    return BelayException.invalid(
        "the table's place in README.md is between two lines; put them back: missing="
            + line.strip());
  }
}
