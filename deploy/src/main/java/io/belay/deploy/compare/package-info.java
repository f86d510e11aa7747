/**
 * Several runs side by side: read from their directories, grouped by recipe, averaged over seeds,
 * and told as lines for a terminal and as one page that needs nothing but itself.
 */
@NullMarked
package io.belay.deploy.compare;

import org.jspecify.annotations.NullMarked;
