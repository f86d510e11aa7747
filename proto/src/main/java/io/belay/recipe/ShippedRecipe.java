package io.belay.recipe;

import java.util.List;

/**
 * A shipped recipe as it is listed.
 *
 * @param name what a user types, and what a run of it is called after
 * @param otherNames what a user may type instead
 * @param description one line
 */
public record ShippedRecipe(String name, List<String> otherNames, String description) {}
