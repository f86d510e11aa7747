package io.belay.wire.security;

import java.util.Optional;

/**
 * What a caller may be. A certificate gives its holder the roles whose URIs are among its subject
 * alternative names.
 */
public enum Role {
  /** Samples blocks: a session with the coordinator, blocks to the learner, policies from it. */
  WORKER,
  /** Trains, or stands by and fetches checkpoints. */
  LEARNER,
  /** Says who does what. */
  COORDINATOR,
  /** A person or program that submits, watches and stops runs. */
  OPERATOR;

  private static final String PREFIX = "urn:belay:role:";

  /** The URI that gives the role, such as {@code urn:belay:role:worker}. */
  public String uri() {
    return PREFIX + word();
  }

  /** The role in messages, such as {@code worker}. */
  public String word() {
    return switch (this) {
      case WORKER -> "worker";
      case LEARNER -> "learner";
      case COORDINATOR -> "coordinator";
      case OPERATOR -> "operator";
    };
  }

  /** The role that a URI gives, if it gives one. */
  static Optional<Role> of(String uri) {
    for (Role role : values()) {
      if (role.uri().equals(uri)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
