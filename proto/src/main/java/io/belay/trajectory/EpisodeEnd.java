package io.belay.trajectory;

/**
 * An episode that ended within a block's fragments.
 *
 * @param lane the lane, numbered over the whole run
 * @param step index t within the fragment of the step that ended it
 * @param episodeReturn undiscounted sum of the episode's rewards, over all fragments it spanned
 * @param length steps of the episode
 * @param terminated true where the MDP ended, false where the episode was truncated
 */
public record EpisodeEnd(
    int lane, int step, double episodeReturn, int length, boolean terminated) {}
