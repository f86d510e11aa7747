package io.belay.deploy.plot;

import java.util.List;
import java.util.Locale;

/**
 * One pair of axes with what is drawn between them.
 *
 * @param title above it
 * @param x axis along the bottom
 * @param y axis along the left
 * @param series drawn in this order
 */
public record Panel(String title, Axis x, Axis y, List<Series> series) {
  private static final int LEFT = 58;
  private static final int RIGHT = 12;
  private static final int TOP = 40;
  private static final int BOTTOM = 46;
  private static final double LEGEND_LINE = 16;

  /** Draws it into a picture at a place, in pixels. */
  void draw(StringBuilder svg, int left, int top, int width, int height) {
    Frame frame = new Frame(left + LEFT, top + TOP, left + width - RIGHT, top + height - BOTTOM);
    line(
        svg,
        "<text x=\"%d\" y=\"%d\" font-weight=\"600\" fill=\"#222\">%s</text>",
        frame.left,
        top + 24,
        title);
    for (double tick : y.ticks()) {
      double at = frame.y(tick);
      line(
          svg,
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e2e2e2\"/>",
          frame.left,
          frame.right,
          at,
          at);
      text(svg, frame.left - 8, at + 4, "end", "#555", number(tick));
    }
    for (double tick : x.ticks()) {
      text(svg, frame.x(tick), frame.bottom + 18, "middle", "#555", number(tick));
    }
    text(svg, (frame.left + frame.right) / 2.0, frame.bottom + 38, "middle", "#555", x.label());
    text(svg, left + 4.0, top + TOP - 8.0, "start", "#555", y.label());
    double legend = frame.top + 12;
    for (Series each : series) {
      draw(svg, frame, each);
      if (!each.name().isEmpty()) {
        text(svg, frame.left + 10, legend, "start", each.colour(), each.name());
        legend += LEGEND_LINE;
      }
    }
  }

  private static void draw(StringBuilder svg, Frame frame, Series series) {
    StringBuilder points = new StringBuilder();
    double lastY = Double.NaN;
    for (double[] point : series.points()) {
      if (series.form() == Series.Form.STEPS && !Double.isNaN(lastY)) {
        append(points, frame.x(point[0]), lastY);
      }
      lastY = frame.y(point[1]);
      append(points, frame.x(point[0]), lastY);
      if (series.form() == Series.Form.DOTTED_LINE) {
        line(
            svg,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>",
            frame.x(point[0]),
            lastY,
            series.colour());
      }
    }
    String dash = series.form() == Series.Form.DASHED ? " stroke-dasharray=\"5 4\"" : "";
    line(
        svg,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\"%s/>",
        points.toString().strip(),
        series.colour(),
        dash);
  }

  private static void append(StringBuilder points, double x, double y) {
    points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String colour, String text) {
    line(
        svg,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
        x,
        y,
        anchor,
        colour,
        text);
  }

  /** Thousands apart; whole numbers without a point. */
  private static String number(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,d", (long) number).replace(',', ' ')
        : Double.toString(number);
  }

  private static void line(StringBuilder svg, String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  /** The rectangle between the axes, in pixels. */
  private final class Frame {
    private final int left;
    private final int top;
    private final int right;
    private final int bottom;

    Frame(int left, int top, int right, int bottom) {
      this.left = left;
      this.top = top;
      this.right = right;
      this.bottom = bottom;
    }

    double x(double number) {
      return left + x.share(number) * (right - left);
    }

    double y(double number) {
      return bottom - y.share(number) * (bottom - top);
    }
  }
}
