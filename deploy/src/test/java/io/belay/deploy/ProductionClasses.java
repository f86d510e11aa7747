package io.belay.deploy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Every class of every module that is not a test, read once for all architecture tests. */
final class ProductionClasses {
  /** All of {@code io.belay}, generated messages included. */
  static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.belay");

  /** What protoc generates from {@code belay.v1}. */
  static final String GENERATED = "io.belay.v1..";

  /** What is written by hand. */
  static final DescribedPredicate<JavaClass> WRITTEN =
      DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(GENERATED))
          .as("written by hand");

  /**
   * Packages whose results are functions of their arguments alone: they compute, decide and
   * describe, and can be tested without starting anything.
   */
  static final String[] PURE = {
    "io.belay.error..",
    "io.belay.chance..",
    "io.belay.space..",
    "io.belay.kernel..",
    "io.belay.policy..",
    "io.belay.trajectory..",
    "io.belay.mdp..",
    "io.belay.recipe..",
    "io.belay.control..",
    "io.belay.session..",
    "io.belay.settings..",
    "io.belay.worker.environment..",
    "io.belay.worker.restart..",
    "io.belay.worker.rollout..",
    "io.belay.learner.advantage..",
    "io.belay.learner.gradient..",
    "io.belay.learner.optimizer..",
    "io.belay.learner.algorithm..",
    "io.belay.learner.exact",
    "io.belay.learner.exact.algorithm..",
    "io.belay.learner.theory..",
    "io.belay.learner.ledger..",
    "io.belay.learner.statistics..",
    "io.belay.coordinator.lease..",
  };

  private ProductionClasses() {}
}
