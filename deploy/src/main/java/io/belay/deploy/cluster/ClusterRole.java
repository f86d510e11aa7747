package io.belay.deploy.cluster;

/** What a control node is for; one node of each role is active, the others stand by. */
public enum ClusterRole {
  /** Brings workers, learner and runs together. */
  COORDINATOR("coordinator", 7710),
  /** Improves the policy. */
  LEARNER("learner", 7711);

  private final String word;
  private final int defaultPort;

  ClusterRole(String word, int defaultPort) {
    this.word = word;
    this.defaultPort = defaultPort;
  }

  /** TCP port of remoting where nothing else is configured. */
  public int defaultPort() {
    return defaultPort;
  }

  /** The role as members of the cluster announce it. */
  @Override
  public String toString() {
    return word;
  }
}
