package io.belay.deploy.process;

import io.belay.control.IterationReport;
import io.belay.control.LearnerEvent;
import io.belay.coordinator.CoordinatorActor;
import io.belay.coordinator.CoordinatorSettings;
import io.belay.coordinator.page.PageSettings;
import io.belay.coordinator.run.RunListener;
import io.belay.coordinator.run.Submission;
import io.belay.coordinator.run.SubmitReply;
import io.belay.learner.LearnerActor;
import io.belay.learner.LearnerSettings;
import io.belay.learner.broadcast.PolicyBroadcast;
import io.belay.learner.service.LearnerServiceSettings;
import io.belay.learner.service.OfferedBytes;
import io.belay.wire.security.RefusalListener;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.belay.worker.WorkerActor;
import io.belay.worker.WorkerConfig;
import io.belay.worker.WorkerSettings;
import io.belay.worker.environment.EnvironmentRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** A run with all its roles in this JVM, from the start of the roles to {@link #close()}. */
public final class LocalRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);

  private final RunPlan plan;
  private final Actors actors;
  private final RunWatch watch;
  private final Optional<RunPage> page;
  private final RoleServer coordinatorServer;
  private final RoleServer learnerServer;
  private final ActorRef<CoordinatorActor.Command> coordinator;
  private final List<Role<WorkerActor.Command>> workers = new ArrayList<>();

  private LocalRun(
      RunPlan plan,
      Actors actors,
      RunWatch watch,
      Optional<RunPage> page,
      RoleServer coordinatorServer,
      RoleServer learnerServer,
      ActorRef<CoordinatorActor.Command> coordinator) {
    this.plan = plan;
    this.actors = actors;
    this.watch = watch;
    this.page = page;
    this.coordinatorServer = coordinatorServer;
    this.learnerServer = learnerServer;
    this.coordinator = coordinator;
  }

  /**
   * Starts every role and submits the run.
   *
   * @param actors what the roles live in; ended with the run
   * @param version of Belay, for the metrics
   * @param progress is told every iteration, on the coordinator's thread; must neither block nor
   *     throw
   */
  public static LocalRun start(
      RunPlan plan,
      EnvironmentRegistry environments,
      Actors actors,
      String version,
      Consumer<IterationReport> progress) {
    RunWatch watch = new RunWatch(progress);
    CoordinatorSettings settings =
        CoordinatorSettings.from(RoleSections.ofModules(actors.config()));
    Optional<RunPage> page = openPage(settings, plan, version);
    List<RunListener> listeners = new ArrayList<>();
    page.map(RunPage::listeners).ifPresent(listeners::addAll);
    listeners.add(watch);
    ActorRef<CoordinatorActor.Command> coordinator =
        watch.follow(
            actors.start(
                "coordinator", CoordinatorActor.create(settings, Clock.systemUTC(), listeners)));
    PolicyBroadcast broadcast = new PolicyBroadcast(2 * plan.workers());
    ActorRef<LearnerActor.Command> learner =
        watch.follow(
            actors.start(
                "learner",
                LearnerActor.create(
                    LearnerSettings.of(plan.files(), plan.learnerThreads()),
                    broadcast,
                    learnerEvents(actors, coordinator),
                    System::nanoTime)));
    GrpcTransport transport = new GrpcTransport(TransportSettings.defaults());
    RoleServer coordinatorServer =
        Servers.coordinator(
            transport,
            plan.transport().toListen("coordinator"),
            CoordinatorActor.inbox(coordinator),
            settings.session(),
            List.of(),
            RefusalListener.NONE);
    RoleServer learnerServer =
        Servers.learner(
            transport,
            plan.transport().toListen("learner"),
            message -> learner.tell(new LearnerActor.Arrived(message)),
            broadcast,
            LearnerServiceSettings.defaults(),
            List.of(),
            new OfferedBytes(),
            RefusalListener.NONE);
    coordinator.tell(
        new CoordinatorActor.AttachLearner(
            learner,
            command -> learner.tell(new LearnerActor.Directed(command)),
            learnerServer.address().toString()));
    LocalRun run =
        new LocalRun(plan, actors, watch, page, coordinatorServer, learnerServer, coordinator);
    run.submit();
    run.startWorkers(environments, transport);
    return run;
  }

  /** How the run ends; completed once, whatever happens. */
  public CompletableFuture<RunOutcome> outcome() {
    return watch.outcome();
  }

  /** Where the page, metrics and health are served, where they are; waits until they are. */
  public Optional<InetSocketAddress> page() {
    return page.map(RunPage::address);
  }

  /** Asks the run to stop; its outcome tells when it has. */
  public void stop(String reason) {
    coordinator.tell(
        new CoordinatorActor.StopRun(plan.runId(), reason, actors.system().ignoreRef()));
  }

  /** Ends the workers, then the other roles, then what they spoke through. */
  @Override
  public void close() {
    workers.forEach(worker -> worker.actor().tell(new WorkerActor.DrainWorker("the run is over")));
    CompletableFuture<Void> gone =
        CompletableFuture.allOf(
            workers.stream().map(Role::ended).toArray(CompletableFuture[]::new));
    gone.exceptionally(failed -> null)
        .completeOnTimeout(null, 2 * DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    actors.close();
    learnerServer.close();
    coordinatorServer.close();
    page.ifPresent(RunPage::close);
  }

  private void submit() {
    SubmitReply reply =
        Actors.await(
            AskPattern.<CoordinatorActor.Command, SubmitReply>ask(
                    coordinator,
                    replyTo ->
                        new CoordinatorActor.SubmitRun(
                            new Submission(plan.runId(), plan.recipe(), plan.workers()), replyTo),
                    PATIENCE,
                    actors.system().scheduler())
                .toCompletableFuture());
    switch (reply) {
      case SubmitReply.Accepted unused -> {}
      case SubmitReply.Refused refused ->
          watch.outcome().complete(new RunOutcome.Failed(refused.message()));
    }
  }

  private void startWorkers(EnvironmentRegistry environments, GrpcTransport transport) {
    int slots = Math.ceilDiv(plan.recipe().sampling().blocks(), plan.workers());
    EnvironmentRegistry offered = environments.with(List.of(plan.recipe().environment().id()));
    for (int i = 1; i <= plan.workers(); i++) {
      String name = "worker-" + i;
      WorkerSettings settings =
          WorkerConfig.read(
                  RoleSections.ofModules(actors.config()).getConfig("belay.worker"),
                  name,
                  slots,
                  List.of(coordinatorServer.address()))
              .withDrainTimeout(DRAIN_TIMEOUT);
      Role<WorkerActor.Command> worker =
          actors.start(name, WorkerActor.create(settings, offered, transport));
      watch.follow(worker);
      workers.add(worker);
    }
  }

  private static ActorRef<LearnerEvent> learnerEvents(
      Actors actors, ActorRef<CoordinatorActor.Command> coordinator) {
    return Actors.await(
        AskPattern.<CoordinatorActor.Command, ActorRef<LearnerEvent>>ask(
                coordinator,
                CoordinatorActor.LearnerEventsWanted::new,
                PATIENCE,
                actors.system().scheduler())
            .toCompletableFuture());
  }

  private static Optional<RunPage> openPage(
      CoordinatorSettings settings, RunPlan plan, String version) {
    PageSettings page = settings.page();
    return plan.port().isEmpty()
        ? Optional.empty()
        : Optional.of(
            RunPage.open(
                new PageSettings(page.host(), plan.port().getAsInt(), page.requestTimeout()),
                version));
  }
}
