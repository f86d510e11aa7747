package io.belay.deploy.process;

import io.belay.wire.transport.GrpcAddress;
import java.util.UUID;

/** How the roles of one JVM reach one another. */
public enum Transport {
  /** Messages are handed over within the JVM; no socket is opened. */
  IN_PROCESS("in-process"),
  /** Through the loopback interface, each server on a free port. */
  TCP("tcp");

  private final String word;

  Transport(String word) {
    this.word = word;
  }

  /** An address for a server that is about to listen. */
  GrpcAddress toListen(String role) {
    return switch (this) {
      case IN_PROCESS -> new GrpcAddress.InProcess(role + "-" + UUID.randomUUID());
      case TCP -> new GrpcAddress.Tcp("127.0.0.1", 0);
    };
  }

  /** The word a user types. */
  @Override
  public String toString() {
    return word;
  }
}
