package io.belay.learner.theory.compatible;

import io.belay.learner.exact.Evaluation;
import io.belay.learner.exact.FisherMatrix;
import io.belay.learner.exact.PolicyGradient;
import io.belay.learner.exact.Scores;
import io.belay.learner.exact.SymmetricMatrix;
import io.belay.learner.theory.compatible.CompatibleGradient.Fit;
import io.belay.learner.theory.instance.Instance;
import io.belay.learner.theory.instance.Vectors;
import io.belay.learner.theory.statement.Axis;
import io.belay.learner.theory.statement.Finding;
import io.belay.learner.theory.statement.Heading;
import io.belay.learner.theory.statement.Outcome;
import io.belay.learner.theory.statement.Plot;
import io.belay.learner.theory.statement.Series;
import io.belay.learner.theory.statement.Statement;
import java.util.ArrayList;
import java.util.List;

/** Lemma 11.2: F†∇V is the compatible fit's w* over 1 − γ. */
public final class NaturalDirection implements Statement {
  private static final double ROUNDING = 1e-7;

  private final Fit fit;

  public NaturalDirection(Fit fit) {
    this.fit = fit;
  }

  /** The least-squares fit. */
  public static NaturalDirection lecture() {
    return new NaturalDirection(Fit.lecture());
  }

  @Override
  public Heading heading() {
    return new Heading(
        "lemma-11.2",
        "Lemma 11.2",
        "The natural direction is the fit's weights",
        "The natural gradient is the weight vector of the best linear fit of the advantage by the"
            + " scores, over 1 − γ.",
        "F_ρ(θ)†∇V(ρ) = w*/(1−γ),  w* ∈ argmin E_{s∼d_ρ, a∼π}(w·∇log π − A)²",
        "The print's w* ∈ argmin is exact where F is regular. With tabular softmax F is singular, as"
            + " a constant added to a state's logits changes no policy, and only the shortest w* of"
            + " the argmin is F†∇V times 1 − γ; every other leads along the same path of policies.");
  }

  @Override
  public Outcome examine() {
    List<Finding> findings = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    for (Instance instance : CompatibleInstances.all()) {
      Evaluation evaluation = instance.evaluation();
      Scores scores = instance.scores();
      SymmetricMatrix fisher =
          FisherMatrix.of(evaluation.policy(), scores, evaluation.visitation(instance.start()));
      double[] natural =
          fisher.pseudoinverseTimes(
              PolicyGradient.advantageForm(evaluation, scores, instance.start()));
      double[] weights = fit.of(evaluation, scores, instance.start());
      double[] scaled =
          Vectors.plus(new double[weights.length], 1 / (1 - instance.mdp().discount()), weights);
      findings.add(
          Finding.equal(
              instance.name(),
              "relative distance of w*/(1−γ) from F†∇V (rank %d of %d)"
                  .formatted(fisher.rank(), fisher.size()),
              Vectors.relativeDifference(scaled, natural),
              ROUNDING));
      if (instance.name().contains("log-linear") && plots.size() < 2) {
        double[] x = Vectors.upTo(natural.length);
        plots.add(
            new Plot(
                "Two ways to the natural direction on " + instance.name(),
                Axis.linear("parameter"),
                Axis.linear("direction"),
                Series.measured("F†∇V", x, natural),
                Series.points("w*/(1−γ)", x, scaled)));
      }
    }
    return new Outcome(findings, plots);
  }
}
