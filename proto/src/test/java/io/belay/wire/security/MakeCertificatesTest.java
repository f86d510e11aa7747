package io.belay.wire.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code make-certificates.sh} makes is what the gate and Pekko's remoting ask for. */
class MakeCertificatesTest {
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int IP = 7;

  @TempDir static Path directory;

  @BeforeAll
  static void make() {
    assertThat(script(directory.toString(), "node1.example", "10.1.2.3", "fe80::1").status())
        .isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRolesCertificateSaysItsRoleAndFitsItsKey(Role role) throws Exception {
    X509Certificate certificate = certificate(role);

    assertThat(names(certificate, URI)).containsExactly(role.uri());
    certificate.verify(authority().getPublicKey());
  }

  @Test
  void controlNodesMayBeDialledByEveryNameThatWasGiven() throws Exception {
    for (Role role : List.of(Role.COORDINATOR, Role.LEARNER)) {
      assertThat(names(certificate(role), DNS)).contains("localhost", "node1.example");
      assertThat(names(certificate(role), IP))
          .containsExactlyInAnyOrder(
              "127.0.0.1", "0:0:0:0:0:0:0:1", "10.1.2.3", "fe80:0:0:0:0:0:0:1");
    }
  }

  @Test
  void remotingLetsCoordinatorAndLearnerTalkAndNobodyElse() throws Exception {
    // Pekko's PeerSubjectVerifier wants one name in both certificates, of the common name and the
    // DNS names.
    Set<String> coordinator = remotingNames(Role.COORDINATOR);
    Set<String> learner = remotingNames(Role.LEARNER);

    assertThat(coordinator).containsAnyElementsOf(learner);
    for (Role stranger : List.of(Role.WORKER, Role.OPERATOR)) {
      assertThat(remotingNames(stranger))
          .doesNotContainAnyElementsOf(coordinator)
          .doesNotContainAnyElementsOf(learner);
    }
    // Its PemManagersProvider reads PKCS#8 of RSA alone, and one certificate of each file.
    assertThat(certificate(Role.LEARNER).getPublicKey().getAlgorithm()).isEqualTo("RSA");
    assertThat(PemIdentity.certificates(Files.readAllBytes(directory.resolve("authority.pem"))))
        .hasSize(1);
  }

  @Test
  void onlyTheOwnerReadsWhatWasMade() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> made = files.toList();
      assertThat(made.stream().map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "authority.pem",
              "authority.key",
              "coordinator.pem",
              "coordinator.key",
              "learner.pem",
              "learner.key",
              "worker.pem",
              "worker.key",
              "operator.pem",
              "operator.key");
      for (Path file : made) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void aSecondTimeTheAuthorityStaysAndTheCertificatesAreNew(@TempDir Path again)
      throws IOException {
    script(again.toString());
    String authority = Files.readString(again.resolve("authority.pem"));
    String worker = Files.readString(again.resolve("worker.pem"));

    assertThat(script("--days", "3", again.toString()).status()).isZero();

    assertThat(again.resolve("authority.pem")).hasContent(authority);
    assertThat(Files.readString(again.resolve("worker.pem"))).isNotEqualTo(worker);
  }

  static Stream<List<String>> wrongArguments() {
    return Stream.of(
        List.of(),
        List.of("--days"),
        List.of("--days", "0", "DIR"),
        List.of("--days", "3651", "DIR"),
        List.of("--days", "1.5", "DIR"),
        List.of("--force", "DIR"),
        List.of("DIR", "a b"),
        List.of("DIR", "a,DNS:b"),
        List.of("DIR", ""));
  }

  @ParameterizedTest
  @MethodSource("wrongArguments")
  void wrongArgumentsAreRefusedAndNothingIsMade(List<String> arguments, @TempDir Path empty)
      throws IOException {
    Path made = empty.resolve("made");
    TestCertificates.Ended ended =
        script(
            arguments.stream()
                .map(argument -> argument.equals("DIR") ? made.toString() : argument)
                .toArray(String[]::new));

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.said()).startsWith("make-certificates.sh: ").hasLineCount(1);
    assertThat(made).doesNotExist();
  }

  @Test
  void helpSaysWhatIsMade() {
    TestCertificates.Ended ended = script("--help");

    assertThat(ended.status()).isZero();
    assertThat(ended.said()).contains("usage:", "authority.pem", "worker.key", "--days");
  }

  private static TestCertificates.Ended script(String... arguments) {
    List<String> command = new ArrayList<>(List.of(TestCertificates.SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return TestCertificates.run(command);
  }

  private static X509Certificate certificate(Role role) throws Exception {
    return PemIdentity.read(
            Files.readAllBytes(directory.resolve(role.word() + ".pem")),
            Files.readAllBytes(directory.resolve(role.word() + ".key")),
            InstantSource.system())
        .chain()[0];
  }

  private static X509Certificate authority() throws Exception {
    return PemIdentity.certificates(Files.readAllBytes(directory.resolve("authority.pem")))[0];
  }

  private static Set<String> remotingNames(Role role) throws Exception {
    Set<String> names = names(certificate(role), DNS);
    names.add(certificate(role).getSubjectX500Principal().getName().replace("CN=", ""));
    return names;
  }

  private static Set<String> names(X509Certificate certificate, int type) throws Exception {
    Set<String> names = new TreeSet<>();
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    for (List<?> name : all) {
      if (name.getFirst().equals(type)) {
        names.add(String.valueOf(name.get(1)));
      }
    }
    return names;
  }
}
