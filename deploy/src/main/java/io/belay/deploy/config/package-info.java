/**
 * The configuration of a process with a role of its own: defaults, file, environment and command
 * line laid over one another, and every unknown key refused.
 */
@NullMarked
package io.belay.deploy.config;

import org.jspecify.annotations.NullMarked;
