package io.belay.worker;

import io.belay.v1.BlockOffer;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The blocks sampled for the current iteration, kept until the next so that they can be offered
 * again to a learner that lost them.
 *
 * <p>Bounded by the blocks that the worker holds. Not thread-safe.
 */
final class Outbox {
  private final TreeMap<Integer, BlockOffer> offers = new TreeMap<>();
  private final TreeSet<Integer> unsent = new TreeSet<>();

  /** Blocks sent and not answered, by the number of their sending. */
  private final Map<Integer, Long> unanswered = new TreeMap<>();

  private long sendings;
  private long sendingsAtLastCheck;

  /** Forgets everything: another iteration begins. */
  void clear() {
    offers.clear();
    unsent.clear();
    unanswered.clear();
  }

  void add(int block, BlockOffer offer) {
    offers.put(block, offer);
    unsent.add(block);
  }

  boolean has(int block) {
    return offers.containsKey(block);
  }

  /** Marks every block as unsent: the learner may have lost them all. */
  void offerAllAgain() {
    unanswered.clear();
    unsent.addAll(offers.keySet());
  }

  /**
   * Sends unsent blocks in block order until one is not taken.
   *
   * @param counters is told what was sent and what was not
   */
  void flush(Predicate<BlockOffer> send, SamplingCounters counters) {
    send(send, counters);
    counters.outbox(offers.isEmpty() ? 0 : (double) unsent.size() / offers.size());
  }

  private void send(Predicate<BlockOffer> send, SamplingCounters counters) {
    for (Iterator<Integer> blocks = unsent.iterator(); blocks.hasNext(); ) {
      int block = blocks.next();
      @Nullable BlockOffer offer = offers.get(block);
      if (offer != null) {
        if (!send.test(offer)) {
          return;
        }
        counters.offered(offer.getSerializedSize());
      }
      blocks.remove();
      unanswered.put(block, ++sendings);
    }
  }

  void answered(int block) {
    unanswered.remove(block);
  }

  void remove(int block) {
    offers.remove(block);
    unsent.remove(block);
    unanswered.remove(block);
  }

  /** Whether a block that had been sent when this was last asked is still unanswered. */
  boolean overdue() {
    long before = sendingsAtLastCheck;
    sendingsAtLastCheck = sendings;
    return unanswered.values().stream().anyMatch(sending -> sending <= before);
  }
}
