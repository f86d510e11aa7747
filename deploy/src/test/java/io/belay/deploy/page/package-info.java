/** The live page in a browser, while real processes train. */
@NullMarked
package io.belay.deploy.page;

import org.jspecify.annotations.NullMarked;
