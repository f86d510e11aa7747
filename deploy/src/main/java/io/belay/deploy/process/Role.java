package io.belay.deploy.process;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A role that was started in this process.
 *
 * @param name unique within the process
 * @param actor takes its messages
 * @param ended completed when it has ended, with its cause where it failed
 */
public record Role<T>(String name, ActorRef<T> actor, CompletableFuture<Void> ended) {}
