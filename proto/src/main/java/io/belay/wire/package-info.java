/** The codec between domain types and the generated messages of {@code belay.v1}. */
@NullMarked
package io.belay.wire;

import org.jspecify.annotations.NullMarked;
