/** How runs of real processes speed up with workers, and what their idle ratios show of it. */
@NullMarked
package io.belay.deploy.scaling;

import org.jspecify.annotations.NullMarked;
