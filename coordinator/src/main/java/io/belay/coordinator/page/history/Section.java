package io.belay.coordinator.page.history;

import java.util.Collections;
import java.util.SequencedMap;

/**
 * A {@link History} from a bucket to its end.
 *
 * @param width iterations of a bucket, a power of two
 * @param begin iteration that the history's first bucket begins at, a multiple of the width
 * @param from number of the section's first bucket
 * @param size number of buckets of the whole history
 * @param curves by name, in the order in which they first had a value
 */
public record Section(
    int width, long begin, int from, int size, SequencedMap<String, Curve> curves) {
  public Section {
    curves = Collections.unmodifiableSequencedMap(curves);
  }
}
