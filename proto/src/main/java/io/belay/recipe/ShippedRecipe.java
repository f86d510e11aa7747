package io.belay.recipe;

/**
 * A shipped recipe as it is listed.
 *
 * @param name what a user types
 * @param description one line
 */
public record ShippedRecipe(String name, String description) {}
