package io.belay.deploy.kubernetes;

import io.belay.deploy.Commands;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that manifests, image and chart are of: the project's. */
final class Release {
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

  private Release() {}

  /** As the parent pom has it. */
  static String version() {
    Matcher first = VERSION.matcher(Commands.text(Path.of("..", "pom.xml")));
    if (!first.find()) {
      throw new AssertionError("the parent pom has a version");
    }
    return first.group(1);
  }
}
