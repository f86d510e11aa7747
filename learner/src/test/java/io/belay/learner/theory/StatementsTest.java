package io.belay.learner.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.learner.theory.report.Examined;
import io.belay.learner.theory.report.TheoryJson;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lecture: what each statement says is so. That each can fail is tested beside it. */
class StatementsTest {

  static Stream<String> names() {
    return Statements.all().stream().map(one -> one.heading().name());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyStatementHoldsOnSeveralInstances(String name) {
    Outcome outcome = Statements.named(List.of(name)).getFirst().examine();

    assertThat(outcome.findings()).filteredOn(finding -> !finding.holds()).isEmpty();
    assertThat(outcome.findings().stream().map(Finding::instance).distinct().count())
        .as("instances")
        .isGreaterThan(1);
    assertThat(outcome.plots()).isNotEmpty();
  }

  @Test
  void namesAndNumbersAreOfOneStatementEach() {
    assertThat(names()).doesNotHaveDuplicates();
    assertThat(Statements.all().stream().map(one -> one.heading().number()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theLecturesNumbersAreAllThere() {
    assertThat(names())
        .contains(
            "theorem-9.4",
            "theorem-9.4-sampled",
            "lemma-9.5",
            "lemma-9.6",
            "lemma-9.7",
            "lemma-9.8",
            "lemma-9.9",
            "proposition-10.1",
            "lemma-10.2",
            "theorem-10.3",
            "theorem-10.4",
            "corollary-10.5",
            "lemma-10.6",
            "theorem-10.7",
            "lemma-10.8",
            "lemma-11.1",
            "lemma-11.2",
            "claim-12.5");
  }

  @Test
  void aStatementGivesTheSameNumbersEveryTime() {
    List<Statement> some = Statements.named(List.of("lemma-9.8", "greedy-step", "covariance"));

    assertThat(TheoryJson.write(some.stream().map(Examined::of).toList()))
        .isEqualTo(TheoryJson.write(some.stream().map(Examined::of).toList()));
  }

  @Test
  void chosenStatementsComeInTheLecturesOrderOnceEach() {
    assertThat(Statements.named(List.of("lemma-10.8", "lemma-9.5", "lemma-10.8")))
        .extracting(one -> one.heading().name())
        .containsExactly("lemma-9.5", "lemma-10.8");
  }

  @Test
  void noNameMeansAllOfThem() {
    assertThat(Statements.named(List.of())).isEqualTo(Statements.all());
  }

  @Test
  void everyUnknownNameIsToldWithTheNearest() {
    assertThatThrownBy(() -> Statements.named(List.of("theorem-10.77", "lemma-9.5", "xyz")))
        .hasMessage(
            "there is no such statement: name=theorem-10.77; did you mean theorem-10.7? or list them with --list\n"
                + "there is no such statement: name=xyz; list them with --list");
  }
}
