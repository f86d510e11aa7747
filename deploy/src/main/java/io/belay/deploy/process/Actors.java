package io.belay.deploy.process;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.error.BelayException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actor system of a process, with its configuration.
 *
 * <p>It takes a good part of a second to load, so {@link #begin} does that in the background while
 * the command line and the recipe are being read.
 */
public final class Actors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Actors.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration END_PATIENCE = Duration.ofSeconds(3);

  private final CompletableFuture<Loaded> loading;

  private record Loaded(ActorSystem<Guardian.Command> system, Config config) {}

  private Actors(CompletableFuture<Loaded> loading) {
    this.loading = loading;
  }

  /** Begins to load the actor system of a process with all roles, on a thread of its own. */
  public static Actors begin() {
    return begin(ConfigFactory::load);
  }

  /** Begins to load an actor system with a configuration of its own. */
  public static Actors begin(Config config) {
    return begin(unused -> config);
  }

  private static Actors begin(Function<ClassLoader, Config> configuration) {
    CompletableFuture<Loaded> loading = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("belay-start")
        .start(() -> {
          try {
            ClassLoader loader = new LocalReferences(Actors.class.getClassLoader());
            Config config = configuration.apply(loader);
            BootstrapSetup setup = BootstrapSetup.create(config).withClassloader(loader);
            loading.complete(
                new Loaded(
                    ActorSystem.create(Guardian.create(), "belay", ActorSystemSetup.create(setup)),
                    config));
          } catch (RuntimeException | LinkageError e) {
            loading.completeExceptionally(e);
          }
        });
    return new Actors(loading);
  }

  /** The process's configuration: {@code reference.conf} of every module. */
  public Config config() {
    return await(loading).config();
  }

  /** Starts a role. */
  public <T> Role<T> start(String name, Behavior<T> behavior) {
    CompletableFuture<Role<T>> started = new CompletableFuture<>();
    system().tell(new Guardian.StartRole<>(name, behavior, started));
    return await(started);
  }

  ActorSystem<Guardian.Command> system() {
    return await(loading).system();
  }

  /** Waits for something that actors do within moments. */
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw BelayException.fatal(
          "the parts of the process start in time; the machine may be overloaded: waited="
              + PATIENCE,
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BelayException stated) {
        throw stated;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BelayException.fatal("the start of the process is not interrupted", e);
    }
  }

  /**
   * Stops every role and ends the system; returns when it has ended, or soon after where a role's
   * thread is stuck, in an environment for example: the end of the process ends that too.
   */
  @Override
  public void close() {
    ActorSystem<Guardian.Command> system = system();
    system.terminate();
    try {
      system
          .getWhenTerminated()
          .toCompletableFuture()
          .get(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.info("a role did not end and is left behind: waited={}", END_PATIENCE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
