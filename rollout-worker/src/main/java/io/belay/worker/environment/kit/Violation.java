package io.belay.worker.environment.kit;

/**
 * A rule that an environment breaks.
 *
 * @param rule which
 * @param detail where it was first seen, as {@code name=value} pairs
 */
public record Violation(Rule rule, String detail) {}
