/**
 * How every process reads its configuration: all problems at once, no key that nobody knows.
 *
 * <p>A module's {@code reference.conf} lists its keys with meaning, unit and the reason for the
 * default; a record a subtree states the bounds.
 */
@NullMarked
package io.belay.settings;

import org.jspecify.annotations.NullMarked;
