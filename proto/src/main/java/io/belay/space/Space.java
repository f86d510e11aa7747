package io.belay.space;

/**
 * The set that observations or actions are elements of; every element is a flat array of {@link
 * #size()} floats.
 */
public sealed interface Space permits Box, Discrete {

  /** How many floats one element occupies, at least 1. */
  int size();
}
