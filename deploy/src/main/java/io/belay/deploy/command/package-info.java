/**
 * The subcommands of {@code belay}: what they take, what they check before anything is started, and
 * their exit status.
 */
@NullMarked
package io.belay.deploy.command;

import org.jspecify.annotations.NullMarked;
