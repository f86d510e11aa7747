package io.belay.coordinator.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Meters that differ in one tag whose values come from elsewhere; after the first {@value #MOST}
 * values all others share {@value #OTHER}, so that no peer can make series without end.
 *
 * <p>Used by one thread.
 */
final class BoundedTag<M> {
  private static final int MOST = 15;
  private static final String OTHER = "other";

  private final Function<String, M> register;
  private final Map<String, M> meters = new HashMap<>();

  /**
   * @param register makes the meter of a value; called once a value
   */
  BoundedTag(Function<String, M> register) {
    this.register = register;
  }

  M of(String value) {
    M known = meters.get(value);
    if (known != null) {
      return known;
    }
    return meters.computeIfAbsent(meters.size() < MOST ? value : OTHER, register);
  }
}
