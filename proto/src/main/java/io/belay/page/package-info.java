/**
 * What every page that Belay shows or writes is made of: the charting library, a page's own script
 * and style, and the content security policy that allows these and nothing else.
 */
@NullMarked
package io.belay.page;

import org.jspecify.annotations.NullMarked;
