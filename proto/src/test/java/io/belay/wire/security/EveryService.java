package io.belay.wire.security;

import io.belay.v1.CoordinatorServiceGrpc;
import io.belay.v1.LearnerServiceGrpc;
import io.belay.v1.RunServiceGrpc;
import io.belay.wire.transport.GrpcAddress;
import io.belay.wire.transport.GrpcTransport;
import io.belay.wire.transport.TransportSettings;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server over TCP with every service that a Belay process offers: Belay's own answer each call
 * and remember that it reached them, health and reflection are gRPC's.
 */
final class EveryService implements AutoCloseable {
  private static final List<ServiceDescriptor> BELAYS =
      List.of(
          CoordinatorServiceGrpc.getServiceDescriptor(),
          LearnerServiceGrpc.getServiceDescriptor(),
          RunServiceGrpc.getServiceDescriptor());

  /** A refusal as the listener was told of it. */
  record Refusal(String call, Status.Code code) {}

  final Queue<String> reached = new ConcurrentLinkedQueue<>();
  final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  private final Server server;

  EveryService(Credentials credentials) {
    List<BindableService> services =
        Stream.concat(
                BELAYS.stream().map(this::remembering),
                Stream.of(
                    new HealthStatusManager().getHealthService(),
                    ProtoReflectionServiceV1.newInstance()))
            .toList();
    try {
      server =
          new GrpcTransport(TransportSettings.defaults(), credentials)
              .server(
                  new GrpcAddress.Tcp("localhost", 0),
                  services,
                  (call, code) -> refusals.add(new Refusal(call, code)))
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  GrpcAddress address() {
    return new GrpcAddress.Tcp("localhost", port());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** Every call of every service. */
  static Stream<MethodDescriptor<?, ?>> calls() {
    return Stream.concat(
            BELAYS.stream(),
            Stream.of(
                HealthGrpc.getServiceDescriptor(), ServerReflectionGrpc.getServiceDescriptor()))
        .flatMap(service -> service.getMethods().stream());
  }

  /** OK where the call was answered, else what it ended with. */
  static <Q, R> Status attempt(Channel channel, MethodDescriptor<Q, R> method) {
    CompletableFuture<Status> outcome = new CompletableFuture<>();
    ClientCall<Q, R> call =
        channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(R message) {
            outcome.complete(Status.OK);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            outcome.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage(method.getRequestMarshaller().parse(new ByteArrayInputStream(new byte[0])));
    call.halfClose();
    Status status = outcome.orTimeout(15, TimeUnit.SECONDS).join();
    call.cancel("seen enough", null);
    return status;
  }

  private BindableService remembering(ServiceDescriptor service) {
    ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service);
    service.getMethods().forEach(method -> add(definition, method));
    return definition::build;
  }

  private <Q, R> void add(
      ServerServiceDefinition.Builder definition, MethodDescriptor<Q, R> method) {
    definition.addMethod(
        method,
        (call, headers) -> {
          reached.add(method.getFullMethodName());
          call.request(1);
          return answering(call, method);
        });
  }

  private static <Q, R> ServerCall.Listener<Q> answering(
      ServerCall<Q, R> call, MethodDescriptor<Q, R> method) {
    return new ServerCall.Listener<>() {
      @Override
      public void onHalfClose() {
        call.sendHeaders(new Metadata());
        call.sendMessage(
            method.getResponseMarshaller().parse(new ByteArrayInputStream(new byte[0])));
        call.close(Status.OK, new Metadata());
      }
    };
  }
}
