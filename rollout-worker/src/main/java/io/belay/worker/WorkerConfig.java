package io.belay.worker;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.belay.error.BelayException;
import io.belay.wire.transport.GrpcAddress;
import io.belay.worker.client.BackoffSettings;
import io.belay.worker.client.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the subtree {@code belay.worker}; see this module's {@code reference.conf} for every key.
 */
public final class WorkerConfig {
  private static final Set<String> KEYS =
      Set.of(
          "registration-timeout",
          "receipt-timeout",
          "carry-timeout",
          "sampling-timeout",
          "drain-timeout",
          "backoff",
          "sampling-dispatcher");
  private static final Set<String> BACKOFF_KEYS = Set.of("first", "longest", "jitter");

  private WorkerConfig() {}

  /**
   * A worker's settings.
   *
   * @param config the subtree {@code belay.worker}, defaults included
   * @throws BelayException INVALID_REQUEST with a line for each key that is unknown, missing or
   *     ill-typed
   */
  public static WorkerSettings read(
      Config config, String workerId, int slots, GrpcAddress coordinator) {
    List<String> problems = new ArrayList<>();
    refuseUnknown("belay.worker", config, KEYS, problems);
    if (config.hasPath("backoff")) {
      refuseUnknown("belay.worker.backoff", config.getConfig("backoff"), BACKOFF_KEYS, problems);
    }
    Duration registration = duration(config, "registration-timeout", problems);
    Duration receipt = duration(config, "receipt-timeout", problems);
    Duration carry = duration(config, "carry-timeout", problems);
    Duration sampling = duration(config, "sampling-timeout", problems);
    Duration drain = duration(config, "drain-timeout", problems);
    Duration first = duration(config, "backoff.first", problems);
    Duration longest = duration(config, "backoff.longest", problems);
    double jitter = number(config, "backoff.jitter", problems);
    if (!problems.isEmpty()) {
      throw BelayException.invalid(String.join("\n", problems));
    }
    ClientSettings client =
        new ClientSettings(
            registration, receipt, carry, new BackoffSettings(first, longest, jitter));
    return new WorkerSettings(workerId, slots, coordinator, client, sampling, drain);
  }

  private static void refuseUnknown(
      String path, Config config, Set<String> known, List<String> problems) {
    for (String key : new TreeSet<>(config.root().keySet())) {
      if (!known.contains(key)) {
        problems.add("no such key: %s.%s; known: %s".formatted(path, key, new TreeSet<>(known)));
      }
    }
  }

  private static Duration duration(Config config, String key, List<String> problems) {
    try {
      return config.getDuration(key);
    } catch (ConfigException wrong) {
      problems.add(
          "belay.worker.%s is a duration such as 10 s: %s".formatted(key, wrong.getMessage()));
      return Duration.ZERO;
    }
  }

  private static double number(Config config, String key, List<String> problems) {
    try {
      return config.getDouble(key);
    } catch (ConfigException wrong) {
      problems.add("belay.worker.%s is a number: %s".formatted(key, wrong.getMessage()));
      return 0;
    }
  }
}
