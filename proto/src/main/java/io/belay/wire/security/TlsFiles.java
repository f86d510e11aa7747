package io.belay.wire.security;

import java.nio.file.Path;

/**
 * The PEM files that make a process known to others and others to it.
 *
 * @param certificate its certificate, followed by those between it and an authority
 * @param key the private key of the certificate, PKCS#8 without a password
 * @param authorities certificates of the authorities whose word on others it takes
 */
public record TlsFiles(Path certificate, Path key, Path authorities) {}
