package io.belay.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.Commands.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's mistakes: exit status 2, what is wrong and what to do about it, nothing started, no
 * stack trace.
 */
class WrongArgumentsTest {
  @TempDir private Path home;

  @Test
  void anUnknownRecipe() {
    assertRefused(train("cartpol"), "recipe=cartpol", "did you mean cartpole?");
    assertRefused(train("cartpole-pop"), "recipe=cartpole-pop", "did you mean cartpole-ppo?");
  }

  @Test
  void everyWrongKeyIsNamedAtOnce() {
    assertRefused(
        train(
            "cartpole",
            "--set",
            "algorithm.epoch=3",
            "--set",
            "sampling.lanes=-1",
            "--set",
            "algorithm.clip-range=abc",
            "--workers",
            "0",
            "--port",
            "70000"),
        "algorithm.epoch=3",
        "sampling.lanes=-1",
        "algorithm.clip-range=\"abc\"",
        "workers=0",
        "port=70000");
  }

  @Test
  void anUnknownEnvironment() {
    assertRefused(
        train("cartpole", "--set", "environment.id=CartPol-v1"),
        "environment=CartPol-v1",
        "did you mean CartPole-v1?");
  }

  @Test
  void aFiniteMdpThatIsNone() throws IOException {
    Path file = home.resolve("coin.json");
    Files.writeString(
        file,
        """
        {"states": 1, "actions": 1, "startDistribution": [1], "transitions": [[0, 0, 0, 0.9, 1, false]]}
        """);

    assertRefused(
        train("frozenlake-npg", "--set", "environment.id=mdp:" + file),
        "sum to 1: mdp=coin, state=0, action=0, sum=0.9, file=" + file);
    assertRefused(
        train("frozenlake-npg", "--set", "environment.id=mdp:absent.json"), "file=absent.json");
    assertRefused(train("chain-npg", "--set", "environment.id=chain:0"), "chain:20: H=0");
    assertRefused(
        Commands.belay("worker", "--plaintext", "--set", "belay.worker.environments=chain:x"),
        "chain:H: id=chain:x");
  }

  @Test
  void aPolicyThatDoesNotFitTheEnvironment() {
    assertRefused(train("cartpole", "--set", "policy.kind=tabular"), "policy.kind=tabular");
  }

  @Test
  void aSeedThatIsNoNumber() {
    assertRefused(train("cartpole", "--seed", "one"), "training.seed=\"one\"");
  }

  @Test
  void anOptionOfTheWrongType() {
    assertRefused(
        train("cartpole", "--workers", "many"), "--workers", "many", "belay train --help");
    assertRefused(train("cartpole", "--transport", "pigeon"), "--transport", "pigeon");
  }

  @Test
  void noRecipeNoCommandAndAnUnknownOne() {
    assertRefused(Commands.belay("train"), "RECIPE", "belay train --help");
    assertRefused(Commands.belay(), "subcommand");
    assertRefused(Commands.belay("trian"), "trian", "did you mean", "train");
  }

  @Test
  void aPortOfThePageThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertRefused(train("cartpole", "--port", port), "port=" + port, "0 for any port");
      assertRefused(train("frozenlake-npg-exact", "--port", port), "port=" + port);
    }
  }

  @Test
  void aRestartThatDoesNotFitTheEnvironment() {
    assertRefused(
        train("cartpole", "--set", "sampling.restart=uniform"),
        "environment=CartPole-v1",
        "sampling.restart.kind=uniform");
  }

  @Test
  void aRunThatACoordinatorCannotBeginWith() {
    assertRefused(
        Commands.belay("coordinator", "--plaintext", "--run", "frozenlake-npg-exact"),
        "frozenlake-npg-exact");
    assertRefused(
        Commands.belay("coordinator", "--plaintext", "--run", "cartpole", "--run-id", "a/b"),
        "run-id=\"a/b\"");
  }

  @Test
  void aRunDirectoryThatIsTaken() throws IOException {
    Files.writeString(home.resolve("letter.txt"), "mine");

    assertRefused(
        Commands.belay("train", "cartpole", "--out", home.toString()), "out=" + home, "--out");
    assertThat(home).isDirectoryNotContaining("glob:**.conf");
  }

  @Test
  void aDirectoryThatIsNoRun() {
    assertRefused(Commands.belay("resume", home.toString()), "runDirectory=" + home);
    assertRefused(Commands.belay("evaluate", home.toString()), "runDirectory=" + home);
  }

  @Test
  void aRoleThatIsNotToldWhetherToEncrypt() {
    for (String role : new String[] {"coordinator", "learner", "worker", "status"}) {
      assertRefused(Commands.belay(role), "plaintext=false", "certificate");
    }
  }

  @Test
  void aSettingOfTheWrongKind() {
    assertRefused(
        Commands.belay("learner", "--plaintext", "--set", "belay.learner.page.port=abc"),
        "belay.learner.page.port=\"abc\" (--set); it is a whole number");
    assertRefused(
        Commands.belay("status", "--plaintext", "--set", "belay.client.patience=x"),
        "belay.client.patience=\"x\" (--set); it is a time such as 30s");
  }

  @Test
  void everyWrongSettingOfARoleIsNamedAtOnce() {
    assertRefused(
        Commands.belay(
            "coordinator",
            "--plaintext",
            "--set",
            "belay.cluster.port=70000",
            "--set",
            "belay.coordinator.worker.heartbeat-interval=1h",
            "--set",
            "belay.coordinator.grpc.port=-1"),
        "port=70000",
        "heartbeat-interval=PT1H",
        "port=-1");
    assertRefused(
        Commands.belay("learner", "--plaintext", "--set", "belay.learner.thread=2"),
        "belay.learner.thread (--set)",
        "threads");
    assertRefused(
        Commands.belay("worker", "--plaintext", "--coordinator", "nowhere", "--slots", "-2"),
        "nowhere",
        "slots=-2");
  }

  @Test
  void aConfigurationFileThatIsNotThere() {
    Path none = home.resolve("none.conf");

    assertRefused(
        Commands.belay("worker", "--config", none.toString()), "--config", "config=" + none);
  }

  @Test
  void runsThatCannotBeSubmitted() {
    assertRefused(
        Commands.belay("coordinator", "--plaintext", "--run", "cartpol"), "recipe=cartpol");
    assertRefused(
        Commands.belay("coordinator", "--plaintext", "--run-id", "x"), "run-id=x", "runs=0");
    assertRefused(
        Commands.belay("submit", "cartpole", "--plaintext", "--workers", "0"), "workers=0");
    assertRefused(
        Commands.belay("submit", "cartpole", "--plaintext", "--recipe-set", "sampling.lanes=-1"),
        "sampling.lanes=-1");
    assertRefused(Commands.belay("stop"), "RUN_ID");
  }

  @Test
  void aCoordinatorThatIsNotThereIsNoMistakeButAFailure() {
    Ran ran =
        Commands.belay(
            "status",
            "--plaintext",
            "--coordinator",
            "127.0.0.1:1",
            "--set",
            "belay.client.patience=0s");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("127.0.0.1:1", "--coordinator").doesNotContain("\tat ");
  }

  @Test
  void helpAndVersionAreNoMistakes() {
    assertThat(Commands.belay("--help"))
        .matches(ran -> ran.status() == 0 && ran.out().contains("Exit status"));
    assertThat(Commands.belay("--version"))
        .matches(ran -> ran.status() == 0 && ran.out().startsWith("belay "));
    assertThat(Commands.belay("train", "--help"))
        .matches(ran -> ran.status() == 0 && ran.out().contains("--workers"));
  }

  private Ran train(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "train";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--out";
    all[all.length - 1] = home.resolve("run").toString();
    return Commands.belay(all);
  }

  private void assertRefused(Ran ran, String... told) {
    assertThat(ran.status()).as(ran.toString()).isEqualTo(2);
    assertThat(ran.err()).contains(told).startsWith("belay: ").doesNotContain("\tat ");
    assertThat(ran.out()).isEmpty();
    assertThat(home.resolve("run")).doesNotExist();
  }
}
