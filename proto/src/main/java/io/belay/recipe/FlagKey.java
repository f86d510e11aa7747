package io.belay.recipe;

/** A setting that is {@code true} or {@code false}. */
record FlagKey(String path, String noun) implements Key {

  @Override
  public String values() {
    return "true or false";
  }

  @Override
  public String remedy() {
    return "use true or false";
  }
}
