package io.belay.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.deploy.Commands;
import io.belay.deploy.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of {@code deploy/image}: that they, the pom and the launcher agree. */
class ImageFilesTest {
  private static final String DOCKERFILE = Commands.text(Path.of("image", "Dockerfile"));
  private static final String POM = Commands.text(Path.of("pom.xml"));
  private static final String LAUNCHER = Commands.text(Path.of("..", "belay"));
  private static final Path JVM_OPTIONS = Path.of("jvm.options");
  private static final ImageDescription IMAGE = ImageDescription.ofDockerfile(DOCKERFILE);

  @Test
  void theDockerfileAndJibDescribeOneImage() {
    assertThat(ImageDescription.ofPom(POM)).isEqualTo(IMAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MaxRAMPercentage=75         | MaxRAMPercentage=80
          io.belay.deploy.Belay       | io.belay.deploy.Other
          USER 65532                  | USER 65533
          7710 7711                   | 7710
          VOLUME /runs                | VOLUME /data
          WORKDIR /\\n                | WORKDIR /tmp\\n
          cc-debian13                 | static-debian13
          image.licenses              | image.license
          on the JVM                  | on a JVM
          """)
  void anImageOfAnotherDockerfileIsAnotherOne(String found, String written) {
    String broken = DOCKERFILE.replace(unescaped(found), unescaped(written));

    assertThat(broken).isNotEqualTo(DOCKERFILE);
    assertThat(ImageDescription.ofDockerfile(broken)).isNotEqualTo(ImageDescription.ofPom(POM));
  }

  @Test
  void theEntryPointIsTheJvmWithTheFilesThatTheImageHas() {
    List<String> files = IMAGE.entryPoint().stream().filter(word -> word.startsWith("@")).toList();

    assertThat(IMAGE.entryPoint().getFirst()).isEqualTo("/opt/java/bin/java");
    assertThat(DOCKERFILE).contains("COPY --from=runtime /runtime /opt/java\n");
    assertThat(files).containsExactly("@/opt/belay/jvm.options", "@/opt/belay/class-path.options");
    assertThat(
            ImageDescription.texts(
                POM, "//profile[id='image']//resource[targetPath='files/opt/belay']//include"))
        .containsAll(files.stream().map(file -> file.replace("@/opt/belay/", "")).toList());
    assertThatCode(() -> Class.forName(IMAGE.entryPoint().getLast(), false, loader()))
        .doesNotThrowAnyException();
  }

  @Test
  void theClassPathIsWhereTheJarsAre() {
    assertThat(Commands.text(Path.of("image", "class-path.options")))
        .contains(
            "-cp /opt/belay/classpath/deploy-${project.version}.jar:${belay.image.class-path}:");
    assertThat(DOCKERFILE)
        .contains(
            "libraries/ /opt/belay/libs/",
            "modules/ /opt/belay/libs/",
            "classpath/ /opt/belay/classpath/");
    assertThat(ImageDescription.texts(POM, "//execution[id='image-class-path']//prefix"))
        .containsExactly("/opt/belay/libs");
    assertThat(ImageDescription.texts(POM, "//profile[id='image-tar']//appRoot"))
        .containsExactly("/opt/belay");
  }

  @Test
  void everythingThatIsCopiedIsPutThere() {
    List<String> put =
        Stream.of("outputDirectory", "targetPath")
            .flatMap(name -> ImageDescription.texts(POM, "//profile[id='image']//" + name).stream())
            .map(directory -> directory.replace("${belay.image.context}/", "").split("/")[0])
            .toList();
    List<String> copied =
        DOCKERFILE
            .lines()
            .filter(line -> line.startsWith("COPY ") && line.contains("/ /"))
            .map(line -> line.substring("COPY ".length(), line.indexOf("/ /")))
            .toList();

    assertThat(copied).isNotEmpty().allMatch(put::contains);
  }

  @Test
  void portsAreThoseThatProcessesListenAt() {
    Config belay = ConfigFactory.load().getConfig("belay");

    assertThat(IMAGE.ports())
        .contains(
            belay.getInt("coordinator.grpc.port"),
            belay.getInt("learner.grpc.port"),
            belay.getInt("cluster.port"),
            belay.getInt("cluster.port") + 1);
  }

  @Test
  void composeAndKustomizeAskForTheImageThatIsBuilt() {
    String version =
        ImageDescription.texts(Commands.text(Path.of("..", "pom.xml")), "/project/version")
            .getFirst();

    assertThat(Commands.text(Path.of("image", "build.sh"))).contains("tag=belay:$version");
    assertThat(Commands.text(Path.of("local", "compose.yaml")))
        .contains("image: belay:" + version + "\n");
    assertThat(Commands.text(Path.of("kubernetes", "base", "kustomization.yaml")))
        .contains("  - name: belay\n    newTag: " + version + "\n");
  }

  @Test
  void theLauncherReadsTheSameOptionsWhereverItStartsJava() {
    assertThat(LAUNCHER).contains("options=$root/deploy/jvm.options");
    assertThat(LAUNCHER.lines().filter(line -> line.contains("\"$java_home/bin/java\"")))
        .hasSize(3)
        .allMatch(line -> line.contains("\"$java_home/bin/java\" \"@$options\" "));
  }

  @Test
  void testsAreToldTheFirstOfThem() {
    String flags =
        ImageDescription.texts(
                Commands.text(Path.of("..", "pom.xml")), "/project/properties/belay.jvm.flags")
            .getFirst();

    assertThat(Commands.text(JVM_OPTIONS).lines())
        .containsAll(List.of(flags.replace("--add-modules ", "--add-modules=").split(" ")));
  }

  @Test
  void javaKnowsEveryOption(@TempDir Path directory) throws Exception {
    Path broken =
        Files.writeString(
            directory.resolve("broken.options"), Commands.text(JVM_OPTIONS) + "-XX:+UseNoGC\n");

    assertThat(version(directory, JVM_OPTIONS).out())
        .containsPattern(Pattern.compile("\\AWARNING: Using incubator modules.*\n(?!.*arning)"));
    assertThat(version(directory, JVM_OPTIONS).status()).isZero();
    assertThat(version(directory, broken).status()).isOne();
  }

  /** Java asked for its version, with the options of a file and of the entry point. */
  private static Commands.Ran version(Path directory, Path options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + options));
    IMAGE.entryPoint().stream().filter(word -> word.startsWith("-")).forEach(command::add);
    command.add("-version");
    return Programs.run(Path.of("."), directory.resolve("version.out"), command);
  }

  private static ClassLoader loader() {
    return ImageFilesTest.class.getClassLoader();
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n");
  }
}
