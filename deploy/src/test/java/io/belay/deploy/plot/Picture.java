package io.belay.deploy.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Panels side by side.
 *
 * @param meaning what it shows, for who cannot see it
 * @param columns panels in a row
 * @param panels row by row
 */
public record Picture(String meaning, int columns, List<Panel> panels) {
  private static final int WIDTH = 860;
  private static final int PANEL_HEIGHT = 300;

  /** Writes it as SVG. */
  public void write(Path file) {
    int rows = Math.ceilDiv(panels.size(), columns);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="%s">
            <rect width="%d" height="%d" fill="#fff"/>
            """,
            WIDTH,
            rows * PANEL_HEIGHT,
            meaning,
            WIDTH,
            rows * PANEL_HEIGHT));
    int width = WIDTH / columns;
    for (int i = 0; i < panels.size(); i++) {
      panels.get(i).draw(svg, i % columns * width, i / columns * PANEL_HEIGHT, width, PANEL_HEIGHT);
    }
    svg.append("</svg>\n");
    try {
      Files.writeString(file, svg);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
