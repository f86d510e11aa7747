/** Environments that break the contract of the SPI, each in one way. */
@NullMarked
package io.belay.deploy.faulty;

import org.jspecify.annotations.NullMarked;
