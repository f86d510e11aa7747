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
 * {@code openssl}: names, usages and the form of the key as they are asked for, keys of 2048 bits
 * because they are made sooner.
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
    openssl(
        authority,
        "req -x509 -newkey rsa:2048 -nodes -keyout tls.key -out tls.crt -days 2 -subj /CN=Belay"
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
    Files.writeString(secret.resolve("extensions"), extensions(certificate));
    // PKCS#8 is what genpkey writes; PKCS#1 is asked for by another command.
    openssl(
        secret,
        certificate.spec("privateKey", "encoding").textOr("").equals("PKCS8")
            ? "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out tls.key"
            : "genrsa -traditional -out tls.key 2048");
    openssl(
        secret,
        "req -new -key tls.key -subj /CN=%s -out request".formatted(commonName(certificate)));
    openssl(
        secret,
        "x509 -req -in request -CA ../%1$s/tls.crt -CAkey ../%1$s/tls.key -days 1 -extfile extensions -out tls.crt"
            .formatted(AUTHORITY));
  }

  private static String commonName(Manifest certificate) {
    return certificate.spec("commonName").text();
  }

  private static String extensions(Manifest certificate) {
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
    return String.join(
        "\n",
        "subjectAltName = " + names,
        "extendedKeyUsage = " + String.join(",", extended),
        usages.contains("digital signature") ? "keyUsage = critical,digitalSignature" : "",
        "");
  }

  private static Stream<String> prefixed(String prefix, Tree list) {
    return list.list().stream().map(each -> prefix + each.text());
  }

  private static void openssl(Path where, String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    assertThat(Programs.run(where, where.resolve("openssl.out"), command))
        .as(arguments)
        .matches(ran -> ran.status() == 0);
  }
}
