/**
 * Who may call what over gRPC: certificates and tokens read from files and read again when they
 * change, one table of roles and calls, and a gate before every service.
 *
 * <p>A process is secured unless its configuration asks for plaintext. Within one JVM nothing of
 * this is needed or loaded.
 */
@NullMarked
package io.belay.wire.security;

import org.jspecify.annotations.NullMarked;
