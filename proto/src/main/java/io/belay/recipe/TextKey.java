package io.belay.recipe;

/**
 * A setting that is one line of text.
 *
 * @param maxLength most characters
 * @param example a sensible value
 */
record TextKey(String path, String noun, int maxLength, String example) implements Key {

  boolean allows(String value) {
    return !value.isBlank()
        && value.equals(value.strip())
        && value.length() <= maxLength
        && value.chars().noneMatch(Character::isISOControl);
  }

  @Override
  public String values() {
    return "a line of 1 to %d characters".formatted(maxLength);
  }

  @Override
  public String remedy() {
    return "use for example \"" + example + "\"";
  }
}
