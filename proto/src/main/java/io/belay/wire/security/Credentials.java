package io.belay.wire.security;

import io.belay.error.BelayException;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextServerCredentials;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * What a process shows to others and what it asks of them, from the files that its {@link
 * SecuritySettings} name.
 *
 * <p>The files are looked at in every reload interval. Connections and calls that begin after a
 * change see what changed; connections that are open stay as they are.
 */
public final class Credentials implements AutoCloseable {
  private final SecuritySettings settings;
  private final AdvancedTlsX509KeyManager identity = new AdvancedTlsX509KeyManager();
  private final AdvancedTlsX509TrustManager trust;
  private final Optional<Token> token;
  private final Optional<Token> workerToken;
  private final List<WatchedFiles> watched = new ArrayList<>();
  private final Optional<ScheduledExecutorService> looking;

  private Credentials(SecuritySettings settings, InstantSource time) {
    this.settings = settings;
    trust = trustManager();
    token = settings.tokenFile().map(file -> new Token("token-file", file));
    workerToken = settings.workerTokenFile().map(file -> new Token("worker-token-file", file));
    settings.tls().ifPresent(files -> watch(files, time));
    token.map(Token::file).ifPresent(watched::add);
    workerToken.map(Token::file).ifPresent(watched::add);
    takeAll();
    looking = watched.isEmpty() ? Optional.empty() : Optional.of(look());
  }

  /**
   * Reads the files and begins to watch them.
   *
   * @throws BelayException INVALID_REQUEST with every file that cannot be used, one a line
   */
  public static Credentials load(SecuritySettings settings) {
    return load(settings, InstantSource.system());
  }

  static Credentials load(SecuritySettings settings, InstantSource time) {
    return new Credentials(settings, time);
  }

  /** What a server shows to those who connect, and whether they must show a certificate. */
  public ServerCredentials server() {
    if (settings.plaintext()) {
      return InsecureServerCredentials.create();
    }
    try {
      return NettySslContextServerCredentials.create(
          new FullHandshakes(
              GrpcSslContexts.configure(SslContextBuilder.forServer(identity))
                  .trustManager(trust)
                  .clientAuth(settings.tokens() ? ClientAuth.OPTIONAL : ClientAuth.REQUIRE)));
    } catch (SSLException e) {
      throw BelayException.fatal("this JVM speaks TLS", e);
    }
  }

  /** What a client shows to a server, whose certificate must be for the name that was dialled. */
  public ChannelCredentials client() {
    return settings.plaintext()
        ? InsecureChannelCredentials.create()
        : TlsChannelCredentials.newBuilder().keyManager(identity).trustManager(trust).build();
  }

  /** The gate before the services of a server. */
  public ServerInterceptor gate() {
    return new Gate(new Admission(settings, token, workerToken));
  }

  /** Shows the token, where this process has one, with each call of a client. */
  public Optional<ClientInterceptor> bearer() {
    return token.or(() -> workerToken).map(BearerToken::new);
  }

  /** Ends the watch; what was read last stays in force. */
  @Override
  public void close() {
    looking.ifPresent(ScheduledExecutorService::shutdownNow);
  }

  private void watch(TlsFiles files, InstantSource time) {
    watched.add(
        new WatchedFiles(
            "certificate and key",
            List.of(files.certificate(), files.key()),
            contents -> {
              PemIdentity read = PemIdentity.read(contents.getFirst(), contents.getLast(), time);
              identity.updateIdentityCredentials(read.chain(), read.key());
            }));
    watched.add(
        new WatchedFiles(
            "authorities",
            List.of(files.authorities()),
            contents -> {
              try {
                trust.updateTrustCredentials(PemIdentity.certificates(contents.getFirst()));
              } catch (IOException e) {
                throw new GeneralSecurityException(e);
              }
            }));
  }

  private void takeAll() {
    List<String> problems = new ArrayList<>();
    for (WatchedFiles files : watched) {
      try {
        files.takeFirst();
      } catch (BelayException e) {
        problems.add("belay.security: " + e.getMessage());
      }
    }
    if (token.isPresent() && workerToken.isPresent() && token.get().is(workerToken.get().text())) {
      problems.add(
          "belay.security: a worker's token is another than the one that grants everything: token-file, worker-token-file=equal; make another");
    }
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
  }

  private ScheduledExecutorService look() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("belay-credentials").factory());
    long nanos = settings.reloadInterval().toNanos();
    var unused =
        executor.scheduleWithFixedDelay(
            () -> watched.forEach(WatchedFiles::takeChanges), nanos, nanos, TimeUnit.NANOSECONDS);
    return executor;
  }

  private static AdvancedTlsX509TrustManager trustManager() {
    try {
      return AdvancedTlsX509TrustManager.newBuilder()
          .setVerification(
              AdvancedTlsX509TrustManager.Verification.CERTIFICATE_AND_HOST_NAME_VERIFICATION)
          .build();
    } catch (GeneralSecurityException e) {
      throw BelayException.fatal("this JVM verifies certificates", e);
    }
  }
}
