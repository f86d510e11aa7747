package io.belay.mdp;

import io.belay.error.BelayException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a JSON document says of a finite MDP, each value of its type, not yet held together. */
final class FiniteMdpDocument {
  private static final List<String> REQUIRED =
      List.of("states", "actions", "startDistribution", "transitions");
  private static final List<String> OPTIONAL =
      List.of(
          "environment",
          "discount",
          "transitionColumns",
          "maxEpisodeSteps",
          "rewardThreshold",
          "gymnasium");
  private static final List<String> COLUMNS =
      List.of("state", "action", "nextState", "probability", "reward", "terminated");
  private static final Comparator<Row> BY_WHAT_FOLLOWS =
      Comparator.comparingInt(Row::state)
          .thenComparingInt(Row::action)
          .thenComparingInt(Row::next)
          .thenComparingDouble(Row::reward)
          .thenComparing(Row::terminated);

  private final String source;
  private final Set<String> keys = new LinkedHashSet<>();
  private final List<Double> start = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private @Nullable String name;
  private int states;
  private int actions;
  private OptionalDouble discount = OptionalDouble.empty();
  private OptionalInt maxEpisodeSteps = OptionalInt.empty();
  private OptionalDouble rewardThreshold = OptionalDouble.empty();

  private record Row(
      int state, int action, int next, double probability, double reward, boolean terminated) {}

  private FiniteMdpDocument(String source) {
    this.source = source;
  }

  /** Reads a whole document. */
  static FiniteMdpDocument read(JsonCursor json) throws IOException {
    FiniteMdpDocument document = new FiniteMdpDocument(json.source());
    json.beginObject();
    for (String key = json.key(); key != null; key = json.key()) {
      document.readValue(key, json);
      document.keys.add(key);
    }
    json.end();
    for (String key : REQUIRED) {
      if (!document.keys.contains(key)) {
        throw BelayException.invalid(
            "the file of a finite MDP has the keys %s: file=%s, missing=%s"
                .formatted(String.join(", ", REQUIRED), json.source(), key));
      }
    }
    return document;
  }

  private void readValue(String key, JsonCursor json) throws IOException {
    switch (key) {
      case "environment" -> name = json.text(key);
      case "states" -> states = json.whole(key);
      case "actions" -> actions = json.whole(key);
      case "discount" -> discount = OptionalDouble.of(json.real(key));
      case "startDistribution" -> readStart(json);
      case "transitionColumns" -> readColumns(json);
      case "transitions" -> readRows(json);
      case "maxEpisodeSteps" -> maxEpisodeSteps = json.wholeOrNull(key);
      case "rewardThreshold" -> rewardThreshold = json.realOrNull(key);
      case "gymnasium" -> json.text(key);
      default ->
          throw BelayException.invalid(
              "the file of a finite MDP has no such key: %s, key=%s; it has %s and may have %s"
                  .formatted(
                      json.place(), key, String.join(", ", REQUIRED), String.join(", ", OPTIONAL)));
    }
  }

  private void readStart(JsonCursor json) throws IOException {
    json.beginList("startDistribution");
    OptionalDouble probability;
    while ((probability = json.realOrEnd("startDistribution[" + start.size() + "]")).isPresent()) {
      start.add(probability.getAsDouble());
    }
  }

  private static void readColumns(JsonCursor json) throws IOException {
    json.beginList("transitionColumns");
    for (String column : COLUMNS) {
      String found = json.text("transitionColumns");
      if (!found.equals(column)) {
        throw BelayException.invalid(
            "the columns of transitions are %s, in this order: %s, found=%s"
                .formatted(COLUMNS, json.place(), found));
      }
    }
    json.endElement("transitionColumns", COLUMNS.size());
  }

  private void readRows(JsonCursor json) throws IOException {
    json.beginList("transitions");
    for (int i = 0; json.beginElement("transitions[" + i + "]"); i++) {
      String row = "transitions[" + i + "]";
      rows.add(
          new Row(
              json.whole(row + ".state"),
              json.whole(row + ".action"),
              json.whole(row + ".nextState"),
              json.real(row + ".probability"),
              json.real(row + ".reward"),
              json.flag(row + ".terminated")));
      json.endElement(row, COLUMNS.size());
    }
  }

  /**
   * The process.
   *
   * @throws BelayException INVALID_REQUEST where there is none
   */
  FiniteMdp build(String defaultName) {
    if (start.size() != states) {
      throw BelayException.invalid(
          "the start distribution has one number a state: file=%s, startDistribution=%d, states=%d"
              .formatted(source, start.size(), states));
    }
    FiniteMdpBuilder builder;
    try {
      builder = new FiniteMdpBuilder(name == null ? defaultName : name, states, actions);
      discount.ifPresent(builder::discount);
      maxEpisodeSteps.ifPresent(builder::maxEpisodeSteps);
      rewardThreshold.ifPresent(builder::rewardThreshold);
      for (int state = 0; state < states; state++) {
        builder.start(state, start.get(state));
      }
    } catch (BelayException e) {
      throw inFile(e, "");
    }
    for (int i = 0; i < rows.size(); i++) {
      addRow(builder, i);
    }
    refuseDuplicates();
    try {
      return builder.build();
    } catch (BelayException e) {
      throw inFile(e, "");
    }
  }

  private void addRow(FiniteMdpBuilder builder, int number) {
    Row row = rows.get(number);
    try {
      builder.transition(
          row.state(), row.action(), row.next(), row.probability(), row.reward(), row.terminated());
    } catch (BelayException e) {
      throw inFile(e, ", transition=" + number);
    }
  }

  private void refuseDuplicates() {
    List<Row> sorted = rows.stream().sorted(BY_WHAT_FOLLOWS).toList();
    for (int i = 1; i < sorted.size(); i++) {
      Row row = sorted.get(i);
      if (BY_WHAT_FOLLOWS.compare(sorted.get(i - 1), row) == 0) {
        throw BelayException.invalid(
            "a transition is listed once; add the probabilities of the two up: file=%s, state=%d, action=%d, nextState=%d, reward=%s, terminated=%s"
                .formatted(
                    source, row.state(), row.action(), row.next(), row.reward(), row.terminated()));
      }
    }
  }

  private BelayException inFile(BelayException broken, String place) {
    return new BelayException(
        broken.category(), "%s, file=%s%s".formatted(broken.getMessage(), source, place), broken);
  }
}
