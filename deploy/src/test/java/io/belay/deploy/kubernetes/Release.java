package io.belay.deploy.kubernetes;

import io.belay.deploy.Commands;

/** The version that manifests and chart are of. */
final class Release {
  private Release() {}

  /** What {@code ./belay --version} prints behind the name. */
  static String version() {
    return Commands.commandLine().getCommandSpec().version()[0].replaceFirst("^belay ", "");
  }
}
