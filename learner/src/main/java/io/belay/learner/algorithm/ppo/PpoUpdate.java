package io.belay.learner.algorithm.ppo;

import io.belay.error.BelayException;
import io.belay.learner.algorithm.AdvantageScale;
import io.belay.learner.algorithm.Batch;
import io.belay.learner.algorithm.BatchValues;
import io.belay.learner.algorithm.Minibatches;
import io.belay.learner.algorithm.OptimizerState;
import io.belay.learner.algorithm.Update;
import io.belay.learner.gradient.NetworkGradient;
import io.belay.learner.gradient.ParameterSlice;
import io.belay.learner.optimizer.Adam;
import io.belay.learner.optimizer.Optimizer;
import io.belay.learner.optimizer.StochasticGradientDescent;
import io.belay.learner.parallel.Crew;
import io.belay.policy.Critic;
import io.belay.policy.Policy;
import io.belay.recipe.AdvantageNormalisation;
import io.belay.recipe.OptimizerSettings;
import io.belay.recipe.PpoSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * One PPO update: epochs of minibatch steps on {@link PpoLoss}, actor and critic together.
 *
 * <p>A step has three phases between which the crew waits for one another: rows (forward, loss,
 * backward), slices of parameters (gradients and their squares), slices again (optimizer). The norm
 * of the whole gradient is clipped, over both networks, as in Stable-Baselines3 and CleanRL. With a
 * target KL the update ends before the first step whose minibatch shows a mean KL above 1.5 times
 * the target, as in Stable-Baselines3.
 */
public final class PpoUpdate implements Update {
  private static final double KL_TOLERANCE = 1.5;

  private final PpoSettings settings;
  private final int iterations;
  private final Crew crew;
  private final Minibatches minibatches;
  private final PpoMinibatch minibatch;
  private final ParameterSlice[] actorSlices;
  private final ParameterSlice[] criticSlices;
  private final Optimizer actorOptimizer;
  private final Optimizer criticOptimizer;
  private final float[] actorGradient;
  private final float[] criticGradient;
  private final float[] squares;
  private final AdvantageScale[][] scales;
  private final EpochFigures figures = new EpochFigures();

  /**
   * An update for batches of this many rows.
   *
   * @param rows rows of a batch
   * @param iterations iterations of the whole run, over which schedules fall
   * @param seed the run's seed
   */
  public PpoUpdate(
      PpoSettings settings,
      Policy policy,
      Critic critic,
      int rows,
      int iterations,
      long seed,
      Crew crew) {
    this.settings = settings;
    this.iterations = iterations;
    this.crew = crew;
    minibatches = new Minibatches(rows, settings.minibatchSize(), settings.epochs(), seed);
    minibatch = new PpoMinibatch(settings, policy, critic, minibatches.largest());
    actorSlices = minibatch.actor.slices().toArray(ParameterSlice[]::new);
    criticSlices = minibatch.critic.slices().toArray(ParameterSlice[]::new);
    actorOptimizer = optimizer(settings.optimizer(), policy.layout().size());
    criticOptimizer = optimizer(settings.optimizer(), critic.layout().size());
    actorGradient = new float[policy.layout().size()];
    criticGradient = new float[critic.layout().size()];
    squares = new float[actorSlices.length + criticSlices.length];
    scales = new AdvantageScale[settings.epochs()][minibatches.count()];
  }

  private static Optimizer optimizer(OptimizerSettings settings, int size) {
    return switch (settings.kind()) {
      case ADAM -> new Adam(size, settings.beta1(), settings.beta2(), settings.epsilon());
      case SGD -> new StochasticGradientDescent(size, settings.momentum());
    };
  }

  @Override
  public SequencedMap<String, Double> improve(
      float[] actor,
      float[] critic,
      Batch batch,
      BatchValues values,
      float[] advantages,
      float[] returns,
      int iteration) {
    double learningRate =
        settings.learningRateSchedule().at(settings.learningRate(), iteration, iterations);
    float clipRange =
        (float) settings.clipRangeSchedule().at(settings.clipRange(), iteration, iterations);
    minibatches.shuffle(iteration, crew);
    scaleAdvantages(advantages);
    minibatch.actor.transpose(actor);
    minibatch.critic.transpose(critic);

    double audit = Double.NaN;
    int steps = 0;
    boolean stopped = false;
    for (int epoch = 0; epoch < settings.epochs() && !stopped; epoch++) {
      figures.begin();
      for (int m = 0; m < minibatches.count() && !stopped; m++) {
        passRows(epoch, m, actor, critic, batch, values, advantages, returns, clipRange);
        double norm = Math.sqrt(differentiate(minibatches.rows(m), clipRange));
        requireFinite(norm, iteration, epoch, m);
        figures.add(minibatch.figures, norm);
        if (steps == 0) {
          audit = minibatch.figures.largestLogRatio;
        }
        stopped =
            settings.targetKl().isPresent()
                && minibatch.figures.klMean > KL_TOLERANCE * settings.targetKl().getAsDouble();
        if (!stopped) {
          step(actor, critic, learningRate, norm);
          steps++;
        }
      }
    }
    SequencedMap<String, Double> all = new LinkedHashMap<>(figures.means());
    all.put("minibatchSteps", (double) steps);
    all.put("learningRate", learningRate);
    all.put("clipRange", (double) clipRange);
    all.put("logProbabilityAudit", audit);
    return all;
  }

  /** Nothing: every step of {@link #improve} moves the critic too. */
  @Override
  public SequencedMap<String, Double> fitCritic(
      float[] critic, Batch batch, BatchValues values, float[] returns, int iteration) {
    return new LinkedHashMap<>();
  }

  private void scaleAdvantages(float[] advantages) {
    if (settings.advantageNormalisation() == AdvantageNormalisation.MINIBATCH) {
      // With one minibatch all epochs see the rows in the same order.
      int distinct = minibatches.count() > 1 ? scales.length : 1;
      crew.run(
          distinct,
          epoch -> {
            for (int m = 0; m < minibatches.count(); m++) {
              scales[epoch][m] =
                  AdvantageScale.of(
                      advantages,
                      minibatches.order(epoch),
                      minibatches.from(m),
                      minibatches.rows(m));
            }
          });
      for (int epoch = distinct; epoch < scales.length; epoch++) {
        scales[epoch] = scales[0];
      }
      return;
    }
    AdvantageScale scale =
        settings.advantageNormalisation() == AdvantageNormalisation.BATCH
            ? AdvantageScale.ofAll(advantages)
            : AdvantageScale.NONE;
    for (AdvantageScale[] epoch : scales) {
      Arrays.fill(epoch, scale);
    }
  }

  private void passRows(
      int epoch,
      int m,
      float[] actor,
      float[] critic,
      Batch batch,
      BatchValues values,
      float[] advantages,
      float[] returns,
      float clipRange) {
    int rows = minibatches.rows(m);
    int from = minibatches.from(m);
    int chunks = PpoMinibatch.chunks(rows);
    int[] order = minibatches.order(epoch);
    AdvantageScale scale = scales[epoch][m];
    crew.run(
        2 * chunks,
        task -> {
          if (task < chunks) {
            minibatch.actorChunk(
                task, rows, order, from, batch, values, advantages, scale, clipRange, actor);
          } else {
            minibatch.criticChunk(task - chunks, rows, order, from, values, returns, critic);
          }
        });
  }

  /** Gradients of all parameters; returns the squared norm of the whole. */
  private double differentiate(int rows, float clipRange) {
    crew.run(
        squares.length + 1,
        task -> {
          if (task < actorSlices.length) {
            squares[task] = minibatch.actor.differentiate(actorSlices[task], rows, actorGradient);
          } else if (task < squares.length) {
            squares[task] =
                minibatch.critic.differentiate(
                    criticSlices[task - actorSlices.length], rows, criticGradient);
          } else {
            minibatch.figures.summarise(rows, clipRange);
          }
        });
    double sum = differentiateFreeParameters(rows);
    for (float square : squares) {
      sum += square;
    }
    return sum;
  }

  private double differentiateFreeParameters(int rows) {
    int count = minibatch.freeParameters;
    double squared = 0;
    for (int i = 0; i < count; i++) {
      float sum = 0f;
      for (int r = 0; r < rows; r++) {
        sum += minibatch.freeRowGradients[r * count + i];
      }
      actorGradient[minibatch.freeParametersAt + i] = sum;
      squared += (double) sum * sum;
    }
    return squared;
  }

  private void step(float[] actor, float[] critic, double learningRate, double norm) {
    float scale =
        norm > settings.maxGradientNorm() ? (float) (settings.maxGradientNorm() / norm) : 1f;
    actorOptimizer.beginStep(learningRate);
    criticOptimizer.beginStep(learningRate);
    crew.run(
        squares.length,
        task -> {
          if (task < actorSlices.length) {
            step(minibatch.actor, actorSlices[task], actorOptimizer, scale, actorGradient, actor);
          } else {
            step(
                minibatch.critic,
                criticSlices[task - actorSlices.length],
                criticOptimizer,
                scale,
                criticGradient,
                critic);
          }
        });
    int free = minibatch.freeParametersAt;
    actorOptimizer.apply(scale, actorGradient, actor, free, free + minibatch.freeParameters);
  }

  private static void step(
      NetworkGradient network,
      ParameterSlice slice,
      Optimizer optimizer,
      float scale,
      float[] gradient,
      float[] parameters) {
    optimizer.apply(
        scale, gradient, parameters, network.weightsFrom(slice), network.weightsTo(slice));
    if (slice.withBias()) {
      int at = network.layer(slice).biasAt();
      optimizer.apply(scale, gradient, parameters, at, at + network.layer(slice).outputs());
    }
    network.transpose(slice, parameters);
  }

  private void requireFinite(double norm, int iteration, int epoch, int m) {
    if (!Double.isFinite(norm)) {
      String where =
          NonFinite.first("actorGradient", actorGradient, "criticGradient", criticGradient);
      throw BelayException.fatal(
          "gradients are finite; lower algorithm.learning-rate or check the rewards: iteration=%d, epoch=%d, minibatch=%d, %s"
              .formatted(iteration, epoch, m, where));
    }
  }

  @Override
  public OptimizerState optimizerState() {
    return OptimizerState.of(actorOptimizer, criticOptimizer);
  }

  @Override
  public void restore(OptimizerState state) {
    state.into(actorOptimizer, criticOptimizer);
  }
}
