package io.belay.learner.exact;

import io.belay.error.BelayException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.lu.LUDecompositionAlt_DDRM;
import org.ejml.dense.row.linsol.lu.LinearSolverLu_DDRM;

/**
 * LU with partial pivoting of I − γP̃ as a dense matrix.
 *
 * <p>EJML's classes are named here and not got from its factories, which choose by the number of
 * processors.
 */
final class DenseDecomposition implements FlowSolver.Correction {
  private final LinearSolverLu_DDRM solver;
  private final int states;

  private DenseDecomposition(LinearSolverLu_DDRM solver, int states) {
    this.solver = solver;
    this.states = states;
  }

  static DenseDecomposition of(DiscountedFlow flow, boolean transposed) {
    int states = flow.states();
    LinearSolverLu_DDRM solver = new LinearSolverLu_DDRM(new LUDecompositionAlt_DDRM());
    if (!solver.setA(DMatrixRMaj.wrap(states, states, flow.dense(transposed)))) {
      throw BelayException.fatal(
          "I − γP̃ is regular wherever γ < 1: states=%d, discount=%s"
              .formatted(states, flow.discount()));
    }
    return new DenseDecomposition(solver, states);
  }

  @Override
  public double[] solve(double[] right) {
    DMatrixRMaj solution = new DMatrixRMaj(states, 1);
    solver.solve(DMatrixRMaj.wrap(states, 1, right.clone()), solution);
    return solution.data;
  }
}
