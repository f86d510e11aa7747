package io.belay.deploy.cluster;

import static io.belay.deploy.cluster.SeedAnswer.LISTENS;
import static io.belay.deploy.cluster.SeedAnswer.REFUSES;
import static io.belay.deploy.cluster.SeedAnswer.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.cluster.SeedJudge.Sight;
import io.belay.deploy.cluster.SeedJudge.Verdict;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who founds a cluster anew, and who gives one up. Patience is 10 s. */
class SeedJudgeTest {
  private final SeedJudge judge = new SeedJudge();

  @Test
  void theFirstSeedFoundsOnceTheOthersHaveHadNoClusterForLong() {
    Sight downOrNotLettingIn = cutOff(List.of(), List.of(REFUSES, LISTENS));

    assertThat(at(0, downOrNotLettingIn)).isEqualTo(Verdict.STAY);
    assertThat(at(9, downOrNotLettingIn)).isEqualTo(Verdict.STAY);
    assertThat(at(10, downOrNotLettingIn)).isEqualTo(Verdict.FOUND);
  }

  @Test
  void aSilentSeedMayBeInTheOldClusterSoThatNobodyFounds() {
    Sight oneIsSilent = cutOff(List.of(), List.of(REFUSES, SILENT));

    assertThat(at(0, oneIsSilent)).isEqualTo(Verdict.STAY);
    assertThat(at(1000, oneIsSilent)).isEqualTo(Verdict.STAY);
  }

  @Test
  void patienceBeginsAnewWithEachSilence() {
    Sight allDown = cutOff(List.of(), List.of(REFUSES));

    at(0, allDown);
    at(9, cutOff(List.of(), List.of(SILENT)));

    assertThat(at(18, allDown)).isEqualTo(Verdict.STAY);
    assertThat(at(28, allDown)).isEqualTo(Verdict.FOUND);
  }

  @Test
  void noOtherThanTheFirstSeedFounds() {
    Sight second = cutOff(List.of(REFUSES), List.of(REFUSES));

    at(0, second);
    assertThat(at(1000, second)).isEqualTo(Verdict.STAY);
  }

  /** Pekko itself founds where the first seed starts for the first time. */
  @Test
  void aNodeThatWasNeverCutOffIsLeftToLook() {
    Sight starting = new Sight(false, false, false, List.of(), List.of(REFUSES));

    at(0, starting);
    assertThat(at(1000, starting)).isEqualTo(Verdict.STAY);
  }

  @Test
  void aLoneNodeYieldsToAnEarlierSeedThatListensOutsideItsCluster() {
    Sight lone = alone(List.of(LISTENS), List.of());

    assertThat(at(0, lone)).isEqualTo(Verdict.STAY);
    assertThat(at(10, lone)).isEqualTo(Verdict.YIELD);
  }

  /** Else two lone nodes would both give up and look for one another. */
  @Test
  void aLoneNodeDoesNotYieldToALaterSeed() {
    Sight lone = alone(List.of(), List.of(LISTENS));

    at(0, lone);
    assertThat(at(1000, lone)).isEqualTo(Verdict.STAY);
  }

  @Test
  void aNodeWithCompanyStays() {
    Sight together = new Sight(true, false, false, List.of(LISTENS), List.of());

    at(0, together);
    assertThat(at(1000, together)).isEqualTo(Verdict.STAY);
  }

  @Test
  void aLoneNodeWhoseEarlierSeedsAreDownStays() {
    Sight lone = alone(List.of(REFUSES, SILENT), List.of());

    at(0, lone);
    assertThat(at(1000, lone)).isEqualTo(Verdict.STAY);
  }

  private Verdict at(long seconds, Sight sight) {
    return judge.judge(sight, TimeUnit.SECONDS.toNanos(seconds));
  }

  private static Sight cutOff(List<SeedAnswer> earlier, List<SeedAnswer> later) {
    return new Sight(false, false, true, earlier, later);
  }

  private static Sight alone(List<SeedAnswer> earlier, List<SeedAnswer> later) {
    return new Sight(true, true, false, earlier, later);
  }
}
