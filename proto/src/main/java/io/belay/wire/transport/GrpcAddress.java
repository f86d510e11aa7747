package io.belay.wire.transport;

import io.belay.error.BelayException;

/**
 * Where a server listens or a client dials: {@code inprocess:NAME} within one JVM, {@code
 * host:port} over TCP.
 */
public sealed interface GrpcAddress {

  /** A server within this JVM, found by name. */
  record InProcess(String name) implements GrpcAddress {
    @Override
    public String toString() {
      return PREFIX + name;
    }
  }

  /**
   * A server over TCP.
   *
   * @param host name or literal address; an IPv6 address without brackets
   * @param port in [0, 65535]; 0 lets a server choose a free one
   */
  record Tcp(String host, int port) implements GrpcAddress {
    @Override
    public String toString() {
      return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
  }

  /** What an in-process address begins with. */
  String PREFIX = "inprocess:";

  /**
   * Reads an address.
   *
   * @throws BelayException INVALID_REQUEST where it has neither form
   */
  static GrpcAddress parse(String address) {
    if (address.startsWith(PREFIX) && address.length() > PREFIX.length()) {
      return new InProcess(address.substring(PREFIX.length()));
    }
    int colon = address.lastIndexOf(':');
    try {
      int port = colon > 0 ? Integer.parseInt(address.substring(colon + 1)) : -1;
      if (port >= 0 && port <= 0xFFFF) {
        String host = address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new Tcp(bracketed ? host.substring(1, host.length() - 1) : host, port);
      }
    } catch (NumberFormatException e) {
      // The refusal below says what a port is.
    }
    throw BelayException.invalid(
        "an address is host:port or inprocess:NAME: address=\"" + address + "\"");
  }
}
