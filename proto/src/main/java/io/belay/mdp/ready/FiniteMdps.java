package io.belay.mdp.ready;

import io.belay.error.BelayException;
import io.belay.mdp.FiniteMdp;
import io.belay.mdp.FiniteMdpJson;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finite MDPs by name, the same on every worker and learner.
 *
 * <p>A name is a word of its own, such as {@code Taxi-v4}, or a family and its arguments, such as
 * {@code chain:20}.
 */
public final class FiniteMdps {
  private static final Pattern SIZE = Pattern.compile("(\\d+)x(\\d+)(?:,(.+))?");

  private FiniteMdps() {}

  /** A word of its own. */
  private enum Named {
    FROZEN_LAKE("FrozenLake-v1"),
    FROZEN_LAKE_8X8("FrozenLake8x8-v1"),
    CLIFF_WALKING("CliffWalking-v1"),
    CLIFF_WALKING_SLIPPERY("CliffWalkingSlippery-v1"),
    TAXI("Taxi-v4"),
    TREE("tree");

    private final String id;

    Named(String id) {
      this.id = id;
    }

    private FiniteMdp create() {
      return switch (this) {
        case FROZEN_LAKE -> FrozenLake.small(true);
        case FROZEN_LAKE_8X8 -> FrozenLake.large(true);
        case CLIFF_WALKING -> CliffWalking.of(false);
        case CLIFF_WALKING_SLIPPERY -> CliffWalking.of(true);
        case TAXI -> Taxi.create();
        case TREE -> TreeMdp.create();
      };
    }

    private Optional<GridLayout> layout() {
      return switch (this) {
        case FROZEN_LAKE -> Optional.of(FrozenLake.smallLayout());
        case FROZEN_LAKE_8X8 -> Optional.of(FrozenLake.largeLayout());
        case CLIFF_WALKING, CLIFF_WALKING_SLIPPERY -> Optional.of(CliffWalking.layout());
        case TAXI, TREE -> Optional.empty();
      };
    }
  }

  /** A family: what comes before the colon. */
  private enum Family {
    CHAIN("chain:", "H", "the chain of H + 2 states on which gradients vanish"),
    GARNET("garnet:", "STATES,ACTIONS,BRANCHING,SEED", "a random MDP without structure"),
    GRIDWORLD("gridworld:", "ROWSxCOLUMNS[,SLIP]", "cells to be crossed from corner to corner"),
    FILE("mdp:", "FILE", "a finite MDP of your own, read from JSON");

    private final String prefix;
    private final String arguments;
    private final String meaning;

    Family(String prefix, String arguments, String meaning) {
      this.prefix = prefix;
      this.arguments = arguments;
      this.meaning = meaning;
    }

    private FiniteMdp create(String id) {
      String text = id.substring(prefix.length());
      return switch (this) {
        case CHAIN -> ChainMdp.of(whole(id, text));
        case GARNET -> {
          String[] words = text.split(",", -1);
          if (words.length != 4) {
            throw unreadable(id);
          }
          yield Garnet.of(
              whole(id, words[0]), whole(id, words[1]), whole(id, words[2]), seed(id, words[3]));
        }
        case GRIDWORLD -> {
          Matcher size = size(id, text);
          String slip = size.group(3);
          yield GridWorld.of(
              whole(id, size.group(1)),
              whole(id, size.group(2)),
              slip == null ? 0 : real(id, slip));
        }
        case FILE -> FiniteMdpJson.read(path(id, text));
      };
    }

    private Optional<GridLayout> layout(String id) {
      if (this != GRIDWORLD) {
        return Optional.empty();
      }
      Matcher size = size(id, id.substring(prefix.length()));
      return Optional.of(GridWorld.layout(whole(id, size.group(1)), whole(id, size.group(2))));
    }

    private Matcher size(String id, String text) {
      Matcher size = SIZE.matcher(text);
      if (!size.matches()) {
        throw unreadable(id);
      }
      return size;
    }

    private int whole(String id, String word) {
      try {
        return Integer.parseInt(word);
      } catch (NumberFormatException _) {
        throw unreadable(id);
      }
    }

    private long seed(String id, String word) {
      try {
        return Long.parseLong(word);
      } catch (NumberFormatException _) {
        throw unreadable(id);
      }
    }

    private double real(String id, String word) {
      try {
        return Double.parseDouble(word);
      } catch (NumberFormatException _) {
        throw unreadable(id);
      }
    }

    private Path path(String id, String text) {
      try {
        return Path.of(text);
      } catch (InvalidPathException _) {
        throw unreadable(id);
      }
    }

    private BelayException unreadable(String id) {
      return BelayException.invalid(
          "a finite MDP of this family is named %s%s: id=%s".formatted(prefix, arguments, id));
    }
  }

  /**
   * How the members of a family are named.
   *
   * @param form the name with its arguments in capitals, such as {@code chain:H}
   * @param meaning a few words
   */
  public record FamilyName(String form, String meaning) {}

  /** The names that stand for one MDP each. */
  public static List<String> ids() {
    return List.of(Named.values()).stream().map(named -> named.id).toList();
  }

  /** The families. */
  public static List<FamilyName> families() {
    return List.of(Family.values()).stream()
        .map(family -> new FamilyName(family.prefix + family.arguments, family.meaning))
        .toList();
  }

  /**
   * The MDP of a name.
   *
   * @throws BelayException INVALID_REQUEST where the name is unknown, its arguments are wrong or
   *     its file is
   */
  public static FiniteMdp byId(String id) {
    return find(id)
        .orElseThrow(() ->
            BelayException.invalid(
                "no such finite MDP: id=%s; known: %s, %s"
                    .formatted(
                        id,
                        String.join(", ", ids()),
                        String.join(", ", families().stream().map(FamilyName::form).toList()))));
  }

  /**
   * The MDP of a name, empty where the name is none of a finite MDP.
   *
   * @throws BelayException INVALID_REQUEST where it is of a family but its arguments or its file
   *     are wrong
   */
  public static Optional<FiniteMdp> find(String id) {
    for (Named named : Named.values()) {
      if (named.id.equals(id)) {
        return Optional.of(named.create());
      }
    }
    for (Family family : Family.values()) {
      if (id.startsWith(family.prefix)) {
        return Optional.of(family.create(id));
      }
    }
    return Optional.empty();
  }

  /**
   * How the MDP of a name is drawn; empty where its states are no cells of a grid, or the name is
   * none of a finite MDP.
   *
   * @throws BelayException INVALID_REQUEST where it is of a family but its arguments are wrong
   */
  public static Optional<GridLayout> layout(String id) {
    for (Named named : Named.values()) {
      if (named.id.equals(id)) {
        return named.layout();
      }
    }
    for (Family family : Family.values()) {
      if (id.startsWith(family.prefix)) {
        return family.layout(id);
      }
    }
    return Optional.empty();
  }
}
