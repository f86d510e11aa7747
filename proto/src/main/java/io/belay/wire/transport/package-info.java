/**
 * How processes reach one another over gRPC: within one JVM or over TCP, chosen by an address
 * alone.
 *
 * <p>Limits and keepalive are the same on both sides and stated once, in {@link
 * io.belay.wire.transport.TransportSettings}.
 */
@NullMarked
package io.belay.wire.transport;

import org.jspecify.annotations.NullMarked;
