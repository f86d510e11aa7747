package io.belay.learner.theory.compatible;

import static io.belay.learner.theory.Verdicts.turns;

import io.belay.learner.exact.CompatibleFit;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.theory.compatible.CompatibleGradient.Fit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Each statement about compatible approximation fails where the fit is none. */
class BrokenFitTest {
  /** The gradient itself: a direction uphill, but no least-squares fit. */
  private static final Fit GRADIENT = PolicyGradient::advantageForm;

  /** Of Q instead of A, and of all states alike. */
  private static final Fit UNWEIGHTED =
      (e, scores, start) -> {
        double[] ones = new double[start.length];
        Arrays.fill(ones, 1);
        return CompatibleFit.of(e.policy(), scores, ones, e.actionValues()).weights();
      };

  @Test
  void compatibleGradientFailsWithTheGradientForWeights() {
    turns(new CompatibleGradient(GRADIENT));
  }

  @Test
  void compatibleGradientFailsWithAFitOfAllStatesAlike() {
    turns(new CompatibleGradient(UNWEIGHTED));
  }

  @Test
  void naturalDirectionFailsWithTheGradientForWeights() {
    turns(new NaturalDirection(GRADIENT));
  }

  @Test
  void naturalDirectionFailsWithAFitOfAllStatesAlike() {
    turns(new NaturalDirection(UNWEIGHTED));
  }
}
