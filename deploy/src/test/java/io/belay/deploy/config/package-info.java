/** Tests of how a process's settings are put together. */
@NullMarked
package io.belay.deploy.config;

import org.jspecify.annotations.NullMarked;
