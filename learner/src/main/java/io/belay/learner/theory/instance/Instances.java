package io.belay.learner.theory.instance;

import io.belay.learner.exact.LogLinearFamily;
import io.belay.learner.exact.SoftmaxFamily;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.FiniteMdps;
import java.util.List;

/** The instances that several statements share; all chance in them has a fixed seed. */
public final class Instances {
  private Instances() {}

  /** An MDP by its id, with a discount of its own. */
  public static FiniteMdp mdp(String id, double discount) {
    return FiniteMdps.byId(id).withDiscount(discount);
  }

  /** MDPs with ends and without, small enough for dense matrices over pairs. */
  public static List<FiniteMdp> small() {
    return List.of(
        mdp("tree", 0.9),
        mdp("gridworld:3x3,0.2", 0.9),
        mdp("FrozenLake-v1", 0.95),
        mdp("garnet:5,3,3,1", 0.9),
        mdp("garnet:8,4,2,2", 0.8),
        mdp("garnet:12,2,4,3", 0.95));
  }

  /** Each of {@link #small} with tabular softmax at random logits and a random μ. */
  public static List<Instance> softmax() {
    return small().stream().map(mdp -> softmax(mdp, 1)).toList();
  }

  /** Tabular softmax at normal logits, and a μ that leaves no state out. */
  public static Instance softmax(FiniteMdp mdp, long seed) {
    SoftmaxFamily family = new SoftmaxFamily(mdp.states(), mdp.actions());
    return new Instance(
        label(mdp),
        mdp,
        family,
        Randomness.normals(family.parameters(), 1, seed),
        Randomness.distribution(mdp.states(), seed));
  }

  /** Log-linear policies with random features, fewer than pairs, on three of {@link #small}. */
  public static List<Instance> logLinear() {
    return small().stream().skip(2).map(mdp -> logLinear(mdp, 1 + mdp.states() / 2, 7)).toList();
  }

  /** A log-linear policy with this many normal features. */
  public static Instance logLinear(FiniteMdp mdp, int parameters, long seed) {
    int pairs = mdp.states() * mdp.actions();
    LogLinearFamily family =
        new LogLinearFamily(
            mdp.states(),
            mdp.actions(),
            parameters,
            Randomness.normals(pairs * parameters, 1, seed));
    return new Instance(
        label(mdp) + ", log-linear in " + parameters,
        mdp,
        family,
        Randomness.normals(parameters, 0.5, seed + 1),
        Randomness.distribution(mdp.states(), seed));
  }

  /** Id and discount of an MDP. */
  public static String label(FiniteMdp mdp) {
    return "%s γ=%s".formatted(mdp.name(), text(mdp.discount()));
  }

  private static String text(double discount) {
    return String.valueOf(Math.round(discount * 1e4) / 1e4);
  }
}
