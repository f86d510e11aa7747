package io.belay.deploy.command;

import io.belay.deploy.train.ExitStatus;
import io.belay.recipe.ShippedRecipe;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code belay recipes}: the shipped recipes, one a line. */
@Command(
    name = "recipes",
    description = "List the shipped recipes.",
    mixinStandardHelpOptions = true)
public final class RecipesCommand implements Callable<Integer> {
  private final Shared shared;

  public RecipesCommand(Shared shared) {
    this.shared = shared;
  }

  @Override
  public Integer call() {
    List<ShippedRecipe> recipes = Shared.recipes().shipped();
    int width = recipes.stream().mapToInt(recipe -> recipe.name().length()).max().orElse(0);
    for (ShippedRecipe recipe : recipes) {
      String name = recipe.name() + " ".repeat(width - recipe.name().length());
      shared.terminal().line(name + "  " + recipe.description());
    }
    return ExitStatus.DONE;
  }
}
