package io.belay.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Programs;
import io.belay.deploy.monitoring.Tree;
import io.belay.wire.security.SecuritySettings;
import io.belay.wire.security.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Certificates as cert-manager would make them of the {@code Certificate}s of manifests, made by
 * {@code openssl}: names, usages and the form of the key as they are asked for; one key for all,
 * which is made sooner.
 */
final class IssuedCertificates {
  private static final String AUTHORITY = "belay-authority";

  private final Manifests manifests;
  private final Path directory;

  /** Makes all of them, each into a directory that is named after it. */
  IssuedCertificates(Manifests manifests, Path directory) throws IOException {
    this.manifests = manifests;
    this.directory = directory;
    Path authority = Files.createDirectories(directory.resolve(AUTHORITY));
    openssl(authority, "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out tls.key");
    openssl(
        authority,
        "req -x509 -key tls.key -out tls.crt -days 2 -subj /CN=Belay"
            + " -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign");
    for (Manifest certificate : manifests.of("Certificate").toList()) {
      if (!certificate.spec("isCA").textOr("").equals("true")) {
        issue(certificate);
      }
    }
  }

  /** Settings of a process that has mounted a certificate's secret. */
  SecuritySettings settings(String name) {
    Path secret = directory.resolve(name);
    return new SecuritySettings(
        Optional.of(
            new TlsFiles(
                secret.resolve("tls.crt"),
                secret.resolve("tls.key"),
                directory.resolve(AUTHORITY).resolve("tls.crt"))),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofMinutes(1));
  }

  Path certificate(String name) {
    return directory.resolve(name).resolve("tls.crt");
  }

  private void issue(Manifest certificate) throws IOException {
    Path secret = Files.createDirectories(directory.resolve(certificate.name()));
    assertThat(manifests.find("Issuer", certificate.spec("issuerRef", "name").text())).isPresent();
    Path key = directory.resolve(AUTHORITY).resolve("tls.key");
    if (certificate.spec("privateKey", "encoding").textOr("PKCS1").equals("PKCS8")) {
      Files.copy(key, secret.resolve("tls.key"));
    } else {
      openssl(secret, "rsa -traditional -in %s -out tls.key".formatted(key));
    }
    List<String> request =
        new ArrayList<>(
            List.of("req", "-x509", "-key", "tls.key", "-out", "tls.crt", "-days", "1"));
    request.addAll(List.of("-CA", "../%s/tls.crt".formatted(AUTHORITY), "-CAkey", key.toString()));
    request.addAll(List.of("-subj", "/CN=" + certificate.spec("commonName").text()));
    request.addAll(List.of("-addext", "basicConstraints=critical,CA:FALSE"));
    extensions(certificate).forEach(extension -> request.addAll(List.of("-addext", extension)));
    openssl(secret, request);
  }

  private static List<String> extensions(Manifest certificate) {
    String names =
        Stream.of(
                prefixed("URI:", certificate.spec("uris")),
                prefixed("DNS:", certificate.spec("dnsNames")),
                prefixed("IP:", certificate.spec("ipAddresses")))
            .flatMap(all -> all)
            .collect(Collectors.joining(","));
    List<String> usages = certificate.spec("usages").list().stream().map(Tree::text).toList();
    List<String> extended = new ArrayList<>();
    if (usages.contains("server auth")) {
      extended.add("serverAuth");
    }
    if (usages.contains("client auth")) {
      extended.add("clientAuth");
    }
    List<String> extensions =
        new ArrayList<>(
            List.of("subjectAltName=" + names, "extendedKeyUsage=" + String.join(",", extended)));
    if (usages.contains("digital signature")) {
      extensions.add("keyUsage=critical,digitalSignature");
    }
    return extensions;
  }

  private static Stream<String> prefixed(String prefix, Tree list) {
    return list.list().stream().map(each -> prefix + each.text());
  }

  private static void openssl(Path where, String arguments) {
    openssl(where, List.of(arguments.split(" ")));
  }

  private static void openssl(Path where, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    assertThat(Programs.run(where, where.resolve("openssl.out"), command))
        .as(command.toString())
        .matches(ran -> ran.status() == 0);
  }
}
