package io.belay.coordinator.page.live;

/**
 * An event as a line of the page.
 *
 * @param number of the line, from 1; the same while it is counted on
 * @param sequence grows with each line and each count
 * @param millis when it happened last, milliseconds since 1970-01-01T00:00Z
 * @param iteration iterations completed then
 * @param text one sentence, at most 400 characters
 * @param times how often in a row
 */
record RunLine(
    long number,
    long sequence,
    long millis,
    EventKind kind,
    long iteration,
    String text,
    int times) {
  private static final int LONGEST = 400;

  RunLine {
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST - 1) + "…";
    }
  }

  boolean says(EventKind otherKind, String otherText) {
    return kind == otherKind && text.equals(otherText);
  }

  RunLine again(long newSequence, long now, long newIteration) {
    return new RunLine(number, newSequence, now, kind, newIteration, text, times + 1);
  }
}
