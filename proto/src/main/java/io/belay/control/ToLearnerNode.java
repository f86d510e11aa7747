package io.belay.control;

/** What the active coordinator tells the active learner, wherever in the cluster both are. */
public sealed interface ToLearnerNode {

  /**
   * A command for one learner: another one, to which it was not addressed, leaves it alone.
   *
   * @param learnerId the learner as it introduced itself
   */
  record Directed(String learnerId, LearnerCommand command) implements ToLearnerNode {}

  /**
   * Keep this book, unless a newer one is kept already; answered with {@link
   * FromLearnerNode.BookKept} and the revision that is kept then.
   */
  record KeepBook(RunBook book) implements ToLearnerNode {}

  /** Tell all that is known; answered with {@link FromLearnerNode.State}. */
  record StateWanted() implements ToLearnerNode {}
}
