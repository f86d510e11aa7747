package io.belay.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.kernel.Activation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeLoaderTest {
  private static final String LEAST = "environment.id = \"CartPole-v1\", algorithm.name = ppo\n";

  private final RecipeLoader loader =
      new RecipeLoader(
          source(
              Map.of(
                  "cartpole",
                  "description = \"a pole\"\n" + LEAST + "sampling.lanes = 4",
                  "pendulum",
                  LEAST)));

  @TempDir Path directory;

  @Test
  void recipeWithOnlyItsTwoRequiredKeysHasTheDefaults() {
    Recipe recipe = RecipeLoader.parse(LEAST, "least.conf");

    assertThat(recipe.name()).isEqualTo("least");
    assertThat(recipe.policy().hidden()).containsExactly(64, 64);
    assertThat(recipe.policy().activation()).isEqualTo(Activation.TANH);
    assertThat(recipe.sampling().restart()).isEqualTo(new RestartSettings.EnvironmentRestart());
    assertThat(recipe.sampling().batchSize()).isEqualTo(8 * 256);
    assertThat(recipe.iterations()).isEqualTo(49); // ⌈100 000 / 2048⌉
    PpoSettings ppo = (PpoSettings) recipe.algorithm();
    assertThat(ppo.step().learningRate()).isEqualTo(3e-4);
    assertThat(ppo.valueClipRange()).isEmpty();
    assertThat(ppo.step().maxGradientNorm()).isEqualTo(0.5);
  }

  @Test
  void shippedRecipesAreListedWithTheirDescription() {
    assertThat(loader.shipped())
        .containsExactly(
            new ShippedRecipe("cartpole", List.of(), "a pole"),
            new ShippedRecipe("pendulum", List.of(), ""));
  }

  @Test
  void shippedRecipeIsFoundByName() {
    Recipe recipe = loader.load("cartpole", List.of());

    assertThat(recipe.name()).isEqualTo("cartpole");
    assertThat(recipe.sampling().lanes()).isEqualTo(4);
  }

  @Test
  void fileIsNamedAfterItselfUnlessItHasAName() throws IOException {
    Path plain = Files.writeString(directory.resolve("mine.conf"), LEAST);
    Path named = Files.writeString(directory.resolve("recipe.conf"), LEAST + "name = theirs");

    assertThat(loader.load(plain.toString(), List.of()).name()).isEqualTo("mine");
    assertThat(loader.load(named.toString(), List.of()).name()).isEqualTo("theirs");
  }

  @Test
  void laterSettingWins() {
    Recipe recipe =
        loader.load(
            "cartpole",
            List.of("sampling.lanes=16", "policy.hidden=[32, 32]", "sampling.lanes = 32"));

    assertThat(recipe.sampling().lanes()).isEqualTo(32);
    assertThat(recipe.policy().hidden()).containsExactly(32, 32);
  }

  @Test
  void settingOfAGroupIsMerged() {
    Recipe recipe =
        loader.load("cartpole", List.of("critic={activation=relu}", "critic.hidden=[]"));

    assertThat(recipe.critic()).isEqualTo(new CriticSettings(List.of(), Activation.RELU));
  }

  @Test
  void settingOfARestartDistributionReplacesIt() {
    Recipe recipe =
        loader.load(
            "cartpole",
            List.of(
                "sampling.restart={kind=fixed, state=[1, 2]}",
                "sampling.restart={kind=visited, probability=0.5, capacity=10}"));

    assertThat(recipe.sampling().restart()).isEqualTo(new RestartSettings.VisitedStates(0.5, 10));
  }

  @Test
  void countMayBeWrittenWithAnExponent() {
    Recipe recipe =
        loader.load("cartpole", List.of("training.environment-steps=1e5", "sampling.lanes=8.0"));

    assertThat(recipe.training().environmentSteps()).isEqualTo(100_000);
    assertThat(recipe.sampling().lanes()).isEqualTo(8);
  }

  @Test
  void substitutionRefersToTheSettingThatWins() {
    Recipe recipe =
        RecipeLoader.parse(
            LEAST + "sampling.lanes = 16, sampling.block-size = ${sampling.lanes}", "text");

    assertThat(recipe.sampling().blockSize()).isEqualTo(16);
  }

  @Test
  void restartDistributionsOfEveryKindAreRead() {
    assertThat(restart("environment")).isEqualTo(new RestartSettings.EnvironmentRestart());
    assertThat(restart("{ kind = environment }"))
        .isEqualTo(new RestartSettings.EnvironmentRestart());
    assertThat(restart("{ kind = fixed, state = [0, 0.5] }"))
        .isEqualTo(new RestartSettings.FixedState(List.of(0.0, 0.5)));
    assertThat(restart("{ kind = states, states = [[0], [1]] }"))
        .isEqualTo(
            new RestartSettings.WeightedStates(
                List.of(List.of(0.0), List.of(1.0)), List.of(1.0, 1.0)));
    assertThat(restart("{ kind = box, low = [0, -1], high = [0, 1] }"))
        .isEqualTo(new RestartSettings.UniformBox(List.of(0.0, -1.0), List.of(0.0, 1.0)));
    assertThat(
            restart(
                "{ kind = mixture, probability = 0.25, distribution = { kind = fixed, state = [2] } }"))
        .isEqualTo(new RestartSettings.Mixture(0.25, new RestartSettings.FixedState(List.of(2.0))));
    assertThat(restart("{ kind = visited, probability = 0.5, capacity = 100 }"))
        .isEqualTo(new RestartSettings.VisitedStates(0.5, 100));
    assertThat(restart("uniform")).isEqualTo(new RestartSettings.Uniform());
    assertThat(restart("{ kind = mixture, probability = 0.5, distribution = { kind = uniform } }"))
        .isEqualTo(new RestartSettings.Mixture(0.5, new RestartSettings.Uniform()));
  }

  @Test
  void nameOfAnEnvironmentNeedsNoQuotesWhateverIsInIt() {
    for (String id :
        List.of("chain:20", "garnet:5,2,3,1", "mdp:/data/my mdp.json", "mdp:a{b}[c]#d")) {
      assertThat(loader.load("cartpole", List.of("environment.id=" + id)).environment().id())
          .isEqualTo(id);
    }
    assertThat(loader.load("cartpole", List.of("environment.id=\"mdp:a.json\"")).environment().id())
        .isEqualTo("mdp:a.json");
  }

  @Test
  void otherSettingsAreStillReadAsHocon() {
    assertThatThrownBy(() -> loader.load("cartpole", List.of("sampling.lanes=8:4")))
        .hasMessageContaining("--set sampling.lanes=8:4");
    assertThatThrownBy(() -> loader.load("cartpole", List.of("environment.id=\"chain:20")))
        .hasMessageContaining("the value is one HOCON value");
  }

  @Test
  void unknownRecipeListsTheKnownOnesAndTheNearest() {
    assertThat(refused("cartpol"))
        .isEqualTo(
            "a recipe is a shipped one or a file: recipe=cartpol; did you mean cartpole? give a file or one of"
                + " cartpole, pendulum");
    assertThat(refused("\0"))
        .isEqualTo(
            "a recipe is a shipped one or a file: recipe=\0; give a file or one of cartpole, pendulum");
  }

  @Test
  void fileThatIsNoTextIsRefused() throws IOException {
    Path file =
        Files.write(directory.resolve("image.conf"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThat(refused(file.toString()))
        .isEqualTo("a recipe is UTF-8 text: recipe=" + file + "; give the file of a recipe");
  }

  @Test
  void hugeFileIsRefusedUnread() throws IOException {
    Path file = Files.write(directory.resolve("huge.conf"), new byte[(1 << 20) + 1]);

    assertThat(refused(file.toString()))
        .isEqualTo(
            "a recipe has at most 1048576 bytes: bytes=1048577 ("
                + file
                + "); give the file of a recipe");
  }

  @Test
  void settingWithBadSyntaxIsRefusedAsItWasTyped() {
    String value = "the value is one HOCON value, such as 3, tanh, \"two words\" or [32, 32]";

    assertThat(refused("cartpole", "sampling.lanes"))
        .isEqualTo(
            "a setting is written key=value: --set sampling.lanes; use for example --set training.seed=2");
    assertThat(refused("cartpole", "=3"))
        .isEqualTo(
            "a setting is written key=value: --set =3; use for example --set training.seed=2");
    assertThat(refused("cartpole", "a..b=3"))
        .isEqualTo(
            "a setting is written key=value: --set a..b=3; the key is words joined by dots, such as training.seed");
    assertThat(refused("cartpole", "policy.hidden=[32"))
        .isEqualTo("a setting is written key=value: --set policy.hidden=[32; " + value);
    assertThat(refused("cartpole", "training.seed="))
        .isEqualTo("a setting is written key=value: --set training.seed=; " + value);
    assertThat(refused("cartpole", "training.seed=1, sampling.lanes=2"))
        .isEqualTo(
            "a setting is written key=value: --set training.seed=1, sampling.lanes=2; " + value);
  }

  @Test
  void syntaxErrorNamesFileAndLine() {
    assertThat(refusedText(LEAST + "sampling { lanes = [ }"))
        .startsWith("a recipe is written in HOCON: bad.conf: 2: ");
  }

  @Test
  void recipeIsCompleteInItself() {
    assertThat(refusedText(LEAST + "include \"other\""))
        .isEqualTo(
            "a recipe is one text without includes: include=\"other\"; write its settings into the recipe");
    assertThat(refusedText(LEAST + "include url(\"http://localhost/\")"))
        .isEqualTo(
            "a recipe is one text without includes: include=\"http://localhost/\"; write its settings into the recipe");
    assertThat(refusedText(LEAST + "training.seed = ${PATH}"))
        .startsWith("a substitution refers to another setting of the recipe: bad.conf: 2: ");
  }

  @Test
  void textOfBracketsIsRefused() {
    assertThat(refusedText("a = " + "[".repeat(500_000)))
        .isEqualTo("a recipe is nested a few levels deep: bad.conf; remove the brackets around it");
  }

  @Test
  void allProblemsAreReportedAtOnceEachWithItsPlace() {
    BelayException refusal =
        catchThrowableOfType(
            BelayException.class,
            () ->
                new RecipeLoader(
                        source(Map.of("bad", LEAST + "policy.hiden = [3]\nsampling.lanes = -3")))
                    .load("bad", List.of("algorithm.discount=1.5")));

    assertThat(refusal.category()).isEqualTo(ErrorCategory.INVALID_REQUEST);
    assertThat(refusal.getMessage().lines())
        .containsExactly(
            "a recipe has no such key: policy.hiden=[3] (bad.conf:2); did you mean policy.hidden?",
            "the number of lanes is a whole number from 1 to 1000000: sampling.lanes=-3 (bad.conf:3); use for example 8",
            "the discount is a number from 0 to 1: algorithm.discount=1.5 (--set); use for example 0.99");
  }

  @Test
  void resourceDirectoryIsListedByItsIndex() {
    RecipeSource source = RecipeSource.resources(resources("a\n\nb\n"), "recipes");

    assertThat(source.names()).containsExactly("a", "b");
    assertThat(source.find("b")).contains("# recipes/b.conf\n" + LEAST);
    assertThat(source.find("../b")).isEmpty();
  }

  @Test
  void furtherWordsOfTheIndexAreOtherNamesOfOneRecipe() {
    RecipeLoader indexed =
        new RecipeLoader(
            RecipeSource.resources(resources("cartpole  cartpole-ppo pole\nacrobot"), "recipes"));

    assertThat(indexed.shipped())
        .containsExactly(
            new ShippedRecipe("cartpole", List.of("cartpole-ppo", "pole"), ""),
            new ShippedRecipe("acrobot", List.of(), ""));
    assertThat(indexed.load("cartpole-ppo", List.of()))
        .isEqualTo(indexed.load("cartpole", List.of()));
    assertThat(indexed.load("pole", List.of()).name()).isEqualTo("cartpole");
    assertThat(
            catchThrowableOfType(
                BelayException.class, () -> indexed.load("cartpole-pp", List.of())))
        .hasMessageContaining("recipe=cartpole-pp; did you mean cartpole-ppo?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\na", "a b\nb", "a\nb a", "a a"})
  void anIndexThatGivesANameTwiceIsRefused(String index) {
    assertThat(
            catchThrowableOfType(
                BelayException.class, () -> RecipeSource.resources(resources(index), "recipes")))
        .hasMessageStartingWith("a recipe's name stands for one recipe: name=");
  }

  /** An index, and for everything else a recipe that begins with its path. */
  private static ClassLoader resources(String index) {
    return new ClassLoader(null) {
      @Override
      public InputStream getResourceAsStream(String name) {
        String text = name.equals("recipes/index") ? index : "# " + name + "\n" + LEAST;
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  private static RestartSettings restart(String text) {
    return RecipeLoader.parse(LEAST + "sampling.restart = " + text, "text").sampling().restart();
  }

  private String refused(String recipe, String... settings) {
    return catchThrowableOfType(BelayException.class, () -> loader.load(recipe, List.of(settings)))
        .getMessage();
  }

  private static String refusedText(String text) {
    return catchThrowableOfType(BelayException.class, () -> RecipeLoader.parse(text, "bad.conf"))
        .getMessage();
  }

  private static RecipeSource source(Map<String, String> texts) {
    return new RecipeSource() {
      @Override
      public List<String> names() {
        return texts.keySet().stream().sorted().toList();
      }

      @Override
      public Optional<String> find(String name) {
        return Optional.ofNullable(texts.get(name));
      }
    };
  }
}
