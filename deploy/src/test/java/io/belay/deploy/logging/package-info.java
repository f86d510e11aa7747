/** Tests of what a process shows of its log. */
@NullMarked
package io.belay.deploy.logging;

import org.jspecify.annotations.NullMarked;
