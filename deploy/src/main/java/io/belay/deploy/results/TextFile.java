package io.belay.deploy.results;

import io.belay.error.BelayException;
import io.belay.learner.run.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of UTF-8 text, which is written as a whole or not at all. */
record TextFile(Path path) {

  String read() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw BelayException.fatal(
          "a file of results can be read: file=%s (%s)".formatted(path, e), e);
    }
  }

  void write(String text) {
    try {
      WholeFile.write(path, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw BelayException.fatal(
          "a file of results can be written; make room or repair the disk: file=%s (%s)"
              .formatted(path, e),
          e);
    }
  }
}
