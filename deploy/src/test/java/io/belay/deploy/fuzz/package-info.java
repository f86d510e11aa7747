/**
 * Messages that nobody should send, sent to every service and to remoting's serializer: each is
 * refused and counted, and nothing else happens.
 */
@NullMarked
package io.belay.deploy.fuzz;

import org.jspecify.annotations.NullMarked;
