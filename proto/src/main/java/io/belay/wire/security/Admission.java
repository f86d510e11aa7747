package io.belay.wire.security;

import io.grpc.Status;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a caller may make a call, from what it showed.
 *
 * <p>The certificate was verified when the caller connected; here it only says what its holder may
 * do. Certificate and token add up; a token that is not known is refused even beside a certificate,
 * so that a wrong one is noticed.
 */
final class Admission {
  private static final String SCHEME = "Bearer ";

  /** Type of a URI among the subject alternative names of RFC 5280. */
  private static final int URI = 6;

  private final SecuritySettings settings;
  private final Optional<Token> token;
  private final Optional<Token> workerToken;

  Admission(SecuritySettings settings, Optional<Token> token, Optional<Token> workerToken) {
    this.settings = settings;
    this.token = token;
    this.workerToken = workerToken;
  }

  /**
   * OK, UNAUTHENTICATED or PERMISSION_DENIED.
   *
   * @param call its full name
   * @param certificate what the caller's connection is known by
   * @param authorization the header of that name
   */
  Status judge(String call, Optional<X509Certificate> certificate, Optional<String> authorization) {
    if (settings.plaintext() && !settings.tokens()) {
      return Status.OK;
    }
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    certificate.ifPresent(shown -> roles.addAll(roles(shown)));
    if (settings.tokens() && authorization.isPresent()) {
      Set<Role> granted = granted(authorization.get());
      if (granted.isEmpty()) {
        return Status.UNAUTHENTICATED.withDescription(
            "a token is one that this server knows: call=%s, token=unknown; give the process the server's file as belay.security.token-file or worker-token-file"
                .formatted(call));
      }
      roles.addAll(granted);
    } else if (certificate.isEmpty()) {
      return Status.UNAUTHENTICATED.withDescription(
          "a caller shows who it is: call=%s, certificate=none, token=none; give the process %s"
              .formatted(call, wanted()));
    }
    Set<Role> allowed = RoleTable.allowed(call);
    if (Collections.disjoint(roles, allowed)) {
      return Status.PERMISSION_DENIED.withDescription(
          "a call is made by one of its roles: call=%s, needed=%s, caller=%s; use a certificate with %s"
              .formatted(call, words(allowed), words(roles), uris(allowed)));
    }
    return Status.OK;
  }

  /** What the token grants; nothing where it is unknown. */
  private Set<Role> granted(String authorization) {
    boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String shown = bearer ? authorization.substring(SCHEME.length()).strip() : "";
    // Both are compared, so that the time says nothing about which one it was.
    boolean everything = token.isPresent() && token.get().is(shown);
    boolean workers = workerToken.isPresent() && workerToken.get().is(shown);
    if (everything) {
      return EnumSet.allOf(Role.class);
    }
    return workers ? EnumSet.of(Role.WORKER) : EnumSet.noneOf(Role.class);
  }

  private static Set<Role> roles(X509Certificate certificate) {
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        for (List<?> name : names) {
          if (name.getFirst().equals(URI)) {
            Role.of(String.valueOf(name.get(1))).ifPresent(roles::add);
          }
        }
      }
    } catch (CertificateParsingException e) {
      // Names that cannot be read give no role: the refusal says which one is needed.
      return EnumSet.noneOf(Role.class);
    }
    return roles;
  }

  private String wanted() {
    if (settings.plaintext()) {
      return "belay.security.token-file or worker-token-file";
    }
    return settings.tokens()
        ? "belay.security.certificate, key and authorities, or token-file or worker-token-file"
        : "belay.security.certificate, key and authorities";
  }

  private static String words(Set<Role> roles) {
    return roles.isEmpty()
        ? "none"
        : roles.stream().sorted().map(Role::word).collect(Collectors.joining("|"));
  }

  private static String uris(Set<Role> roles) {
    return roles.isEmpty()
        ? "no role: the call is nobody's"
        : "the URI "
            + roles.stream().sorted().map(Role::uri).collect(Collectors.joining(" or "))
            + ", or the token of belay.security.token-file";
  }
}
