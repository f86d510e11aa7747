package io.belay.worker.environment.classic;

import io.belay.worker.environment.EnvironmentProvider;
import io.belay.worker.environment.EnvironmentRegistration;
import java.util.List;

/** Offers the five classic control tasks. */
public final class ClassicEnvironments implements EnvironmentProvider {

  @Override
  public List<EnvironmentRegistration> registrations() {
    return List.of(
        new EnvironmentRegistration(Acrobot.SPEC, Acrobot::new),
        new EnvironmentRegistration(CartPole.SPEC, CartPole::new),
        new EnvironmentRegistration(MountainCar.SPEC, MountainCar::new),
        new EnvironmentRegistration(MountainCarContinuous.SPEC, MountainCarContinuous::new),
        new EnvironmentRegistration(Pendulum.SPEC, Pendulum::new));
  }
}
