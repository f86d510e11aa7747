package io.belay.trajectory;

/** A sampled block together with where it comes from: what a worker offers and a learner admits. */
public record StampedBlock(BlockStamp stamp, BlockTrajectory trajectory) {}
