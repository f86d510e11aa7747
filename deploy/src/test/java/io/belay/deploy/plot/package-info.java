/** Pictures of what was measured, as SVG for the documentation. */
@NullMarked
package io.belay.deploy.plot;

import org.jspecify.annotations.NullMarked;
