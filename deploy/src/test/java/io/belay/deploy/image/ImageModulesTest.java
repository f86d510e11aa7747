package io.belay.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code deploy/image/jlink.options}: that the image's runtime has every module that some class of
 * the class path refers to, but for those that nothing reaches.
 */
class ImageModulesTest {
  /** Modules that are left out although these jars refer to them. */
  private static final Map<String, Set<String>> NOT_REACHED =
      Map.of(
          // Generates code when it is built.
          "java.compiler", Set.of("agrona"),
          // java.beans: settings are records; windows that show matrices.
          "java.desktop", Set.of("config", "ejml-ddense", "micrometer-core"),
          // Dates of java.sql in JSON; a meter of data sources.
          "java.sql", Set.of("gson", "micrometer-core", "protobuf-java-util"),
          // Configuration files of Logback: it is configured by code.
          "java.xml", Set.of("logback-classic", "logback-core"));

  private static final Map<String, TreeSet<String>> REFERRED = PlatformModules.ofRuntimeClassPath();

  @Test
  void theRuntimeHasWhatTheJarsReferTo() {
    assertThat(missing(listed())).isEqualTo(NOT_REACHED);
  }

  @Test
  void aModuleThatIsLeftOutIsMissedByWhatRefersToIt() {
    Set<String> fewer = listed();
    fewer.remove("jdk.httpserver");

    assertThat(missing(fewer))
        .containsEntry("jdk.httpserver", new TreeSet<>(Set.of("coordinator")));
  }

  @Test
  void noModuleIsThereForNothing() {
    assertThat(REFERRED.keySet()).containsAll(listed());
  }

  private static Set<String> listed() {
    String option = "--add-modules=";
    return Commands.text(Path.of("image", "jlink.options"))
        .lines()
        .filter(line -> line.startsWith(option))
        .flatMap(line -> List.of(line.substring(option.length()).split(",")).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** By module that a runtime of these modules, and of those that they need, does not have. */
  private static Map<String, Set<String>> missing(Set<String> modules) {
    Set<String> present =
        Configuration.empty()
            .resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), modules)
            .modules()
            .stream()
            .map(module -> module.name())
            .collect(Collectors.toSet());
    Map<String, Set<String>> missing = new TreeMap<>(REFERRED);
    missing.keySet().removeAll(present);
    return missing;
  }
}
