package io.belay.deploy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.belay.deploy.ProductionClasses.ALL;
import static io.belay.deploy.ProductionClasses.GENERATED;
import static io.belay.deploy.ProductionClasses.PURE;
import static io.belay.deploy.ProductionClasses.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls between modules and packages, each with the reason it stands. */
class ArchitectureTest {
  private static final String WORKER = "io.belay.worker..";
  private static final String LEARNER = "io.belay.learner..";
  private static final String COORDINATOR = "io.belay.coordinator..";
  private static final String DEPLOY = "io.belay.deploy..";

  @Test
  void whatIsCheckedIsThere() {
    assertThat(ALL.stream().filter(resideInAPackage(WORKER)).count()).isPositive();
    assertThat(ALL.stream().filter(resideInAPackage(LEARNER)).count()).isPositive();
    assertThat(ALL.stream().filter(resideInAPackage(COORDINATOR)).count()).isPositive();
    assertThat(ALL.stream().filter(resideInAPackage(GENERATED)).count()).isPositive();
  }

  @Test
  void protoKnowsNobody() {
    noClasses()
        .that(resideOutsideOfPackages(WORKER, LEARNER, COORDINATOR, DEPLOY))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(WORKER, LEARNER, COORDINATOR, DEPLOY)
        .because(
            "proto is what two processes must agree on, and that cannot depend on either of them")
        .check(ALL);
  }

  @Test
  void theWorkerKnowsNeitherLearnerNorCoordinator() {
    noClasses()
        .that()
        .resideInAPackage(WORKER)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(LEARNER, COORDINATOR, DEPLOY)
        .because("a worker runs far from both and meets them only through the messages of proto")
        .check(ALL);
  }

  @Test
  void theLearnerKnowsNeitherWorkerNorCoordinator() {
    noClasses()
        .that()
        .resideInAPackage(LEARNER)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(WORKER, COORDINATOR, DEPLOY)
        .because(
            "what an update makes of a batch must not depend on how the batch was sampled or who was asked to")
        .check(ALL);
  }

  @Test
  void theCoordinatorKnowsNeitherWorkerNorLearner() {
    noClasses()
        .that()
        .resideInAPackage(COORDINATOR)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(WORKER, LEARNER, DEPLOY)
        .because("the coordinator says who does what; how it is done can change without it")
        .check(ALL);
  }

  @Test
  void purePackagesKnowNoMachinery() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.apache.pekko..",
                "io.grpc..",
                "com.google.protobuf..",
                GENERATED,
                "io.micrometer..",
                "org.slf4j..",
                "ch.qos.logback.."))
        .because(
            "arithmetic and decisions are tested without an actor, a network or a log, and their results depend on their"
                + " arguments alone; the edges convert, count and report")
        .check(ALL);
  }

  @Test
  void generatedMessagesStayAtTheEdges() {
    noClasses()
        .that(WRITTEN)
        .and(
            resideOutsideOfPackages(
                "io.belay.wire..",
                "io.belay.worker",
                "io.belay.worker.client..",
                "io.belay.learner",
                "io.belay.learner.service..",
                "io.belay.learner.broadcast..",
                "io.belay.learner.checkpoint..",
                "io.belay.learner.node..",
                "io.belay.coordinator",
                "io.belay.coordinator.service..",
                DEPLOY))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(GENERATED)
        .because(
            "a generated message may hold anything that parses; io.belay.wire turns it into a checked record, and only"
                + " checked records travel inward")
        .check(ALL);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.belay.(**)")
        .should()
        .beFreeOfCycles()
        .because("a package that is in a cycle can be neither read nor tested nor moved alone")
        .check(ALL);
  }

  @Test
  void namesSayWhatAThingIs() {
    classes()
        .that(WRITTEN)
        .should()
        .haveNameNotMatching(
            ".*[.$]((Common|Base)[A-Z]\\w*|\\w*(Utils?|Helpers?|Manager|Impl|Common|Base))")
        .because("such a name fits everything; name the thing by what it computes or decides")
        .check(ALL);
  }

  @Test
  void onlyTheCommandWritesToTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackage(DEPLOY)
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .because(
            "a process on a cluster has no terminal: what an operator must see is a metric, a state or a log event")
        .check(ALL);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        ALL.stream()
            .filter(WRITTEN)
            .map(type -> type.getPackage())
            .distinct()
            .filter(room -> !room.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked)
        .as("every package has a package-info.java that says what it is for and is @NullMarked")
        .isEmpty();
  }
}
