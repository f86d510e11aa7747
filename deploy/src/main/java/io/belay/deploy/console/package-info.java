/**
 * What the command shows to the person who typed it: a progress line in place on a terminal, plain
 * lines elsewhere.
 */
@NullMarked
package io.belay.deploy.console;

import org.jspecify.annotations.NullMarked;
