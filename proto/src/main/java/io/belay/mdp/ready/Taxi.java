package io.belay.mdp.ready;

import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpBuilder;
import io.belay.mdp.ready.Grid.Direction;
import java.util.List;

/**
 * Gymnasium's {@code Taxi-v4}: a taxi fetches a passenger from one of four marked cells and takes
 * them to another.
 *
 * <pre>
 *   R . | . . G      state = ((row · 5 + column) · 5 + passenger) · 4 + destination
 *   . . | . . .      passenger: 0 … 3 at R, G, Y, B; 4 in the taxi
 *   . . . . . .      destination: 0 … 3 for R, G, Y, B
 *   . | . . | .      actions: 0 … 3 go down, up, right, left; 4 pick up, 5 drop off
 *   Y | . . | B
 * </pre>
 *
 * <p>(The picture has a column more for each wall.) A step earns −1, dropping the passenger at the
 * destination 20, and picking up or dropping off where that cannot be done −10. The episode ends at
 * the destination; it begins anywhere, with the passenger at a marked cell other than the
 * destination. Discount 0.99.
 *
 * <p>Dietterich, <a href="https://arxiv.org/abs/cs/9905014">Hierarchical Reinforcement Learning
 * with the MAXQ Value Function Decomposition</a>. The table, the time limit and the threshold are
 * those of Gymnasium 1.3.0, to the bit.
 */
public final class Taxi {
  private static final Grid GRID = new Grid(5, 5);
  private static final List<Direction> MOVES =
      List.of(Direction.DOWN, Direction.UP, Direction.RIGHT, Direction.LEFT);
  private static final int PICK_UP = 4;
  private static final int DROP_OFF = 5;
  private static final int ACTIONS = 6;

  /** R, G, Y, B. */
  private static final List<Integer> MARKED = List.of(0, 4, 20, 23);

  private static final int IN_TAXI = 4;
  private static final int PASSENGERS = 5;
  private static final int DESTINATIONS = 4;

  /** Cells with a wall on their right. */
  private static final List<Integer> WALLED = List.of(1, 6, 15, 17, 20, 22);

  private static final int STARTS = 300;

  private Taxi() {}

  /** The taxi without rain and with a passenger who does not change their mind. */
  public static FiniteMdp create() {
    FiniteMdpBuilder builder =
        new FiniteMdpBuilder("Taxi-v4", GRID.cells() * PASSENGERS * DESTINATIONS, ACTIONS)
            .maxEpisodeSteps(200)
            .rewardThreshold(8);
    for (int cell = 0; cell < GRID.cells(); cell++) {
      for (int passenger = 0; passenger < PASSENGERS; passenger++) {
        for (int destination = 0; destination < DESTINATIONS; destination++) {
          if (passenger != IN_TAXI && passenger != destination) {
            builder.start(state(cell, passenger, destination), 1.0 / STARTS);
          }
          addMoves(builder, cell, passenger, destination);
          addPickUp(builder, cell, passenger, destination);
          addDropOff(builder, cell, passenger, destination);
        }
      }
    }
    return builder.build();
  }

  private static int state(int cell, int passenger, int destination) {
    return (cell * PASSENGERS + passenger) * DESTINATIONS + destination;
  }

  private static void addMoves(FiniteMdpBuilder builder, int cell, int passenger, int destination) {
    int state = state(cell, passenger, destination);
    for (int action = 0; action < MOVES.size(); action++) {
      int next = walled(cell, MOVES.get(action)) ? cell : GRID.step(cell, MOVES.get(action));
      builder.transition(state, action, state(next, passenger, destination), 1, -1);
    }
  }

  private static boolean walled(int cell, Direction direction) {
    return switch (direction) {
      case RIGHT -> WALLED.contains(cell);
      case LEFT -> WALLED.contains(cell - 1);
      case UP, DOWN -> false;
    };
  }

  private static void addPickUp(
      FiniteMdpBuilder builder, int cell, int passenger, int destination) {
    int state = state(cell, passenger, destination);
    if (passenger != IN_TAXI && MARKED.get(passenger) == cell) {
      builder.transition(state, PICK_UP, state(cell, IN_TAXI, destination), 1, -1);
    } else {
      builder.transition(state, PICK_UP, state, 1, -10);
    }
  }

  private static void addDropOff(
      FiniteMdpBuilder builder, int cell, int passenger, int destination) {
    int state = state(cell, passenger, destination);
    int mark = MARKED.indexOf(cell);
    if (passenger != IN_TAXI || mark < 0) {
      builder.transition(state, DROP_OFF, state, 1, -10);
    } else if (mark == destination) {
      builder.transition(state, DROP_OFF, state(cell, mark, destination), 1, 20, true);
    } else {
      builder.transition(state, DROP_OFF, state(cell, mark, destination), 1, -1);
    }
  }
}
