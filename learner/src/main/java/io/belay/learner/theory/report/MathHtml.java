package io.belay.learner.theory.report;

import io.belay.page.PageText;
import java.util.regex.Pattern;

/**
 * Text with formulas as HTML: escaped, and with what follows {@code _} and {@code ^} set below and
 * above the line, up to the end of the word or of the braces.
 */
final class MathHtml {
  private static final Pattern WORD_BELOW = Pattern.compile("_([\\p{L}\\p{N}*]+′?)");
  private static final Pattern WORD_ABOVE = Pattern.compile("\\^([\\p{L}\\p{N}*]+′?)");
  private static final Pattern BRACES_BELOW = Pattern.compile("_\\{([^{}]*)}");
  private static final Pattern BRACES_ABOVE = Pattern.compile("\\^\\{([^{}]*)}");

  private MathHtml() {}

  static String of(String text) {
    String html = PageText.escaped(text);
    html = WORD_BELOW.matcher(html).replaceAll("<sub>$1</sub>");
    html = WORD_ABOVE.matcher(html).replaceAll("<sup>$1</sup>");
    String before;
    do {
      // Braces may stand in braces: the innermost are replaced first.
      before = html;
      html = BRACES_BELOW.matcher(html).replaceAll("<sub>$1</sub>");
      html = BRACES_ABOVE.matcher(html).replaceAll("<sup>$1</sup>");
    } while (!before.equals(html));
    return html;
  }
}
