package io.belay.deploy.process;

import com.typesafe.config.Config;
import io.belay.coordinator.page.PageSettings;
import io.belay.settings.SettingsReader;

/**
 * The sections of a role's settings that are about its process, and so are listed in this module's
 * {@code reference.conf}: the role's own module knows nothing of them.
 */
public final class RoleSections {
  private static final String LEARNER_PAGE = "belay.learner.page";
  private static final String WORKER_PAGE = "belay.worker.page";

  private RoleSections() {}

  /** The configuration as the modules of the roles know it. */
  public static Config ofModules(Config config) {
    return GrpcSettings.without(config).withoutPath(LEARNER_PAGE).withoutPath(WORKER_PAGE);
  }

  /** Reads {@code belay.learner.page}. */
  public static PageSettings learnerPage(Config config) {
    return page(config, LEARNER_PAGE);
  }

  /** Reads {@code belay.worker.page}. */
  public static PageSettings workerPage(Config config) {
    return page(config, WORKER_PAGE);
  }

  private static PageSettings page(Config config, String path) {
    SettingsReader reader = new SettingsReader(config, path);
    PageSettings page =
        reader.readKeys(keys ->
            new PageSettings(
                keys.text("host"), keys.whole("port"), keys.duration("request-timeout")));
    reader.refuseProblems();
    if (page == null) {
      throw new IllegalStateException(
          "a subtree that cannot be read is a problem that was refused");
    }
    return page;
  }
}
