/** What a watcher of the page is told. */
@NullMarked
package io.belay.coordinator.page.live;

import org.jspecify.annotations.NullMarked;
