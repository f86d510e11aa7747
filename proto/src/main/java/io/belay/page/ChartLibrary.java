package io.belay.page;

/**
 * The charting library of all pages, uPlot, as its authors publish it, from the webjar.
 *
 * @param script its JavaScript, preceded by a comment with its licence
 * @param style its style sheet
 */
public record ChartLibrary(String script, String style) {
  private static final String WEBJAR = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  /** Reads it from the class path. */
  public static ChartLibrary load() {
    return new ChartLibrary(
        "/* uPlot 1.6.30, MIT licence, https://github.com/leeoniya/uPlot */\n"
            + PageText.resource(ChartLibrary.class, WEBJAR + "uPlot.iife.min.js"),
        PageText.resource(ChartLibrary.class, WEBJAR + "uPlot.min.css"));
  }
}
