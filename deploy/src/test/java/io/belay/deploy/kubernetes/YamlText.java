package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** YAML that Kubernetes reads as it is meant. */
final class YamlText {
  private static final int LARGEST = 16 << 20;

  /**
   * What Kubernetes' parser, which is of YAML 1.1, takes for a flag or a number and YAML 1.2 for a
   * text, or the other way about.
   */
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "(?i:y|n|yes|no|on|off)|[-+]?0[0-9_]+|0o[0-7]+|[-+]?[0-9][0-9_]*_[0-9_]*"
              + "|[-+]?[0-9]+(:[0-5]?[0-9])+|0b[01_]+");

  private YamlText() {}

  /** All documents that are not empty; a key that stands twice in a map is refused. */
  static List<Tree> documents(String text) {
    Iterable<Object> all = new Load(settings()).loadAllFromString(text);
    return StreamSupport.stream(all.spliterator(), false)
        .map(Tree::new)
        .filter(Tree::present)
        .toList();
  }

  /** Scalars without quotes that two versions of YAML read differently. */
  static List<String> ambiguous(String text) {
    List<String> found = new ArrayList<>();
    for (Event event : new Parse(settings()).parseReader(new StringReader(text))) {
      if (event instanceof ScalarEvent scalar
          && scalar.getScalarStyle() == ScalarStyle.PLAIN
          && AMBIGUOUS.matcher(scalar.getValue()).matches()) {
        int line = scalar.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        found.add("line %d: %s".formatted(line, scalar.getValue()));
      }
    }
    return found;
  }

  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setAllowDuplicateKeys(false)
        .setCodePointLimit(LARGEST)
        .setMaxAliasesForCollections(0)
        .build();
  }
}
