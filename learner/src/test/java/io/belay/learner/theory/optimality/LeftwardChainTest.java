package io.belay.learner.theory.optimality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.TabularPolicy;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.ChainMdp;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftwardChainTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void recursionAgreesWithTheLinearSolver(int length) {
    FiniteMdp chain = ChainMdp.of(length);
    double[] right = new double[length + 2];
    double[] table = new double[right.length * 4];
    for (int s = 0; s < right.length; s++) {
      right[s] = 0.1 + 0.02 * s;
      Arrays.fill(table, 4 * s, 4 * s + 4, (1 - right[s]) / 3);
      table[4 * s] = right[s];
    }
    Evaluation evaluation = Evaluation.of(chain, TabularPolicy.of(right.length, 4, table));

    assertThat(LeftwardChain.gradient(right))
        .containsExactly(PolicyGradient.softmax(evaluation, chain.start()), within(1e-14));
  }
}
