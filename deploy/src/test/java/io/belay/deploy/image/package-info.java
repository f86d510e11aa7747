/**
 * What the container image is made of: that its two builds describe one image, that it and the
 * launcher start Java alike, and that its Java runtime has the modules that the jars need.
 */
@NullMarked
package io.belay.deploy.image;

import org.jspecify.annotations.NullMarked;
