package io.belay.recipe;

/** Rule that turns a gradient into a step. */
public enum OptimizerKind {
  /** Kingma and Ba, <a href="https://arxiv.org/abs/1412.6980">Adam</a>, algorithm 1. */
  ADAM,
  /** Stochastic gradient descent, with momentum where that is above 0. */
  SGD,
  /**
   * The gradient over the root of its running mean square: Tieleman and Hinton 2012, Lecture 6.5,
   * RMSProp, Neural Networks for Machine Learning.
   */
  RMSPROP
}
