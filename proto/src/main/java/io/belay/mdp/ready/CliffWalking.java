package io.belay.mdp.ready;

import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;
import io.belay.mdp.ready.Grid.Direction;
import java.util.List;

/**
 * Gymnasium's {@code CliffWalking-v1} and {@code CliffWalkingSlippery-v1}: 4 × 12 cells are crossed
 * along a cliff, from the bottom left corner to the bottom right one.
 *
 * <p>States are the cells, row by row; actions 0 … 3 go up, right, down, left. If it is slippery a
 * step goes where it should or to one of the two sides, a third each. A step earns −1 and one over
 * the cliff, the cells between the two corners, −100 and leads back to the start. Reaching the
 * corner ends the episode. Discount 0.99.
 *
 * <p>The table is that of Gymnasium 1.3.0, to the bit, with moves also from cells that no episode
 * comes to: those of the cliff, and the corner at its end. There is no time limit.
 */
public final class CliffWalking {
  private static final Grid GRID = new Grid(4, 12);
  private static final int START = 36;
  private static final int GOAL = 47;
  private static final double THIRD = 1.0 / 3.0;
  private static final List<Direction> ACTIONS =
      List.of(Direction.UP, Direction.RIGHT, Direction.DOWN, Direction.LEFT);

  private CliffWalking() {}

  /** The walk beside the cliff. */
  public static FiniteMdp of(boolean slippery) {
    FiniteMdpBuilder builder =
        new FiniteMdpBuilder(
                slippery ? "CliffWalkingSlippery-v1" : "CliffWalking-v1",
                GRID.cells(),
                ACTIONS.size())
            .start(START, 1);
    for (int cell = 0; cell < GRID.cells(); cell++) {
      for (int action = 0; action < ACTIONS.size(); action++) {
        Direction direction = ACTIONS.get(action);
        Outcomes outcomes = new Outcomes();
        if (slippery) {
          add(outcomes, cell, direction.previous(), THIRD);
          add(outcomes, cell, direction, THIRD);
          add(outcomes, cell, direction.next(), THIRD);
        } else {
          add(outcomes, cell, direction, 1);
        }
        outcomes.addTo(builder, cell, action);
      }
    }
    return builder.build();
  }

  /** How the cells are drawn. */
  static GridLayout layout() {
    String plain = "F".repeat(START);
    return GridLayout.of(GRID, plain + "S" + "C".repeat(GOAL - START - 1) + "G", ACTIONS);
  }

  private static void add(Outcomes outcomes, int cell, Direction direction, double probability) {
    int next = GRID.step(cell, direction);
    if (next > START && next < GOAL) {
      outcomes.add(START, probability, -100, false);
    } else {
      outcomes.add(next, probability, -1, next == GOAL);
    }
  }
}
