package io.belay.worker.rollout;

/**
 * Where in a run an environment is being called; moved from call to call and read only when one
 * fails.
 */
final class Address {
  private static final int NONE = -1;

  private final String environment;
  private String subject = "lane";
  private int number;
  private int iteration = NONE;
  private int step = NONE;

  Address(String environment) {
    this.environment = environment;
  }

  /** A step of a lane's fragment. */
  Address lane(int lane, int iteration, int step) {
    return set("lane", lane, iteration, step);
  }

  /** The carry from which a lane is continued. */
  Address carry(int lane) {
    return set("carryOfLane", lane, NONE, NONE);
  }

  /** A step of an evaluation's episode. */
  Address episode(int episode, int step) {
    return set("evaluationEpisode", episode, NONE, step);
  }

  private Address set(String subject, int number, int iteration, int step) {
    this.subject = subject;
    this.number = number;
    this.iteration = iteration;
    this.step = step;
    return this;
  }

  /** As {@code name=value} pairs. */
  @Override
  public String toString() {
    return "environment=%s, %s=%d".formatted(environment, subject, number)
        + (iteration == NONE ? "" : ", iteration=" + iteration)
        + (step == NONE ? "" : ", step=" + step);
  }
}
