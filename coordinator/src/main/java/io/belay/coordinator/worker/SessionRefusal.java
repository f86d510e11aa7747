package io.belay.coordinator.worker;

/**
 * A registration that is not accepted.
 *
 * @param end what kind of refusal it is
 * @param message rule, {@code name=value} and remedy
 */
public record SessionRefusal(SessionEnd end, String message) {}
