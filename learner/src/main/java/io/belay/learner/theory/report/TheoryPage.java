package io.belay.learner.theory.report;

import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Plot;
import io.belay.page.PageAssets;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of statements as one HTML page that needs nothing but itself.
 *
 * <p>Words, numbers and verdicts are in the HTML; the script only draws the plots, from data that
 * the page carries. The content security policy allows the page's own two styles and two scripts,
 * named by their SHA-256, and nothing else: no address is ever asked for anything.
 */
public final class TheoryPage {
  private final PageAssets assets;
  private final List<Plot> plots = new ArrayList<>();
  private final StringBuilder html = new StringBuilder(1 << 18);

  private TheoryPage(PageAssets assets) {
    this.assets = assets;
  }

  /** The page. */
  public static String write(List<Examined> run) {
    TheoryPage page = new TheoryPage(PageAssets.load(TheoryPage.class));
    page.html.append(page.assets.head("The lecture, run"));
    page.summary(run);
    run.forEach(page::statement);
    page.foot();
    return page.html.toString();
  }

  private void summary(List<Examined> run) {
    long holding = run.stream().filter(one -> one.outcome().holds()).count();
    int findings = run.stream().mapToInt(one -> one.outcome().findings().size()).sum();
    html.append(
        """
        <header>
        <h1>The lecture, run</h1>
        <p>Policy gradient methods on finite Markov decision processes, in exact arithmetic as far as \
        <code>double</code> goes: <b>%d of %d</b> statements hold, in %d findings. Each plot has the measured \
        quantity as a line and its bound as a dashed one.</p>
        </header>
        <nav aria-label="Statements"><ul>
        """
            .formatted(holding, run.size(), findings));
    for (Examined examined : run) {
      Heading heading = examined.heading();
      html.append(
          "<li><a href=\"#%s\">%s<span>%s</span><small>%s</small></a></li>\n"
              .formatted(
                  heading.name(),
                  verdict(examined.outcome().holds()),
                  MathHtml.of(heading.number()),
                  MathHtml.of(heading.title())));
    }
    html.append("</ul></nav>\n<main>\n");
  }

  private void statement(Examined examined) {
    Heading heading = examined.heading();
    html.append(
        """
        <section id="%s">
        <h2><span>%s</span> %s %s</h2>
        <p>%s</p>
        <p class="formula">%s</p>
        """
            .formatted(
                heading.name(),
                MathHtml.of(heading.number()),
                MathHtml.of(heading.title()),
                verdict(examined.outcome().holds()),
                MathHtml.of(heading.sentence()),
                MathHtml.of(heading.formula())));
    if (!heading.remark().isBlank()) {
      html.append("<p class=\"remark\">").append(MathHtml.of(heading.remark())).append("</p>\n");
    }
    html.append("<div class=\"plots\">\n");
    for (Plot plot : examined.outcome().plots()) {
      html.append(
          "<figure><figcaption>%s</figcaption><div class=\"plot\" data-plot=\"%d\"></div></figure>\n"
              .formatted(MathHtml.of(plot.title()), plots.size()));
      plots.add(plot);
    }
    html.append("</div>\n");
    findings(examined);
    html.append("</section>\n");
  }

  private void findings(Examined examined) {
    List<Finding> findings = examined.outcome().findings();
    html.append(
        """
        <details%s>
        <summary>%d of %d findings hold</summary>
        <table>
        <thead><tr><th>instance</th><th>quantity</th><th>measured</th><th>bound</th><th></th></tr></thead>
        <tbody>
        """
            .formatted(
                examined.outcome().holds() ? "" : " open",
                examined.outcome().holding(),
                findings.size()));
    for (Finding finding : findings) {
      html.append(
          """
          <tr><td>%s</td><td>%s</td><td class="number">%s</td><td><span class="number">%s %s</span> \
          <small>%s</small></td><td>%s</td></tr>
          """
              .formatted(
                  MathHtml.of(finding.instance()),
                  MathHtml.of(finding.quantity()),
                  NumberText.of(finding.measured()),
                  finding.relation().sign(true),
                  NumberText.of(finding.bound()),
                  MathHtml.of(finding.boundName()),
                  verdict(finding.holds())));
    }
    html.append("</tbody></table></details>\n");
  }

  private void foot() {
    html.append("</main>\n<noscript><p>The plots are drawn by a script; words and numbers are")
        .append(" complete without it.</p></noscript>\n")
        .append(assets.foot("plots", TheoryJson.plots(plots)));
  }

  private static String verdict(boolean holds) {
    return holds ? "<b class=\"verdict holds\">holds</b>" : "<b class=\"verdict fails\">fails</b>";
  }
}
