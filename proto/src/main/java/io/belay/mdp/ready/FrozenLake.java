package io.belay.mdp.ready;

import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;
import io.belay.mdp.ready.Grid.Direction;
import java.util.List;

/**
 * Gymnasium's {@code FrozenLake-v1} and {@code FrozenLake8x8-v1}: a lake is crossed from the top
 * left corner (S) to the bottom right one (G) without falling into a hole (H).
 *
 * <p>States are the cells, row by row; actions 0 … 3 go left, down, right, up. On slippery ice a
 * step goes where it should or to one of the two sides, a third each. Reaching G earns 1; G and
 * holes end the episode. Discount 0.99.
 *
 * <p>Tables, time limits and thresholds are those of Gymnasium 1.3.0, to the bit.
 */
public final class FrozenLake {
  private static final String[] SMALL = {"SFFF", "FHFH", "FFFH", "HFFG"};
  private static final String[] LARGE = {
    "SFFFFFFF", "FFFFFFFF", "FFFHFFFF", "FFFFFHFF", "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG"
  };
  private static final double STRAIGHT = 1.0 / 3.0;
  private static final double ASIDE = (1.0 - STRAIGHT) / 2.0;

  private FrozenLake() {}

  /** The lake of 4 × 4 cells; time limit 100, solved from 0.7 if slippery. */
  public static FiniteMdp small(boolean slippery) {
    return of("FrozenLake-v1", SMALL, 100, 0.7, slippery);
  }

  /** The lake of 8 × 8 cells; time limit 200, solved from 0.85 if slippery. */
  public static FiniteMdp large(boolean slippery) {
    return of("FrozenLake8x8-v1", LARGE, 200, 0.85, slippery);
  }

  /** How the lake of 4 × 4 cells is drawn. */
  static GridLayout smallLayout() {
    return layout(SMALL);
  }

  /** How the lake of 8 × 8 cells is drawn. */
  static GridLayout largeLayout() {
    return layout(LARGE);
  }

  private static GridLayout layout(String[] map) {
    return GridLayout.of(
        new Grid(map.length, map[0].length()), String.join("", map), List.of(Direction.values()));
  }

  private static FiniteMdp of(
      String name, String[] map, int maxEpisodeSteps, double threshold, boolean slippery) {
    Grid grid = new Grid(map.length, map[0].length());
    String cells = String.join("", map);
    FiniteMdpBuilder builder =
        new FiniteMdpBuilder(name, grid.cells(), Direction.values().length)
            .maxEpisodeSteps(maxEpisodeSteps)
            .rewardThreshold(threshold)
            .start(cells.indexOf('S'), 1);
    for (int cell = 0; cell < grid.cells(); cell++) {
      for (Direction direction : Direction.values()) {
        Outcomes outcomes = new Outcomes();
        if (ends(cells, cell)) {
          outcomes.add(cell, 1, 0, true);
        } else if (slippery) {
          add(outcomes, cells, grid.step(cell, direction.previous()), ASIDE);
          add(outcomes, cells, grid.step(cell, direction), STRAIGHT);
          add(outcomes, cells, grid.step(cell, direction.next()), ASIDE);
        } else {
          add(outcomes, cells, grid.step(cell, direction), 1);
        }
        outcomes.addTo(builder, cell, direction.ordinal());
      }
    }
    return builder.build();
  }

  private static void add(Outcomes outcomes, String cells, int next, double probability) {
    outcomes.add(next, probability, cells.charAt(next) == 'G' ? 1 : 0, ends(cells, next));
  }

  private static boolean ends(String cells, int cell) {
    return cells.charAt(cell) == 'G' || cells.charAt(cell) == 'H';
  }
}
