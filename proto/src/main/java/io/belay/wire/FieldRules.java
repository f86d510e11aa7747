package io.belay.wire;

import com.google.protobuf.ByteString;
import io.belay.error.BelayException;
import io.belay.policy.PolicyIdentity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules for single fields; each returns its value or throws {@link BelayException} with the field's
 * name and value.
 */
final class FieldRules {
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_EXPLANATION = 4000;
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private FieldRules() {}

  /** A name: not blank and short enough for a log line. */
  static String name(String field, String value) {
    if (value.isBlank() || value.length() > LONGEST_NAME) {
      throw BelayException.invalid(
          "a name has between 1 and %d characters, not all blank: %s=\"%s\""
              .formatted(LONGEST_NAME, field, shortened(value)));
    }
    return value;
  }

  /** A name or the empty string, which stands for none. */
  static String nameOrNothing(String field, String value) {
    return value.isEmpty() ? value : name(field, value);
  }

  /** What a stranger's message said, shortened to a name's length. */
  static String shortened(String value) {
    return value.substring(0, Math.min(value.length(), LONGEST_NAME));
  }

  /**
   * What went wrong, in somebody's words, cut where it is longer than a person reads: it may be a
   * dumped array, and goes into messages and books that have a limit.
   */
  static String explanation(String value) {
    return value.length() <= LONGEST_EXPLANATION
        ? value
        : value.substring(0, LONGEST_EXPLANATION) + "…";
  }

  /** A text that is not longer than a name. */
  static String shortText(String field, String value) {
    if (value.length() > LONGEST_NAME) {
      throw BelayException.invalid(
          "a short text has at most %d characters: %s=%d characters"
              .formatted(LONGEST_NAME, field, value.length()));
    }
    return value;
  }

  /** A SHA-256 as 64 hexadecimal digits in lower case. */
  static String sha256(String field, String value) {
    if (!SHA_256.matcher(value).matches()) {
      throw BelayException.invalid(
          "a SHA-256 has 64 hexadecimal digits in lower case: %s=\"%s\""
              .formatted(field, shortened(value)));
    }
    return value;
  }

  /** A SHA-256, or nothing where there is none yet. */
  static String sha256OrEmpty(String field, String value) {
    return value.isEmpty() ? value : sha256(field, value);
  }

  /** A uint32 that fits a Java int. */
  static int number(String field, int value) {
    if (value < 0) {
      throw BelayException.invalid(
          "a number is below 2147483648: %s=%s".formatted(field, Integer.toUnsignedString(value)));
    }
    return value;
  }

  /** A uint64 that fits a Java long. */
  static long number(String field, long value) {
    if (value < 0) {
      throw BelayException.invalid(
          "a number is below 9223372036854775808: %s=%s"
              .formatted(field, Long.toUnsignedString(value)));
    }
    return value;
  }

  static double finite(String field, double value) {
    if (!Double.isFinite(value)) {
      throw BelayException.invalid("a number is finite: %s=%s".formatted(field, value));
    }
    return value;
  }

  static double[] finite(String field, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw BelayException.invalid(
            "an array is finite: %s[%d]=%s".formatted(field, i, values[i]));
      }
    }
    return values;
  }

  static float[] finite(String field, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw BelayException.invalid(
            "an array is finite: %s[%d]=%s".formatted(field, i, values[i]));
      }
    }
    return values;
  }

  static List<Integer> blocks(List<Integer> values) {
    Set<Integer> seen = new HashSet<>();
    for (int value : values) {
      if (!seen.add(number("blocks", value))) {
        throw BelayException.invalid("a block is listed once: blocks=" + value);
      }
    }
    return List.copyOf(values);
  }

  static PolicyIdentity identity(ByteString sha256) {
    return PolicyIdentity.fromBytes(sha256.toByteArray());
  }

  static void present(String field, boolean present) {
    if (!present) {
      throw BelayException.invalid("a required field is set: %s=absent".formatted(field));
    }
  }

  /**
   * The refusal of a message whose oneof is empty or holds a case that this version does not know.
   */
  static BelayException nothingKnown(String message) {
    return BelayException.invalid(
        "a message holds exactly one case that this version knows: %s=none; upgrade the older side"
            .formatted(message));
  }
}
