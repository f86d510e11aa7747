package io.belay.mdp.ready;

/**
 * A rectangle of cells, numbered row by row, with a wall around it: a step against the wall goes
 * nowhere.
 */
record Grid(int rows, int columns) {

  int cells() {
    return rows * columns;
  }

  /** The cell that a step leads to. */
  int step(int cell, Direction direction) {
    int row = Math.clamp(cell / columns + direction.down, 0, rows - 1);
    int column = Math.clamp(cell % columns + direction.right, 0, columns - 1);
    return row * columns + column;
  }

  /** A step to a neighbour. */
  enum Direction {
    LEFT(0, -1),
    DOWN(1, 0),
    RIGHT(0, 1),
    UP(-1, 0);

    private final int down;
    private final int right;

    Direction(int down, int right) {
      this.down = down;
      this.right = right;
    }

    /** The next in the order of declaration, counter-clockwise. */
    Direction next() {
      return values()[(ordinal() + 1) % 4];
    }

    /** The one before it. */
    Direction previous() {
      return values()[(ordinal() + 3) % 4];
    }
  }
}
