package io.belay.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.console.Terminal;
import io.belay.deploy.process.Actors;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.theory.instance.Vectors;
import io.belay.learner.theory.optimality.SoftmaxGradient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A statement that fails is told with its findings, and by exit status 1. */
class FailingStatementTest {
  @TempDir private Path home;

  @Test
  void aStatementWithTheWrongSignFailsTheCommand() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        Terminal.of(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            false);
    SoftmaxGradient broken =
        new SoftmaxGradient((evaluation, start) -> {
          double[] gradient = PolicyGradient.softmax(evaluation, start);
          return Vectors.plus(new double[gradient.length], -1, gradient);
        });
    TheoryCommand command =
        new TheoryCommand(new Shared(terminal, "belay", Actors::begin), names -> List.of(broken));

    int status = new CommandLine(command).execute("--out", home.resolve("report").toString());

    assertThat(status).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
        .first()
        .asString()
        .startsWith("FAILS  lemma-10.2");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("       tree γ=0.9: relative distance from", "0 of 1 statements hold");
    assertThat(home.resolve("report/theory.json")).content().contains("\"holds\" : false");
  }
}
