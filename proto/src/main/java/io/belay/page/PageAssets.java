package io.belay.page;

/**
 * What a page carries inside: the charting library, and its own script and style.
 *
 * @param script the page's JavaScript
 * @param style the page's style sheet
 */
public record PageAssets(ChartLibrary library, String script, String style) {

  /**
   * Reads {@code page.js} and {@code page.css} from the class path, each preceded by what all pages
   * have: {@code charts.js} and {@code base.css}.
   *
   * @param room a class beside which they lie
   */
  public static PageAssets load(Class<?> room) {
    return new PageAssets(
        ChartLibrary.load(),
        PageText.resource(PageAssets.class, "charts.js") + PageText.resource(room, "page.js"),
        PageText.resource(PageAssets.class, "base.css") + PageText.resource(room, "page.css"));
  }

  /**
   * The content security policy of a page that has these scripts and styles in {@code <script>} and
   * {@code <style>} elements: these, named by their SHA-256, and nothing else. No address is ever
   * asked for anything.
   */
  public String contentSecurityPolicy() {
    return "default-src 'none'; script-src %s %s; style-src %s %s; base-uri 'none'; form-action 'none'"
        .formatted(
            PageText.source(library.script()),
            PageText.source(script),
            PageText.source(library.style()),
            PageText.source(style));
  }

  /**
   * A page's HTML up to the beginning of its body, with the styles.
   *
   * @param title as plain text
   */
  public String head(String title) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="%s">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>%s</title>
    <style>%s</style>
    <style>%s</style>
    </head>
    <body>
    """
        .formatted(contentSecurityPolicy(), PageText.escaped(title), library.style(), style);
  }

  /**
   * A page's HTML from behind its words to its end: data, then the scripts.
   *
   * @param id by which the script finds the data
   * @param json the data
   */
  public String foot(String id, String json) {
    return """
    <script type="application/json" id="%s">%s</script>
    <script>%s</script>
    <script>%s</script>
    </body>
    </html>
    """
        .formatted(id, json.replace("<", "\\u003c"), library.script(), script);
  }
}
