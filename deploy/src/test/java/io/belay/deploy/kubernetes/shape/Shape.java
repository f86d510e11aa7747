package io.belay.deploy.kubernetes.shape;

import java.util.Map;
import java.util.Set;

/** What a value may be. */
sealed interface Shape {

  /** A text; a number or a flag without quotes is none. */
  record Text(Syntax syntax) implements Shape {}

  /** One of some words. */
  record Word(Set<String> words) implements Shape {
    static Word of(String... words) {
      return new Word(Set.of(words));
    }
  }

  /** An integer, both ends included. */
  record Whole(long least, long most) implements Shape {
    static final Whole ANY = new Whole(Long.MIN_VALUE, Long.MAX_VALUE);
    static final Whole COUNT = new Whole(0, Integer.MAX_VALUE);
    static final Whole PORT = new Whole(1, 65_535);
  }

  /** Any number. */
  record Real() implements Shape {}

  /** True or false. */
  record Flag() implements Shape {}

  /** An amount of a resource, such as {@code 500m} or {@code 1Gi}; a number is one, too. */
  record Amount() implements Shape {}

  /** A port's number or name. */
  record Port() implements Shape {}

  /** A number, or a share such as {@code 25%}. */
  record NumberOrShare() implements Shape {}

  /** What has no description, such as free-form settings. */
  record Anything() implements Shape {}

  /** A list. */
  record Items(Shape each) implements Shape {}

  /** A map whose keys are not fields. */
  record Entries(Syntax keys, Shape values) implements Shape {}

  /** What one of the client's models describes, which may have parts of its own kind. */
  record Model(Class<?> type) implements Shape {}

  /**
   * A map of fields.
   *
   * @param name for messages
   * @param required fields that must be there
   */
  record Structure(String name, Map<String, Shape> fields, Set<String> required) implements Shape {
    public Structure {
      fields = Map.copyOf(fields);
      required = Set.copyOf(required);
    }
  }
}
