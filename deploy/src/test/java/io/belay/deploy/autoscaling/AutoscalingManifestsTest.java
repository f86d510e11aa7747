package io.belay.deploy.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.belay.deploy.monitoring.Tree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The parts of the autoscaling components fit one another. */
class AutoscalingManifestsTest {
  private final Tree autoscaler = AutoscalingManifests.autoscaler();
  private final Tree scaledObject = AutoscalingManifests.scaledObject();
  private final Tree object = autoscaler.at("spec", "metrics").list().getFirst().at("object");
  private final Tree recorded =
      AutoscalingManifests.recordingRules()
          .at("spec", "groups")
          .list()
          .getFirst()
          .at("rules")
          .list()
          .getLast();

  @Test
  void kedaHasTheSameBoundsTargetAndBehaviour() {
    Tree trigger = scaledObject.at("spec", "triggers").list().getFirst();

    assertThat(scaledObject.at("spec", "minReplicaCount"))
        .isEqualTo(autoscaler.at("spec", "minReplicas"));
    assertThat(scaledObject.at("spec", "maxReplicaCount"))
        .isEqualTo(autoscaler.at("spec", "maxReplicas"));
    assertThat(scaledObject.at("spec", "advanced", "horizontalPodAutoscalerConfig", "behavior"))
        .isEqualTo(autoscaler.at("spec", "behavior"));
    assertThat(trigger.at("metricType")).isEqualTo(object.at("target", "type"));
    assertThat(trigger.at("metadata", "threshold")).isEqualTo(object.at("target", "averageValue"));
    assertThat(trigger.at("metadata", "query").text()).contains(recorded.at("record").text());
  }

  @Test
  void adapterServesTheRecordedSeriesUnderTheNameThatIsAskedFor() {
    Tree rule = AutoscalingManifests.adapter().at("rules", "custom").list().getFirst();

    assertThat(rule.at("seriesQuery").text()).startsWith(recorded.at("record").text() + "{");
    assertThat(recorded.at("record").text()).matches(rule.at("name", "matches").text());
    assertThat(rule.at("name", "as")).isEqualTo(object.at("metric", "name"));
    assertThat(recorded.at("labels", "service")).isEqualTo(object.at("describedObject", "name"));
  }

  /** The upper bound is the number of blocks: another worker would hold none. */
  @Test
  void thereAreAtMostAsManyWorkersAsTheRecipeHasBlocks() {
    Config sampling =
        ConfigFactory.parseFile(Path.of("kubernetes", "recipe", "recipe.conf").toFile())
            .getConfig("sampling");

    assertThat(autoscaler.at("spec", "maxReplicas").number())
        .isEqualTo(Math.ceilDiv(sampling.getInt("lanes"), sampling.getInt("block-size")));
  }
}
