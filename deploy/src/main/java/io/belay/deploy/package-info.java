/** The {@code belay} command and how the parts are put together. */
@NullMarked
package io.belay.deploy;

import org.jspecify.annotations.NullMarked;
