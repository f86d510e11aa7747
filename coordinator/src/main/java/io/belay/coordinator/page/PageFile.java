package io.belay.coordinator.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.belay.page.ChartLibrary;
import io.belay.page.PageText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of the page, as it lies on the class path.
 *
 * @param tag an entity tag that names its content
 */
record PageFile(String contentType, byte[] content, String tag) {
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  /** All parts by path. */
  static Map<String, PageFile> load() {
    Map<String, PageFile> files = new LinkedHashMap<>();
    files.put("/", of("text/html; charset=utf-8", own("page.html")));
    files.put("/page.css", of(STYLE, own("page.css")));
    for (String module : new String[] {"page", "charts", "grid", "tables", "format", "icon"}) {
      boolean icon = module.equals("icon");
      String path = "/" + module + (icon ? ".svg" : ".js");
      files.put(path, of(icon ? "image/svg+xml" : SCRIPT, own(path.substring(1))));
    }
    ChartLibrary library = ChartLibrary.load();
    files.put("/uplot.js", of(SCRIPT, library.script()));
    files.put("/uplot.css", of(STYLE, library.style()));
    return files;
  }

  private static String own(String name) {
    return PageText.resource(PageFile.class, name);
  }

  private static PageFile of(String contentType, String text) {
    String source = PageText.source(text);
    return new PageFile(
        contentType, text.getBytes(UTF_8), "\"" + source.substring(1, source.length() - 1) + "\"");
  }
}
