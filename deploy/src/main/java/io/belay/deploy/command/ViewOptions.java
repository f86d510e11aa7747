package io.belay.deploy.command;

import io.belay.deploy.train.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that change how a run is shown and what is kept of it, and nothing of the run. */
final class ViewOptions {
  @Option(
      names = "--table",
      paramLabel = "N",
      arity = "0..1",
      parameterConsumer = Interval.class,
      description =
          "Every N iterations show a table of figures by the names of Stable-Baselines3. Without N: 20 times in the run, and at"
              + " least every 100 000 steps.")
  private @Nullable Integer table;

  @Option(
      names = "--json",
      description =
          "Write an object of JSON a line to standard output, one for each iteration, and nothing else; words go to standard"
              + " error.")
  private boolean json;

  @Option(
      names = "--tensorboard",
      description = "Write event files for TensorBoard to the run directory.")
  private boolean tensorboard;

  /** What is wrong with what was typed, a sentence each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (table != null && table != Interval.SUITABLE && table < 1) {
      problems.add(
          "there is at least one iteration from one table to the next: table="
              + table
              + "; use --table 1 or more");
    }
    if (table != null && json) {
      problems.add(
          "standard output is for people or for programs: --table, --json; use one of the two");
    }
    return problems;
  }

  RunView view() {
    RunView.Form form =
        json
            ? new RunView.Form.Json()
            : table == null
                ? new RunView.Form.Line()
                : new RunView.Form.Table(
                    table == Interval.SUITABLE ? OptionalInt.empty() : OptionalInt.of(table));
    return new RunView(form, tensorboard);
  }

  /** Takes a number that follows the option, and leaves anything else, such as a recipe, alone. */
  static final class Interval implements IParameterConsumer {
    /** Stands for an option without a number. */
    static final int SUITABLE = Integer.MIN_VALUE;

    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
      if (arguments.isEmpty() || !arguments.peek().matches("[+-]?\\d+")) {
        option.setValue(SUITABLE);
        return;
      }
      String word = arguments.pop();
      try {
        option.setValue(Integer.valueOf(word));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("a number of iterations is at most 2147483647: " + word);
      }
    }
  }
}
