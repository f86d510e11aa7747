package io.belay.deploy.role;

import com.typesafe.config.Config;
import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.RoleSections;
import io.belay.wire.security.SecuritySettings;
import io.belay.wire.transport.TransportSettings;

/**
 * What every process with a role of its own is started with.
 *
 * @param config all of its configuration, defaults included
 * @param security how it and others prove to each other what they are
 * @param transport limits and keepalive of its connections
 * @param version of Belay
 */
public record RoleSetup(
    Config config,
    SecuritySettings security,
    TransportSettings transport,
    Terminal terminal,
    String version) {

  /** The configuration as the modules of the roles know it. */
  Config ofModules() {
    return RoleSections.ofModules(config);
  }

  /** Says on standard error, and in the log, what is dangerous about the settings. */
  void warn(org.slf4j.Logger log) {
    security.warnings().forEach(log::warn);
  }
}
