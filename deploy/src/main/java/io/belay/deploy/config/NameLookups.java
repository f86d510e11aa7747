package io.belay.deploy.config;

import java.security.Security;

/**
 * How long a process keeps what the DNS said of a name: {@value #SECONDS} s, and {@value
 * #FAILED_SECONDS} s that there is no such name. Nodes have lasting names and addresses that change
 * whenever they are started elsewhere; what Java and gRPC keep by default, 30 s each, would leave
 * one that is back unanswered for a minute, in which it founds a cluster of its own.
 */
public final class NameLookups {
  private static final String KEPT = "networkaddress.cache.ttl";
  private static final String FAILURE_KEPT = "networkaddress.cache.negative.ttl";
  private static final String SECONDS = "5";
  private static final String FAILED_SECONDS = "1";

  private NameLookups() {}

  /**
   * Sets both for this JVM, before it looks up the first name. A system property {@code
   * networkaddress.cache.ttl} wins, for the time that addresses are kept.
   */
  public static void keepBriefly() {
    // gRPC reads the system property, Java its security property of the same name.
    String seconds = System.getProperty(KEPT, SECONDS);
    System.setProperty(KEPT, seconds);
    Security.setProperty(KEPT, seconds);
    Security.setProperty(FAILURE_KEPT, FAILED_SECONDS);
  }
}
