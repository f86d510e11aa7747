package io.belay.learner.theory.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.learner.theory.statement.Axis;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Series;
import io.belay.page.PageText;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TheoryPageTest {
  static Examined examined(double measured) {
    return new Examined(
        new Heading(
            "lemma-1", "Lemma 1", "Less & more", "a < b", "V^{π_α}(s₀) ≤ d_μ^π", "Not </script>."),
        new Outcome(
            List.of(Finding.atMost("tree", "gap", measured, "the bound", 1)),
            List.of(
                new Plot(
                    "<plot>",
                    Axis.logarithmic("T"),
                    Axis.linear("gap"),
                    Series.measured("gap", new double[] {1, 2}, new double[] {0.5, Double.NaN}),
                    Series.bound("bound </script>", new double[] {1, 2}, new double[] {1, 1})))));
  }

  private static List<String> contents(String page, String tag) {
    return Pattern.compile("<%s>(.*?)</%s>".formatted(tag, tag), Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  @Test
  void thePolicyNamesEveryScriptAndStyleByItsHashAndAllowsNothingElse() {
    String page = TheoryPage.write(List.of(examined(0.5)));
    List<String> scripts = contents(page, "script");
    List<String> styles = contents(page, "style");

    assertThat(scripts).hasSize(2);
    assertThat(styles).hasSize(2);
    assertThat(page)
        .contains(
            "content=\"default-src 'none'; script-src %s %s; style-src %s %s; base-uri 'none'; form-action 'none'\""
                .formatted(
                    PageText.source(scripts.get(0)),
                    PageText.source(scripts.get(1)),
                    PageText.source(styles.get(0)),
                    PageText.source(styles.get(1))));
  }

  @Test
  void thePageAsksForNothing() {
    String page = TheoryPage.write(List.of(examined(0.5)));
    List<String> targets =
        Pattern.compile("(?:src|href|srcset|action)\\s*=\\s*\"([^\"]*)\"")
            .matcher(page.replaceAll("(?s)<script>.*?</script>", ""))
            .results()
            .map((MatchResult result) -> result.group(1))
            .toList();

    assertThat(targets).isNotEmpty().allMatch(target -> target.startsWith("#"));
    assertThat(page).doesNotContain("@import").doesNotContain("url(");
  }

  @Test
  void wordsAreEscapedAndFormulasSet() {
    String page = TheoryPage.write(List.of(examined(0.5)));

    assertThat(page)
        .contains("Less &amp; more", "a &lt; b", "Not &lt;/script&gt;.", "&lt;plot&gt;")
        .contains("V<sup>π<sub>α</sub></sup>(s₀) ≤ d<sub>μ</sub><sup>π</sup>")
        .contains("bound \\u003c/script>");
  }

  @Test
  void verdictsAreInTheWordsNotInThePlots() {
    assertThat(TheoryPage.write(List.of(examined(0.5))))
        .contains("<b>1 of 1</b> statements hold", "1 of 1 findings hold")
        .doesNotContain("fails</b>");
    assertThat(TheoryPage.write(List.of(examined(2))))
        .contains("<b>0 of 1</b> statements hold", "<details open>", "fails</b>");
  }

  @Test
  void jsonHasNullWhereThereIsNoNumber() {
    String json = TheoryJson.write(List.of(examined(Double.NaN)));

    assertThat(json).contains("\"holds\" : false", "\"measured\" : null", "[ 0.5, null ]");
  }

  @Test
  void linesSayVerdictNameMeasuredAndBound() {
    Examined good = examined(0.5);
    Examined bad = examined(2);
    ReportLines lines = new ReportLines(List.of(good.heading()));

    assertThat(lines.of(good))
        .containsExactly("holds  lemma-1         0.5 ≤ 1          gap (1 of 1)");
    assertThat(lines.of(bad))
        .containsExactly(
            "FAILS  lemma-1           2 > 1          gap (0 of 1)",
            "       tree: gap 2 > 1 (the bound)");
  }

  @Test
  void numbersHaveFourDigits() {
    assertThat(NumberText.of(0)).isEqualTo("0");
    assertThat(NumberText.of(119)).isEqualTo("119");
    assertThat(NumberText.of(0.123456)).isEqualTo("0.1235");
    assertThat(NumberText.of(12.3456)).isEqualTo("12.35");
    assertThat(NumberText.of(-0.00012346)).isEqualTo("-1.235e-4");
    assertThat(NumberText.of(3.5e7)).isEqualTo("35000000");
    assertThat(NumberText.of(3.51e9)).isEqualTo("3.51e9");
    assertThat(NumberText.of(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    assertThat(NumberText.of(Double.NaN)).isEqualTo("not a number");
  }
}
