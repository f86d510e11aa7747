package io.belay.deploy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.belay.deploy.ProductionClasses.ALL;
import static io.belay.deploy.ProductionClasses.PURE;

import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What would make the parameters depend on anything but the recipe and the seed. */
class DeterminismRulesTest {
  /**
   * The methods of {@link Math} that may differ in the last bit between processors and compilers.
   */
  private static final Set<String> INEXACT_FUNCTIONS =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  /** The lane-wise functions of the Vector API that differ with the vector width. */
  private static final Set<String> INEXACT_OPERATORS =
      Set.of(
          "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH", "EXP",
          "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "CBRT", "HYPOT");

  @Test
  void elementaryFunctionsHaveTheSameBitsEverywhere() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethodWhere(
            describe(
                "the target is a function of Math that may differ in the last bit",
                (JavaMethodCall call) ->
                    call.getTargetOwner().isEquivalentTo(Math.class)
                        && INEXACT_FUNCTIONS.contains(call.getTarget().getName())))
        .because(
            "Math's functions may differ between processors; io.belay.kernel's and StrictMath's do not")
        .check(ALL);
  }

  @Test
  void vectorFunctionsHaveTheSameBitsEverywhere() {
    noClasses()
        .should()
        .accessFieldWhere(
            describe(
                "the target is a lane-wise elementary function of the Vector API",
                (JavaFieldAccess access) ->
                    access.getTargetOwner().getName().equals("jdk.incubator.vector.VectorOperators")
                        && INEXACT_OPERATORS.contains(access.getTarget().getName())))
        .because(
            "these use other formulas at other vector widths; io.belay.kernel has its own from exactly rounded steps")
        .check(ALL);
  }

  @Test
  void chanceIsAFunctionOfItsPlaceInTheRun() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .because(
            "io.belay.chance draws by seed, lane, iteration, step and purpose, so that nobody's draws depend on order")
        .check(ALL);
  }

  @Test
  void purePackagesReadNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because(
            "a result that depends on the time cannot be had twice; the edges measure time and hand it in")
        .check(ALL);
  }
}
