/**
 * What the shipped recipes reach: the measured table, what it is held against, and its texts in
 * JSON and Markdown.
 */
@NullMarked
package io.belay.deploy.results;

import org.jspecify.annotations.NullMarked;
