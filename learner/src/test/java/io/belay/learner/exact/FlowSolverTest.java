package io.belay.learner.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.exact.FlowSolver.Correction;
import io.belay.learner.exact.FlowSolver.Solution;
import io.belay.mdp.FiniteMdp;
import org.junit.jupiter.api.Test;

class FlowSolverTest {
  private final FiniteMdp mdp = Mdps.random(30, 2, 0.95, 3);
  private final DiscountedFlow flow = DiscountedFlow.of(mdp, Mdps.policy(mdp, 1));

  @Test
  void correctionsThatAreOfNoUseAreReplacedByOnesThatAlwaysConverge() {
    double[] right = Mdps.logits(30, 1, 2);
    for (boolean transposed : new boolean[] {false, true}) {
      Solution expected =
          new FlowSolver(flow, transposed, DenseDecomposition.of(flow, transposed)).solve(right);
      Correction[] useless = {
        residual -> new double[30], // stays where it is
        residual -> Mdps.logits(30, 1e6, 9), // goes anywhere
        residual -> residual.clone() // one step of many
      };
      for (Correction correction : useless) {
        Solution solution = new FlowSolver(flow, transposed, correction).solve(right);
        assertThat(solution.errorBound()).isLessThan(1e-11);
        assertThat(solution.x()).containsExactly(expected.x(), within(1e-12));
      }
    }
  }

  @Test
  void scoresThatNoArrayHoldsAreRefused() {
    assertThatThrownBy(() -> new SoftmaxFamily(2000, 50).scores(new double[100_000]))
        .hasMessageContaining("pairs=100000, parameters=100000");
  }
}
