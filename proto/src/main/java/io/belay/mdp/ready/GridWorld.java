package io.belay.mdp.ready;

import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;
import io.belay.mdp.ready.Grid.Direction;
import java.util.List;

/**
 * A rectangle of cells to be crossed from the top left to the bottom right corner.
 *
 * <p>States are the cells, row by row; actions 0 … 3 go left, down, right, up, and a step against
 * the wall goes nowhere. With probability {@code slip} the step goes to one of the two sides, each
 * equally likely. Reaching the corner earns 1 and ends the episode; nothing else earns anything, so
 * that with discount 0.99 a short way is worth more than a long one. Sampled episodes are cut off
 * after four steps a cell.
 */
public final class GridWorld {
  private static final int STEPS_A_CELL = 4;
  private static final int MOST_CELLS = 1_000_000;

  private GridWorld() {}

  /** The grid on which every step goes where it should. */
  public static FiniteMdp of(int rows, int columns) {
    return of(rows, columns, 0);
  }

  /**
   * The grid.
   *
   * @param rows at least 1
   * @param columns at least 1; there are from 2 to 1 000 000 cells
   * @param slip probability of a step to the side, in [0, 1]
   */
  public static FiniteMdp of(int rows, int columns, double slip) {
    requireSize(rows, columns);
    if (!(slip >= 0 && slip <= 1)) {
      throw BelayException.invalid(
          "a gridworld's slip is a probability; use for example gridworld:5x7,0.2: slip=" + slip);
    }
    Grid grid = new Grid(rows, columns);
    int goal = grid.cells() - 1;
    String name = "gridworld:%dx%d%s".formatted(rows, columns, slip > 0 ? "," + slip : "");
    FiniteMdpBuilder builder =
        new FiniteMdpBuilder(name, grid.cells(), Direction.values().length)
            .maxEpisodeSteps(STEPS_A_CELL * grid.cells())
            .start(0, 1);
    for (int cell = 0; cell < goal; cell++) {
      for (Direction direction : Direction.values()) {
        Outcomes outcomes = new Outcomes();
        add(outcomes, grid.step(cell, direction.previous()), goal, slip / 2);
        add(outcomes, grid.step(cell, direction), goal, 1 - slip);
        add(outcomes, grid.step(cell, direction.next()), goal, slip / 2);
        outcomes.addTo(builder, cell, direction.ordinal());
      }
    }
    for (Direction direction : Direction.values()) {
      builder.transition(goal, direction.ordinal(), goal, 1, 0, true);
    }
    return builder.build();
  }

  private static void requireSize(int rows, int columns) {
    if (rows < 1
        || columns < 1
        || (long) rows * columns < 2
        || (long) rows * columns > MOST_CELLS) {
      throw BelayException.invalid(
          "a gridworld has from 2 to %d cells; use for example gridworld:5x7: rows=%d, columns=%d"
              .formatted(MOST_CELLS, rows, columns));
    }
  }

  /** How the cells are drawn; rows and columns as {@link #of(int, int, double)} takes them. */
  static GridLayout layout(int rows, int columns) {
    requireSize(rows, columns);
    Grid grid = new Grid(rows, columns);
    return GridLayout.of(
        grid, "S" + "F".repeat(grid.cells() - 2) + "G", List.of(Direction.values()));
  }

  private static void add(Outcomes outcomes, int next, int goal, double probability) {
    outcomes.add(next, probability, next == goal ? 1 : 0, next == goal);
  }
}
