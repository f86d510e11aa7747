/**
 * The numeric primitives that worker and learner must compute alike: dense layers, their gradients,
 * element-wise functions, sums of squares and Adam. Every element of a result is one chain of
 * exactly rounded operations in a documented order, so that plain loops, every vector width and
 * every processor give the same bits, and a row's result never depends on the rows beside it.
 */
@NullMarked
package io.belay.kernel;

import org.jspecify.annotations.NullMarked;
