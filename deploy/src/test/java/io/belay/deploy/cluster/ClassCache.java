package io.belay.deploy.cluster;

import io.belay.deploy.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class path of this test as jars, and the JVM's cache of the classes that a learner loads from
 * them: a process of a cluster starts with little more than half the work. There are some two
 * hundred of them in all tests.
 *
 * <p>Made once for each build, by whichever fork of the tests needs it first, in {@code
 * target/class-cache}. Where it cannot be made, processes start without it.
 */
final class ClassCache {
  private static final Path HOME = Path.of("target", "class-cache").toAbsolutePath();
  private static final Path CACHE = HOME.resolve("learner.aot");

  /**
   * Small and soon at work, for which operations on vectors would first have to be compiled; a
   * cache that does not fit is passed over without a word.
   */
  private static final List<String> JVM_FLAGS =
      List.of(
          "-Xmx512m",
          "-XX:TieredStopAtLevel=1",
          "-Dbelay.kernels=plain",
          "-Xlog:aot=off",
          "-Xlog:cds=off");

  /** Not made by the initialiser, which other threads would wait for while it waits for them. */
  private static @Nullable ClassCache ofThisBuild;

  private final String classPath;

  private ClassCache(String classPath) {
    this.classPath = classPath;
  }

  /**
   * Starts the command in a JVM that uses the cache of this build.
   *
   * @param launcher command that becomes the one that is given it as arguments; may be empty
   * @param output file for all that it prints, behind what is there
   * @param flags of its JVM, which win over the usual ones
   */
  static ChildProcess start(
      List<String> launcher, Path output, List<String> flags, List<String> arguments) {
    List<String> all = new ArrayList<>(flags);
    all.add("-XX:AOTCache=" + CACHE);
    return ofThisBuild().startJvm(launcher, output, all, arguments);
  }

  private ChildProcess startJvm(
      List<String> launcher, Path output, List<String> flags, List<String> arguments) {
    return ChildProcess.start(
        launcher,
        classPath,
        output,
        Stream.concat(JVM_FLAGS.stream(), flags.stream()).toList(),
        arguments.toArray(String[]::new));
  }

  private static synchronized ClassCache ofThisBuild() {
    ClassCache cache = ofThisBuild == null ? make() : ofThisBuild;
    ofThisBuild = cache;
    return cache;
  }

  private static ClassCache make() {
    try {
      Files.createDirectories(HOME);
      try (FileChannel channel =
              FileChannel.open(
                  HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        List<Path> entries =
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        boolean fresh = lock.isValid() && isFresh(entries);
        List<Path> jars = new ArrayList<>();
        for (Path entry : entries) {
          jars.add(Files.isDirectory(entry) ? jar(entry, jars.size(), fresh) : entry);
        }
        ClassCache cache =
            new ClassCache(
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        if (!fresh) {
          Files.deleteIfExists(CACHE);
          cache.fill();
        }
        return cache;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the cache is there and younger than all that it was made of. */
  private static boolean isFresh(List<Path> entries) throws IOException {
    if (!Files.exists(CACHE)) {
      return false;
    }
    FileTime made = Files.getLastModifiedTime(CACHE);
    for (Path entry : entries) {
      try (Stream<Path> files = Files.walk(entry)) {
        for (Path file : files.toList()) {
          if (Files.getLastModifiedTime(file).compareTo(made) > 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static Path jar(Path directory, int number, boolean fresh) throws IOException {
    Path jar = HOME.resolve(number + ".jar");
    if (fresh) {
      return jar;
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(directory.relativize(each).toString()));
        Files.copy(each, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  /** A learner that forms a cluster of its own and goes again. */
  private void fill() throws IOException {
    Path output = HOME.resolve("learner.out");
    Files.deleteIfExists(output);
    int port = freePort();
    try (ChildProcess learner =
        startJvm(
            List.of(),
            output,
            List.of("-XX:AOTCacheOutput=" + CACHE),
            List.of(
                "learner",
                "--plaintext",
                "--runs",
                HOME.resolve("runs").toString(),
                "--log-file",
                HOME.resolve("learner.log").toString(),
                "--set",
                "belay.cluster.port=" + port,
                "--set",
                "belay.cluster.seed-nodes=127.0.0.1:" + port,
                "--set",
                "belay.learner.grpc.port=0"))) {
      learner.await(() -> learner.output().contains("this learner is active"));
      learner.signal("TERM");
      learner.status();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
