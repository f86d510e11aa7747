package io.belay.deploy.results;

import io.belay.learner.statistics.Solved;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Rows made by hand. */
final class Rows {
  private Rows() {}

  /** A row with a seed for each return; seed s took s seconds. */
  static RecipeResult row(String recipe, String environment, String algorithm, double... returns) {
    List<SeedResult> seeds =
        IntStream.rangeClosed(1, returns.length)
            .mapToObj(seed ->
                new SeedResult(
                    seed, returns[seed - 1], 1.5, seed, "sha of " + seed, Optional.empty()))
            .toList();
    return new RecipeResult(recipe, environment, algorithm, 100_000, 100, true, seeds);
  }

  /** A row with one seed, which solved its task. */
  static RecipeResult solvedRow(String recipe) {
    Solved solved = new Solved(475, 70_400, 3.25);
    return new RecipeResult(
        recipe,
        "CartPole-v1",
        "ppo",
        100_000,
        100,
        false,
        List.of(new SeedResult(7, 500, 0, 3.5, "sha", Optional.of(solved))));
  }
}
