package io.belay.worker.environment;

/**
 * Environments whose ids have arguments, made when one is asked for.
 *
 * @param form of their ids, the arguments in capitals, such as {@code chain:H}
 * @param meaning a few words
 */
public record EnvironmentFamily(String form, String meaning) {}
