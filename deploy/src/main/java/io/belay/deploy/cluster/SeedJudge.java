package io.belay.deploy.cluster;

import java.time.Duration;
import java.util.List;

/**
 * Decides what a node does about a cluster that has come apart, from how its seed nodes answer.
 *
 * <p>The first seed alone may found a cluster, and a node that was cut off never does while another
 * seed may still be in the old one. Two cases would leave nodes apart for good without more:
 *
 * <ul>
 *   <li><b>Nobody founds.</b> The first seed was downed because the others crashed, and looks for
 *       them; they start again and look for the first seed. So it founds after all, once every
 *       other seed has shown for {@link #PATIENCE} on end that it has no cluster to join: nobody
 *       listens there, or somebody who does not let it in.
 *   <li><b>Two were founded.</b> The first seed was started afresh out of sight of the rest. So a
 *       node that is alone in its cluster gives it up once an earlier seed has listened for {@link
 *       #PATIENCE} without being a member, and looks for that one's.
 * </ul>
 *
 * <p>Pure: the looks and their time come from outside. Used by one thread.
 */
final class SeedJudge {
  /** Longer than a start takes from listening to membership. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What to do. */
  enum Verdict {
    /** Go on. */
    STAY,
    /** Look for the cluster with oneself among the seeds. */
    FOUND,
    /** Leave this cluster and look for the other one. */
    YIELD
  }

  /**
   * What a node sees.
   *
   * @param member whether it is in a cluster
   * @param alone whether it is the only member
   * @param cutOff whether it looks for a cluster without being a seed itself, because it was downed
   * @param earlier answers of the seeds before it in the list; all of them where it is not in it
   * @param later answers of those behind it
   */
  record Sight(
      boolean member,
      boolean alone,
      boolean cutOff,
      List<SeedAnswer> earlier,
      List<SeedAnswer> later) {
    private boolean mayFound() {
      return !member && cutOff && earlier.isEmpty() && !later.contains(SeedAnswer.SILENT);
    }

    private boolean mayYield() {
      return member && alone && earlier.contains(SeedAnswer.LISTENS);
    }
  }

  private long foundSince = Long.MAX_VALUE;
  private long yieldSince = Long.MAX_VALUE;

  /**
   * Takes a look into account.
   *
   * @param now of a clock that never goes backwards, in nanoseconds
   */
  Verdict judge(Sight sight, long now) {
    foundSince = sight.mayFound() ? Math.min(foundSince, now) : Long.MAX_VALUE;
    yieldSince = sight.mayYield() ? Math.min(yieldSince, now) : Long.MAX_VALUE;
    if (lasts(foundSince, now)) {
      return Verdict.FOUND;
    }
    return lasts(yieldSince, now) ? Verdict.YIELD : Verdict.STAY;
  }

  private static boolean lasts(long since, long now) {
    return since != Long.MAX_VALUE && now - since >= PATIENCE.toNanos();
  }
}
