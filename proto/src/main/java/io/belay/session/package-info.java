/**
 * What a worker and its coordinator say to each other for as long as the worker's session lives.
 *
 * <p>Plain records; {@code io.belay.wire} turns them into {@code belay.v1} messages.
 */
@NullMarked
package io.belay.session;

import org.jspecify.annotations.NullMarked;
