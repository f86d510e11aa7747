package io.belay.wire.security;

import com.typesafe.config.Config;
import io.belay.error.BelayException;
import io.belay.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a process proves to others what it is, and what it asks of those who call it: {@code
 * belay.security}; {@code reference.conf} says what each key means.
 *
 * @param tls certificate, key and authorities; empty for plaintext
 * @param tokenFile holds the token that grants every call
 * @param workerTokenFile holds the token that grants a worker's calls
 * @param plaintext whether nothing is encrypted; true exactly where there is no certificate
 * @param reloadInterval time between two looks at the files, in [100 ms, 1 h]
 */
public record SecuritySettings(
    Optional<TlsFiles> tls,
    Optional<Path> tokenFile,
    Optional<Path> workerTokenFile,
    boolean plaintext,
    Duration reloadInterval) {
  private static final String PATH = "belay.security";
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(1);

  public SecuritySettings {
    List<String> problems = new ArrayList<>();
    if (tls.isEmpty() && !plaintext) {
      problems.add(
          "nothing starts unencrypted unless it is asked to: certificate=\"\", plaintext=false; give certificate, key and authorities (deploy/security/make-certificates.sh makes them), or set belay.security.plaintext=true (--plaintext) where everyone who can reach the ports may read and change everything");
    }
    if (tls.isPresent() && plaintext) {
      problems.add(
          "a process is either encrypted or not: plaintext=true, certificate=%s, key=%s, authorities=%s; remove plaintext (--plaintext), or these wherever they are set"
              .formatted(tls.get().certificate(), tls.get().key(), tls.get().authorities()));
    }
    if (tokenFile.isPresent() && tokenFile.equals(workerTokenFile)) {
      problems.add(
          "a worker's token is another than the one that grants everything: token-file=%s, worker-token-file=%<s; give each a file"
              .formatted(tokenFile.get()));
    }
    if (reloadInterval.compareTo(SHORTEST) < 0 || reloadInterval.compareTo(LONGEST) > 0) {
      problems.add(
          "files are looked at every 100 ms to 1 h: reload-interval=%s; use for example 10 s"
              .formatted(reloadInterval));
    }
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
  }

  /**
   * Reads {@code belay.security}.
   *
   * @param config the process's whole configuration
   * @throws BelayException INVALID_REQUEST with every problem, one a line
   */
  public static SecuritySettings from(Config config) {
    SettingsReader reader = new SettingsReader(config, PATH);
    SecuritySettings settings = reader.readKeys(SecuritySettings::from);
    reader.refuseProblems();
    if (settings == null) {
      throw new IllegalStateException("settings that cannot be read are a problem: path=" + PATH);
    }
    return settings;
  }

  /** Plaintext without a token: everyone who reaches a port may do everything. */
  public static SecuritySettings open() {
    return new SecuritySettings(
        Optional.empty(), Optional.empty(), Optional.empty(), true, Duration.ofSeconds(10));
  }

  /** Whether callers may show a token. */
  public boolean tokens() {
    return tokenFile.isPresent() || workerTokenFile.isPresent();
  }

  /**
   * What is to be said loudly when the process starts, a sentence each; nothing where it is safe.
   */
  public List<String> warnings() {
    if (!plaintext) {
      return List.of();
    }
    return tokens()
        ? List.of(
            "PLAINTEXT: belay.security.plaintext=true, so nothing between processes is encrypted: whoever can listen on the network reads everything, the token included.")
        : List.of(
            "PLAINTEXT: belay.security.plaintext=true, so nothing between processes is encrypted: whoever can listen on the network reads everything.",
            "OPEN: there are neither certificates nor tokens, so whoever can reach a port may submit, change and stop runs.");
  }

  private static SecuritySettings from(SettingsReader.Keys keys) {
    List<String> problems = new ArrayList<>();
    Optional<Path> certificate = file(keys, "certificate", problems);
    Optional<Path> key = file(keys, "key", problems);
    Optional<Path> authorities = file(keys, "authorities", problems);
    Optional<Path> token = file(keys, "token-file", problems);
    Optional<Path> workerToken = file(keys, "worker-token-file", problems);
    boolean plaintext = keys.flag("plaintext");
    Duration interval = keys.duration("reload-interval");
    boolean all = certificate.isPresent() && key.isPresent() && authorities.isPresent();
    boolean any = certificate.isPresent() || key.isPresent() || authorities.isPresent();
    if (any && !all) {
      problems.add(
          "certificate, key and authorities are given together or not at all: certificate=\"%s\", key=\"%s\", authorities=\"%s\"; give all three"
              .formatted(shown(certificate), shown(key), shown(authorities)));
    }
    Optional<TlsFiles> tls =
        any
            ? Optional.of(
                new TlsFiles(
                    certificate.orElse(Path.of("")),
                    key.orElse(Path.of("")),
                    authorities.orElse(Path.of(""))))
            : Optional.empty();
    @Nullable SecuritySettings settings = null;
    try {
      settings = new SecuritySettings(tls, token, workerToken, plaintext, interval);
    } catch (BelayException broken) {
      problems.add(String.valueOf(broken.getMessage()));
    }
    if (settings == null || !problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
    return settings;
  }

  /** The file that a key names; one that cannot be read is a problem. */
  private static Optional<Path> file(SettingsReader.Keys keys, String key, List<String> problems) {
    String name = keys.text(key);
    if (name.isBlank()) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        problems.add(
            "a file is there and this process may read it: %s=%s; correct the path or the file's mode"
                .formatted(key, name));
      }
      return Optional.of(file);
    } catch (InvalidPathException e) {
      problems.add("a file has a path: %s=\"%s\"; correct it".formatted(key, name));
      return Optional.empty();
    }
  }

  private static String shown(Optional<Path> file) {
    return file.map(Path::toString).orElse("");
  }
}
