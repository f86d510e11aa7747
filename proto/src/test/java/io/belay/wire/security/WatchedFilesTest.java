package io.belay.wire.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.error.BelayException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from files, when it is read again, and what stays in force where that fails. */
class WatchedFilesTest {
  @TempDir static Path made;
  @TempDir Path directory;

  private static TestCertificates certificates;
  private final List<String> taken = new ArrayList<>();

  @BeforeAll
  static void make() {
    certificates = TestCertificates.make(made);
  }

  @Test
  void contentsAreTakenOnceAndAgainWhenTheyChange() throws IOException {
    Path first = Files.writeString(directory.resolve("first"), "a");
    Path second = Files.writeString(directory.resolve("second"), "b");
    WatchedFiles files = new WatchedFiles("files", List.of(first, second), this::take);

    files.takeFirst();
    files.takeChanges();
    Files.writeString(second, "c");
    files.takeChanges();
    files.takeChanges();

    assertThat(taken).containsExactly("a+b", "a+c");
  }

  @Test
  void aChangeOfTheSameLengthWithinOneTickOfTheClockIsSeen() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "a");
    var time = Files.getLastModifiedTime(file);
    WatchedFiles files = new WatchedFiles("files", List.of(file), this::take);
    files.takeFirst();

    Files.writeString(file, "b");
    Files.setLastModifiedTime(file, time);
    files.takeChanges();

    assertThat(taken).containsExactly("a", "b");
  }

  @Test
  void aBrokenReplacementLeavesTheOldContentsInForce() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "a");
    WatchedFiles files = new WatchedFiles("files", List.of(file), this::take);
    files.takeFirst();

    Files.writeString(file, "broken");
    files.takeChanges();
    Files.delete(file);
    files.takeChanges();
    assertThat(taken).containsExactly("a");

    Files.writeString(file, "b");
    files.takeChanges();
    assertThat(taken).containsExactly("a", "b");
  }

  @Test
  void whatCannotBeTakenAtFirstStopsTheStart() throws IOException {
    Path broken = Files.writeString(directory.resolve("file"), "broken");
    Path large = directory.resolve("large");
    Files.write(large, new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> new WatchedFiles("a token", List.of(broken), this::take).takeFirst())
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("a token can be used")
        .hasMessageContaining(broken.toString());
    assertThatThrownBy(() -> new WatchedFiles("a token", List.of(large), this::take).takeFirst())
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("1048576 bytes");
  }

  @Test
  void aKeyBelongsToItsCertificate() throws Exception {
    byte[] worker = Files.readAllBytes(certificates.files(Role.WORKER).certificate());
    byte[] workersKey = Files.readAllBytes(certificates.files(Role.WORKER).key());
    byte[] anotherKey = Files.readAllBytes(certificates.files(Role.LEARNER).key());
    InstantSource now = InstantSource.system();

    X509Certificate read = PemIdentity.read(worker, workersKey, now).chain()[0];
    assertThat(read.getSubjectX500Principal().getName()).isEqualTo("CN=belay-worker");
    assertThat(read.getSerialNumber()).isNotEqualTo(BigInteger.ZERO);
    // Half of a replaced pair: the new certificate is there and its key not yet.
    assertThatThrownBy(() -> PemIdentity.read(worker, anotherKey, now))
        .isInstanceOf(BelayException.class)
        .hasMessageContaining("CN=belay-worker");
  }

  @Test
  void anExpiredCertificateIsNotTaken() throws Exception {
    byte[] worker = Files.readAllBytes(certificates.files(Role.WORKER).certificate());
    byte[] key = Files.readAllBytes(certificates.files(Role.WORKER).key());
    // Made for 365 days.
    Instant tooLate = Instant.now().plus(Duration.ofDays(366));

    assertThatThrownBy(() -> PemIdentity.read(worker, key, () -> tooLate))
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void everyFileThatCannotBeUsedIsNamedAtOnce() throws IOException {
    Path text = Files.writeString(directory.resolve("text"), "no certificate");
    TlsFiles files = new TlsFiles(certificates.files(Role.WORKER).certificate(), text, text);

    assertThatThrownBy(() -> Credentials.load(TestCertificates.settings(files)))
        .isInstanceOfSatisfying(
            BelayException.class,
            refused ->
                assertThat(refused.getMessage().lines())
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains("certificate and key can be"))
                    .anySatisfy(line -> assertThat(line).contains("authorities can be used")));
  }

  private void take(List<byte[]> contents) {
    List<String> texts =
        contents.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
    if (texts.contains("broken")) {
      throw BelayException.invalid("contents are whole: contents=broken");
    }
    taken.add(String.join("+", texts));
  }
}
