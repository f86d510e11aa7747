package io.belay.mdp.ready;

import io.belay.error.BelayException;
import io.belay.mdp.ready.Grid.Direction;
import java.util.List;
import java.util.Locale;

/**
 * How a finite MDP whose states are the cells of a rectangle is drawn.
 *
 * @param rows at least 1
 * @param columns at least 1
 * @param cells what each cell is, row by row: {@code S} the start, {@code G} the goal, {@code H} a
 *     hole, {@code C} the cliff, {@code F} anything else
 * @param actions where each action leads: {@code left}, {@code down}, {@code right} or {@code up}
 */
public record GridLayout(int rows, int columns, String cells, List<String> actions) {

  public GridLayout {
    actions = List.copyOf(actions);
    if (rows < 1 || columns < 1 || cells.length() != rows * columns) {
      throw BelayException.invalid(
          "a grid has a letter for each cell: rows=%d, columns=%d, cells=%d"
              .formatted(rows, columns, cells.length()));
    }
  }

  static GridLayout of(Grid grid, String cells, List<Direction> actions) {
    return new GridLayout(
        grid.rows(),
        grid.columns(),
        cells,
        actions.stream().map(action -> action.name().toLowerCase(Locale.ROOT)).toList());
  }
}
