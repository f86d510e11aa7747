package io.belay.wire.security;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An authority and the certificates of all roles, made by {@code
 * deploy/security/make-certificates.sh} for the time of a test.
 */
final class TestCertificates {
  static final Path SCRIPT =
      Path.of("").toAbsolutePath().getParent().resolve("deploy/security/make-certificates.sh");

  /** What was said and how it ended. */
  record Ended(int status, String said) {}

  private final Path directory;

  private TestCertificates(Path directory) {
    this.directory = directory;
  }

  static TestCertificates make(Path directory) {
    Ended ended = run(List.of(SCRIPT.toString(), directory.toString()));
    if (ended.status() != 0) {
      throw new AssertionError("the script failed: " + ended.said());
    }
    return new TestCertificates(directory);
  }

  Path authority() {
    return directory.resolve("authority.pem");
  }

  /** The files of a role, trusting this authority. */
  TlsFiles files(Role role) {
    return files(role.word());
  }

  private TlsFiles files(String name) {
    return new TlsFiles(
        directory.resolve(name + ".pem"), directory.resolve(name + ".key"), authority());
  }

  /** An operator's certificate that was valid until yesterday. */
  TlsFiles expiredOperator() {
    return issue("expired", "-1", "URI:urn:belay:role:operator");
  }

  /** A valid certificate that gives no role. */
  TlsFiles withoutRole() {
    return issue("nobody", "1", "URI:urn:example:role:operator");
  }

  /** A learner's certificate for another host than the one tests dial. */
  TlsFiles elsewhere() {
    return issue("elsewhere", "1", "URI:urn:belay:role:learner,DNS:elsewhere.example");
  }

  private TlsFiles issue(String name, String days, String alternativeNames) {
    TlsFiles files = files(name);
    Path request = directory.resolve(name + ".csr");
    Path extensions = directory.resolve(name + ".ext");
    try {
      Files.writeString(extensions, "subjectAltName = " + alternativeNames);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl(
        "req",
        "-new",
        "-nodes",
        "-newkey",
        "rsa:2048",
        "-subj",
        "/CN=" + name,
        "-keyout",
        files.key().toString(),
        "-out",
        request.toString());
    openssl(
        "x509",
        "-req",
        "-in",
        request.toString(),
        "-CA",
        authority().toString(),
        "-CAkey",
        directory.resolve("authority.key").toString(),
        "-set_serial",
        "7",
        "-days",
        days,
        "-extfile",
        extensions.toString(),
        "-out",
        files.certificate().toString());
    return files;
  }

  /** Puts the files of a role in the place of another set, each at once. */
  static void replace(TlsFiles old, TlsFiles by) {
    replace(old.certificate(), by.certificate());
    replace(old.key(), by.key());
    replace(old.authorities(), by.authorities());
  }

  /** Puts a copy of a file in the place of another at once. */
  static void replace(Path file, Path by) {
    try {
      replace(file, Files.readString(by));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a text in the place of a file at once. */
  static void replace(Path file, String text) {
    try {
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of a role's files that a test may replace. */
  static TlsFiles copy(TlsFiles files, Path directory) {
    try {
      Files.createDirectories(directory);
      return new TlsFiles(
          Files.copy(files.certificate(), directory.resolve("tls.crt")),
          Files.copy(files.key(), directory.resolve("tls.key")),
          Files.copy(files.authorities(), directory.resolve("ca.crt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encrypted, files looked at ten times a second. */
  static SecuritySettings settings(TlsFiles files) {
    return settings(Optional.of(files), Optional.empty(), Optional.empty());
  }

  static SecuritySettings settings(
      Optional<TlsFiles> files, Optional<Path> token, Optional<Path> workerToken) {
    return new SecuritySettings(files, token, workerToken, files.isEmpty(), Duration.ofMillis(100));
  }

  /** {@code belay.security} with these keys over the defaults. */
  static Config config(String keys) {
    return ConfigFactory.parseString("belay.security {\n" + keys + "\n}")
        .withFallback(ConfigFactory.defaultReference());
  }

  static Ended run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("a command ends within 30 s: " + command);
      }
      return new Ended(process.exitValue(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void openssl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Ended ended = run(command);
    if (ended.status() != 0) {
      throw new AssertionError("openssl failed: " + ended.said());
    }
  }
}
