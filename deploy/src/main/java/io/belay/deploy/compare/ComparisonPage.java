package io.belay.deploy.compare;

import static io.belay.page.PageText.escaped;

import io.belay.page.PageAssets;
import java.util.List;

/**
 * A comparison as one HTML page that needs nothing but itself.
 *
 * <p>Words and numbers are in the HTML; the script only draws the curves, from data that the page
 * carries. The content security policy allows the page's own two styles and two scripts, named by
 * their SHA-256, and nothing else.
 */
public final class ComparisonPage {
  private final Comparison comparison;
  private final PageAssets assets = PageAssets.load(ComparisonPage.class);
  private final StringBuilder html = new StringBuilder(1 << 18);

  private ComparisonPage(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The page. */
  public static String write(Comparison comparison) {
    ComparisonPage page = new ComparisonPage(comparison);
    page.head();
    page.charts();
    page.table();
    page.runs();
    page.foot();
    return page.html.toString();
  }

  private String title() {
    return "%s on %s, compared"
        .formatted(
            comparison.measure() == Measure.RETURN ? "Returns" : "Values",
            comparison.environment());
  }

  private void head() {
    html.append(assets.head(title()))
        .append(
            """
            <header>
            <h1>%s</h1>
            <p>%s</p>
            </header>
            <main>
            """
                .formatted(escaped(title()), escaped(what())));
  }

  private String what() {
    String curve =
        switch (comparison.measure()) {
          case RETURN -> "Mean return of the last 100 training episodes";
          case VALUE -> "V(ρ), the true value of the policy";
        };
    boolean bands = comparison.groups().stream().anyMatch(group -> group.runs().size() > 1);
    return curve
        + (bands
            ? ". A line is the mean over the seeds of a recipe, its band the 95 % confidence interval of that mean by"
                + " Student’s t; a recipe with one seed has no band."
            : ", one run a line.");
  }

  private void charts() {
    html.append("<div class=\"plots\">\n");
    List<String> captions = List.of(comparison.measure().over(), "seconds of training");
    for (int i = 0; i < captions.size(); i++) {
      html.append(
          "<figure><figcaption>%s over %s</figcaption><div class=\"plot\" data-chart=\"%d\"></div></figure>\n"
              .formatted(escaped(comparison.measure().quantity()), escaped(captions.get(i)), i));
    }
    html.append("</div>\n");
  }

  private void table() {
    ComparisonTable table = new ComparisonTable(comparison);
    List<String> head = table.head();
    html.append(
        "<section>\n<h2>At the end of the runs</h2>\n<div class=\"wide\"><table>\n<thead><tr>");
    head.forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append(
                "<td%s data-name=\"%s\">"
                    .formatted(i > 1 ? " class=\"number\"" : "", escaped(head.get(i))))
            .append(escaped(row.get(i)))
            .append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n<p class=\"note\">")
        .append(escaped(how()))
        .append("</p>\n</section>\n");
  }

  private String how() {
    String all =
        "A number with ± is a mean over seeds with half the width of its 95 % confidence interval. A curve is drawn from where every"
            + " run of its recipe has a value to where the first of them ends, linear between iterations. Seconds are of training"
            + " alone.";
    return switch (comparison.measure()) {
      case RETURN ->
          all
              + " A run is solved when the mean return of its last 100 training episodes first reaches the environment’s threshold; steps and"
              + " seconds until then are over the runs that were. The evaluation plays the last policy from ρ.";
      case VALUE -> all;
    };
  }

  private void runs() {
    html.append(
        "<details>\n<summary>%d runs</summary>\n<ul>\n".formatted(comparison.runs().size()));
    for (RunGroup group : comparison.groups()) {
      for (RunHistory run : group.runs()) {
        html.append(
            "<li>%s, seed %d: <code>%s</code></li>\n"
                .formatted(
                    escaped(group.label()), run.seed(), escaped(run.directory().toString())));
      }
    }
    html.append("</ul>\n</details>\n");
  }

  private void foot() {
    html.append("</main>\n<noscript><p>The curves are drawn by a script; the table is")
        .append(" complete without it.</p></noscript>\n")
        .append(assets.foot("comparison", ComparisonJson.of(comparison)));
  }
}
