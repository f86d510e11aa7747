package io.belay.worker.environment.finite;

import io.belay.chance.WeightedChoice;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.ready.FiniteMdps;
import io.belay.space.Discrete;
import io.belay.space.EnvironmentSpec;
import io.belay.worker.environment.EnvironmentFamily;
import io.belay.worker.environment.EnvironmentProvider;
import io.belay.worker.environment.EnvironmentRegistration;
import java.util.List;
import java.util.Optional;

/** Offers the finite MDPs of {@link FiniteMdps}, each under its name there. */
public final class FiniteEnvironments implements EnvironmentProvider {

  @Override
  public List<EnvironmentRegistration> registrations() {
    return FiniteMdps.ids().stream().map(id -> registration(id, FiniteMdps.byId(id))).toList();
  }

  @Override
  public List<EnvironmentFamily> families() {
    return FiniteMdps.families().stream()
        .map(family -> new EnvironmentFamily(family.form(), family.meaning()))
        .toList();
  }

  @Override
  public Optional<EnvironmentRegistration> resolve(String id) {
    return FiniteMdps.find(id).map(mdp -> registration(id, mdp));
  }

  private static EnvironmentRegistration registration(String id, FiniteMdp mdp) {
    EnvironmentSpec spec =
        new EnvironmentSpec(
            id,
            new Discrete(mdp.states()),
            new Discrete(mdp.actions()),
            mdp.maxEpisodeSteps(),
            mdp.rewardThreshold(),
            true);
    WeightedChoice starts = new WeightedChoice(mdp.start());
    return new EnvironmentRegistration(spec, () -> new FiniteMdpEnvironment(mdp, starts));
  }
}
