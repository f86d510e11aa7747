/** Trains recipes with several seeds each, keeps every run, and gathers what they reached. */
@NullMarked
package io.belay.deploy.measure;

import org.jspecify.annotations.NullMarked;
