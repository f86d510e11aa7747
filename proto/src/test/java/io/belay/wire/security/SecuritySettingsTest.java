package io.belay.wire.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.belay.error.BelayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code belay.security} may say, and what it must not leave open silently. */
class SecuritySettingsTest {
  @TempDir Path directory;

  @Test
  void nothingStartsUnencryptedUnlessItIsAskedTo() {
    assertThatThrownBy(() -> SecuritySettings.from(ConfigFactory.defaultReference()))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("plaintext=false")
        .hasMessageContaining("make-certificates.sh")
        .hasMessageContaining("belay.security.plaintext=true");
  }

  @Test
  void plaintextIsSaidLoudly() throws IOException {
    SecuritySettings open = SecuritySettings.from(TestCertificates.config("plaintext = true"));
    SecuritySettings token =
        SecuritySettings.from(
            TestCertificates.config(
                "plaintext = true, token-file = \"%s\"".formatted(file("token"))));

    assertThat(open).isEqualTo(SecuritySettings.open());
    assertThat(open.warnings())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).startsWith("PLAINTEXT: "))
        .anySatisfy(line -> assertThat(line).startsWith("OPEN: "));
    assertThat(token.warnings())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("PLAINTEXT: ").contains("the token"));
  }

  @Test
  void certificatesAndTokensAreFiles() throws IOException {
    Path certificate = file("a.pem");
    Path key = file("a.key");
    Path authorities = file("ca.pem");
    Path token = file("token");
    SecuritySettings settings =
        SecuritySettings.from(
            TestCertificates.config(
                """
                certificate = "%s", key = "%s", authorities = "%s"
                worker-token-file = "%s", reload-interval = 1m
                """
                    .formatted(certificate, key, authorities, token)));

    assertThat(settings)
        .isEqualTo(
            new SecuritySettings(
                Optional.of(new TlsFiles(certificate, key, authorities)),
                Optional.empty(),
                Optional.of(token),
                false,
                Duration.ofMinutes(1)));
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void everyProblemIsNamedAtOnce() throws IOException {
    Path token = file("token");
    String keys =
        """
        certificate = "%s/missing.pem"
        token-file = "%s", worker-token-file = "%s"
        plaintext = true
        reload-interval = 1ms
        tls = on
        """
            .formatted(directory, token, token);

    assertThatThrownBy(() -> SecuritySettings.from(TestCertificates.config(keys)))
        .isInstanceOfSatisfying(
            BelayException.class,
            refused ->
                assertThat(refused.getMessage().lines())
                    .allSatisfy(line -> assertThat(line).contains("belay.security"))
                    .anySatisfy(line -> assertThat(line).contains("certificate=" + directory))
                    .anySatisfy(line -> assertThat(line).contains("all three"))
                    .anySatisfy(line -> assertThat(line).contains("plaintext=true"))
                    .anySatisfy(line -> assertThat(line).contains("worker-token-file=" + token))
                    .anySatisfy(line -> assertThat(line).contains("reload-interval=PT0.001S"))
                    .anySatisfy(line -> assertThat(line).contains("key=belay.security.tls"))
                    .hasSize(6));
  }

  @Test
  void allIllTypedKeysAreNamedAtOnce() {
    assertThatThrownBy(() ->
            SecuritySettings.from(
                TestCertificates.config(
                    "plaintext = perhaps, reload-interval = soon, key = [1, 2]")))
        .isInstanceOfSatisfying(
            BelayException.class,
            refused ->
                assertThat(refused.getMessage().lines())
                    .anySatisfy(line -> assertThat(line).contains("plaintext"))
                    .anySatisfy(line -> assertThat(line).contains("reload-interval"))
                    .anySatisfy(line -> assertThat(line).contains("key"))
                    .hasSize(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate", "key", "authorities"})
  void oneOfTheThreeFilesIsNotEnough(String given) throws IOException {
    Path file = file("a.pem");

    assertThatThrownBy(() ->
            SecuritySettings.from(TestCertificates.config("%s = \"%s\"".formatted(given, file))))
        .hasMessageContaining("given together or not at all")
        .hasMessageContaining("%s=\"%s\"".formatted(given, file));
  }

  private Path file(String name) throws IOException {
    return Files.writeString(directory.resolve(name), "text");
  }
}
