package io.belay.deploy.figures;

import io.belay.control.IterationReport;
import io.belay.recipe.A2cSettings;
import io.belay.recipe.NpgSettings;
import io.belay.recipe.PpoSettings;
import io.belay.recipe.QnpgSettings;
import io.belay.recipe.Recipe;
import io.belay.recipe.ReinforceSettings;
import io.belay.recipe.SampledSettings;
import io.belay.recipe.TrpoSettings;
import java.util.List;
import java.util.SequencedMap;

/**
 * Figures of an algorithm that samples, by the names of Stable-Baselines3's PPO and A2C and of
 * sb3-contrib's TRPO; algorithms that neither has go by the nearest of these. deploy/README.md says
 * where a figure differs from theirs.
 *
 * @param settings of the recipe's algorithm
 */
record SampledFigureNames(Recipe recipe, SampledSettings settings) implements FigureNames {
  /** Beside Stable-Baselines3's groups. */
  private static final String OWN_GROUP = "belay";

  /** What is true of a policy on a finite MDP, as for exact algorithms. */
  private static final List<String> TRUE_VALUES =
      List.of("value", "optimalValue", "gap", "mismatch");

  /** Theirs is the mean squared error, ours half of it. */
  private static final double SQUARED_ERRORS = 2;

  @Override
  public SequencedMap<String, Number> table(IterationReport report) {
    return named(report).named();
  }

  @Override
  public SequencedMap<String, Double> scalars(IterationReport report) {
    NamedFigures figures = named(report);
    figures.nameOthers(OWN_GROUP);
    report
        .phaseSeconds()
        .forEach((phase, seconds) -> figures.put(OWN_GROUP + "/seconds_" + phase, seconds));
    return figures.charted();
  }

  @Override
  public long step(IterationReport report) {
    return report.environmentSteps();
  }

  private NamedFigures named(IterationReport report) {
    NamedFigures figures = new NamedFigures(report.figures());
    figures.put("rollout/ep_len_mean", report.episodeLengthMean());
    figures.put("rollout/ep_rew_mean", report.returnMean());
    if (report.seconds() > 0) {
      figures.put("time/fps", (long) (report.environmentSteps() / report.seconds()));
    }
    figures.put("time/iterations", report.iteration() + 1L);
    figures.put("time/time_elapsed", (long) report.seconds());
    figures.put("time/total_timesteps", report.environmentSteps());
    figures.rename("entropy", "train/entropy_loss", -1);
    figures.rename("explainedVariance", "train/explained_variance", 1);
    figures.rename("learningRate", "train/learning_rate", 1);
    figures.rename("standardDeviation", "train/std", 1);
    figures.rename("valueLoss", "train/value_loss", SQUARED_ERRORS);
    switch (settings) {
      case PpoSettings ppo -> ppo(ppo, report, figures);
      case A2cSettings _ -> plain(report, figures);
      case ReinforceSettings _ -> plain(report, figures);
      case NpgSettings _ -> natural(report, figures);
      case QnpgSettings _ -> natural(report, figures);
      case TrpoSettings _ -> {
        natural(report, figures);
        figures.put("train/is_line_search_success", 1 - figures.get("policyUnchanged"));
      }
    }
    TRUE_VALUES.forEach(name ->
        figures.rename(name, ExactFigureNames.GROUP + "/" + NamedFigures.snakeCase(name), 1));
    return figures;
  }

  private void ppo(PpoSettings ppo, IterationReport report, NamedFigures figures) {
    figures.rename("klMean", "train/approx_kl", 1);
    figures.rename("clipFraction", "train/clip_fraction", 1);
    figures.rename("clipRange", "train/clip_range", 1);
    ppo.valueClipRange().ifPresent(range -> figures.put("train/clip_range_vf", range));
    figures.rename("policyLoss", "train/policy_gradient_loss", 1);
    figures.put(
        "train/loss",
        figures.get("policyLoss")
            - figures.get("entropyCoefficient") * figures.get("entropy")
            + ppo.valueCoefficient() * figures.get("valueLoss"));
    if (ppo.targetKl().isEmpty()) {
      figures.put("train/n_updates", (report.iteration() + 1L) * ppo.epochs());
    }
  }

  private static void plain(IterationReport report, NamedFigures figures) {
    figures.rename("klMean", "train/approx_kl", 1);
    figures.rename("policyLoss", "train/policy_loss", 1);
    figures.put("train/n_updates", report.iteration() + 1L);
  }

  private static void natural(IterationReport report, NamedFigures figures) {
    figures.rename("klMean", "train/kl_divergence_loss", 1);
    figures.rename("policyLoss", "train/policy_objective", -1);
    figures.put("train/n_updates", report.iteration() + 1L);
  }
}
