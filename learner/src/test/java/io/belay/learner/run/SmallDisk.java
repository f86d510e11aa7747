package io.belay.learner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real file system of a few kilobytes that can be filled up and emptied again. */
public final class SmallDisk implements AutoCloseable {
  private static final int PAGE = 4096;

  private final Path root;

  private SmallDisk(Path root) {
    this.root = root;
  }

  /** Mounts one; skips the test where this process may not. */
  public static SmallDisk mount(Path where, int pages) throws IOException {
    Files.createDirectories(where);
    String size = "size=%d,mode=755".formatted(pages * PAGE);
    boolean mounted = run(List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", where.toString()));
    Assumptions.assumeTrue(
        mounted, "a full disk is tried on a mounted tmpfs, which takes root and CAP_SYS_ADMIN");
    return new SmallDisk(where);
  }

  public Path root() {
    return root;
  }

  /** Takes all the room that is left. */
  public void fill() throws IOException {
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      byte[] page = new byte[PAGE];
      while (true) {
        ballast.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  /** Gives the room back. */
  public void makeRoom() throws IOException {
    Files.delete(ballast());
  }

  @Override
  public void close() throws IOException {
    assertThat(run(List.of("umount", "--lazy", root.toString()))).isTrue();
  }

  private Path ballast() {
    return root.resolve("ballast");
  }

  private static boolean run(List<String> command) throws IOException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
