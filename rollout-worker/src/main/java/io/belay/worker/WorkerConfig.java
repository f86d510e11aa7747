package io.belay.worker;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import io.belay.error.BelayException;
import io.belay.wire.transport.GrpcAddress;
import io.belay.worker.client.BackoffSettings;
import io.belay.worker.client.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the subtree {@code belay.worker}; see this module's {@code reference.conf} for every key.
 */
public final class WorkerConfig {
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "slots",
          "coordinators",
          "environments",
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
   * The settings of a worker with a process of its own: its name, its slots and its coordinators
   * are in the configuration, too.
   *
   * @param defaultName name of a worker whose configuration gives none
   * @param defaultSlots slots of a worker whose configuration gives none
   * @throws BelayException as the other {@code read}
   */
  public static WorkerSettings read(Config config, String defaultName, int defaultSlots) {
    List<String> problems = new ArrayList<>();
    String name = config.getString("name");
    int slots = 0;
    try {
      slots = config.getInt("slots");
    } catch (ConfigException wrong) {
      problems.add("belay.worker.slots is a whole number: " + wrong.getMessage());
    }
    if (slots < 0) {
      problems.add("a worker has a slot, or 0 for one a processor: belay.worker.slots=" + slots);
    }
    List<GrpcAddress> coordinators = coordinators(config, problems);
    try {
      WorkerSettings settings =
          read(
              config,
              name.isBlank() ? defaultName : name,
              slots > 0 ? slots : defaultSlots,
              coordinators.isEmpty() ? List.of(new GrpcAddress.Tcp("none", 0)) : coordinators);
      if (problems.isEmpty()) {
        return settings;
      }
    } catch (BelayException others) {
      problems.add(others.getMessage());
    }
    throw BelayException.invalid(String.join("\n", problems));
  }

  /** A list, or one text with commas as an environment variable gives it. */
  private static List<GrpcAddress> coordinators(Config config, List<String> problems) {
    List<GrpcAddress> coordinators = new ArrayList<>();
    try {
      List<String> words =
          config.getValue("coordinators").valueType() == ConfigValueType.LIST
              ? config.getStringList("coordinators")
              : Arrays.asList(config.getString("coordinators").split("\\s*,\\s*"));
      words.forEach(word -> coordinators.add(GrpcAddress.parse(word.trim())));
    } catch (ConfigException | BelayException wrong) {
      problems.add("belay.worker.coordinators is a list of host:port: " + wrong.getMessage());
      return List.of();
    }
    if (coordinators.isEmpty()) {
      problems.add("a worker knows a coordinator: belay.worker.coordinators=[]");
    }
    return coordinators;
  }

  /**
   * The settings of a worker that is told its name, its slots and its coordinators.
   *
   * @param config the subtree {@code belay.worker}, defaults included
   * @throws BelayException INVALID_REQUEST with a line for each key that is unknown, missing or
   *     ill-typed
   */
  public static WorkerSettings read(
      Config config, String workerId, int slots, List<GrpcAddress> coordinators) {
    List<String> problems = new ArrayList<>();
    refuseUnknown("belay.worker", config, KEYS, problems);
    if (config.hasPath("backoff")) {
      refuseUnknown("belay.worker.backoff", config.getConfig("backoff"), BACKOFF_KEYS, problems);
    }
    List<String> environments = environments(config, problems);
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
    return new WorkerSettings(workerId, slots, coordinators, environments, client, sampling, drain);
  }

  private static List<String> environments(Config config, List<String> problems) {
    try {
      return config.getStringList("environments");
    } catch (ConfigException wrong) {
      problems.add(
          "belay.worker.environments is a list of ids such as [\"chain:20\"]: "
              + wrong.getMessage());
      return List.of();
    }
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
