package io.belay.deploy.cluster;

import io.belay.deploy.cluster.SeedJudge.Verdict;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import io.belay.wire.transport.GrpcAddress.Tcp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.CoordinatedShutdown.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's place in the cluster: one actor system after the other, each from its joining to its
 * leaving or its being cut off.
 *
 * <p>A node that was downed does not end its process. It ends its actor system and joins anew,
 * itself not among the seeds, so that it never founds a second cluster beside the one that it was
 * cut off from; {@link SeedJudge} says when it may after all. What the process serves by gRPC is
 * there throughout, and says meanwhile that it stands by.
 */
public final class ClusterNode {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

  /** Time between two looks at the cluster. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long an address that the former actor system of this process bound may stay bound. */
  private static final Duration REBIND = Duration.ofSeconds(10);

  private final NodePlan plan;
  private final Tenant tenant;
  private final NodeListener listener;
  private final CompletableFuture<Void> leaveAsked = new CompletableFuture<>();
  private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
  private final CompletableFuture<NodeEnd> ended = new CompletableFuture<>();

  private ClusterNode(NodePlan plan, Tenant tenant, NodeListener listener) {
    this.plan = plan;
    this.tenant = tenant;
    this.listener = listener;
  }

  /** Begins to look for the cluster, on a thread of its own. */
  public static ClusterNode start(NodePlan plan, Tenant tenant, NodeListener listener) {
    ClusterNode node = new ClusterNode(plan, tenant, listener);
    Thread.ofPlatform().daemon().name("belay-cluster").start(node::run);
    return node;
  }

  /** Completed, never exceptionally, when the node's time in the cluster is over. */
  public CompletableFuture<NodeEnd> ended() {
    return ended;
  }

  /**
   * Hands over what is active here, leaves the cluster and ends; {@link #ended()} tells when that
   * is done, {@link #leaveDeadline} at most from now.
   */
  public void leave() {
    leaveAsked.complete(null);
  }

  /**
   * The longest that {@link #leave} may take.
   *
   * @param handOver how long the node's singleton may take to stop
   */
  public static Duration leaveDeadline(Duration handOver) {
    return ClusterConfig.leaveDeadline(handOver);
  }

  private void run() {
    try {
      ended.complete(live());
    } catch (BelayException e) {
      ended.complete(new NodeEnd.Failed(e));
    } catch (RuntimeException | LinkageError e) {
      LOG.error("the node failed", e);
      ended.complete(
          new NodeEnd.Failed(BelayException.fatal("a node of the cluster failed: " + e, e)));
    }
  }

  private NodeEnd live() {
    boolean cutOff = false;
    boolean again = false;
    while (true) {
      List<Tcp> seeds = seeds();
      if (leaveAsked.isDone()) {
        return new NodeEnd.Left();
      }
      Incarnation life = begin(seeds, cutOff, again);
      tenant.moveIn(life.system(), broken::complete);
      Verdict verdict = watch(life);
      if (leaveAsked.isDone()) {
        return new NodeEnd.Left();
      }
      cutOff = verdict != Verdict.FOUND;
      again = true;
      listener.changed(
          cutOff ? "cut off from the cluster, looking for it" : "founding the cluster anew");
    }
  }

  /** Waits for the seed nodes to be known; empty only where this node is asked to leave. */
  private List<Tcp> seeds() {
    long deadline = System.nanoTime() + plan.settings().rejoinTimeout().toNanos();
    List<Tcp> seeds = plan.settings().seeds().resolve();
    while (seeds.isEmpty() && !pause()) {
      if (System.nanoTime() - deadline > 0) {
        throw notFound("the name of the seed nodes has too few addresses");
      }
      seeds = plan.settings().seeds().resolve();
    }
    return seeds;
  }

  private Incarnation begin(List<Tcp> seeds, boolean cutOff, boolean again) {
    long deadline = System.nanoTime() + REBIND.toNanos();
    while (true) {
      try {
        return Incarnation.begin(plan, seeds, cutOff, listener);
      } catch (BelayException e) {
        boolean passing = again && e.category() == ErrorCategory.INVALID_REQUEST;
        if (!passing || System.nanoTime() - deadline > 0 || pause()) {
          throw e;
        }
      }
    }
  }

  /**
   * Follows an actor system to its end.
   *
   * @return FOUND where the next one may found the cluster, otherwise anything
   */
  private Verdict watch(Incarnation life) {
    // One for all looks: each would stay with what it is made of, which lives as long as the node.
    CompletableFuture<Object> change = CompletableFuture.anyOf(life.ended(), leaveAsked, broken);
    Verdict verdict = Verdict.STAY;
    while (!awaitChange(change)) {
      verdict = life.look(System.nanoTime());
      if (verdict != Verdict.STAY) {
        end(life, CoordinatedShutdown.unknownReason());
        return verdict;
      }
    }
    if (broken.isDone()) {
      end(life, CoordinatedShutdown.unknownReason());
      throw asFailure(broken.join());
    }
    if (leaveAsked.isDone()) {
      end(life, CoordinatedShutdown.clusterLeavingReason());
      return verdict;
    }
    refuseToGoOn(life.reason().orElseGet(CoordinatedShutdown::unknownReason));
    return verdict;
  }

  /** Waits a little; true where the system has ended or is to end. */
  private static boolean awaitChange(CompletableFuture<Object> change) {
    try {
      change.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException nothingNew) {
      return false;
    } catch (ExecutionException | InterruptedException e) {
      throw BelayException.fatal("the watch over a node is not disturbed: " + e, e);
    }
  }

  private void end(Incarnation life, Reason reason) {
    life.leave(reason);
    try {
      life.ended().get(leaveDeadline(plan.handOver()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw BelayException.fatal(
          "a node leaves in time; what it held is taken over after a fail-over: waited="
              + leaveDeadline(plan.handOver()),
          e);
    } catch (ExecutionException | InterruptedException e) {
      throw BelayException.fatal("the end of a node is not disturbed: " + e, e);
    }
  }

  /** A node that was downed joins anew; for all other ends the process ends. */
  private void refuseToGoOn(Reason reason) {
    if (reason.equals(CoordinatedShutdown.clusterJoinUnsuccessfulReason())) {
      throw notFound("none of the seed nodes lets this node in");
    }
    if (reason.equals(CoordinatedShutdown.incompatibleConfigurationDetectedReason())) {
      throw BelayException.invalid(
          "the nodes of a cluster are configured alike; see the log for the key, and start all with one version of Belay");
    }
    if (!reason.equals(CoordinatedShutdown.clusterDowningReason())) {
      throw BelayException.fatal(
          "remoting works as long as the node lives; see its log: " + reason);
    }
  }

  private BelayException notFound(String what) {
    return BelayException.fatal(
        "%s: rejoin-timeout=%s, seeds=%s; start a node of belay.cluster.seed-nodes, the first of them first"
            .formatted(what, plan.settings().rejoinTimeout(), plan.settings().seeds()));
  }

  /** The rule that was broken, where one of the causes states it. */
  private static BelayException asFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BelayException stated) {
        return stated;
      }
    }
    return BelayException.fatal(
        "what was active on this node failed; see its log: " + failure, failure);
  }

  /** Waits for the next look; true where this node is asked to leave. */
  private boolean pause() {
    try {
      leaveAsked.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goOn) {
      return false;
    } catch (ExecutionException | InterruptedException e) {
      throw BelayException.fatal("the start of a node is not disturbed: " + e, e);
    }
  }
}
