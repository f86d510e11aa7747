/**
 * Where log events go: everything that matters to the run's {@code belay.log}, warnings as one line
 * to the terminal.
 */
@NullMarked
package io.belay.deploy.logging;

import org.jspecify.annotations.NullMarked;
