/** Tests of what a process with a role of its own says of itself. */
@NullMarked
package io.belay.deploy.role;

import org.jspecify.annotations.NullMarked;
