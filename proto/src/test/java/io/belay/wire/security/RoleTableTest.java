package io.belay.wire.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.v1.RunServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every call of every service has a row, and the rows say what they always said. */
class RoleTableTest {

  @Test
  void aNewCallWithoutARowIsNoticed() throws Exception {
    // Services are found among the generated classes, so that a new one is looked at as well.
    List<ServiceDescriptor> services = services();
    assertThat(services.stream().map(ServiceDescriptor::getName))
        .contains(
            "belay.v1.CoordinatorService",
            "belay.v1.LearnerService",
            "belay.v1.RunService",
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection");

    assertThat(calls(services).filter(call -> RoleTable.allowed(call).isEmpty()))
        .as("calls that nobody may make: give each a row in RoleTable")
        .isEmpty();
  }

  @Test
  void theTableSaysWhoMayCallWhat() throws Exception {
    var table = new TreeMap<String, Set<Role>>();
    calls(services()).forEach(call -> table.put(call, RoleTable.allowed(call)));

    Set<Role> worker = EnumSet.of(Role.WORKER);
    Set<Role> operator = EnumSet.of(Role.OPERATOR);
    Set<Role> probes = EnumSet.of(Role.OPERATOR, Role.COORDINATOR);
    var expected = new TreeMap<String, Set<Role>>();
    expected.put("belay.v1.CoordinatorService/Session", worker);
    expected.put("belay.v1.LearnerService/FetchCarry", worker);
    expected.put("belay.v1.LearnerService/FetchCheckpoint", EnumSet.of(Role.LEARNER));
    expected.put("belay.v1.LearnerService/OfferBlocks", worker);
    expected.put("belay.v1.LearnerService/SubscribePolicy", worker);
    expected.put("belay.v1.RunService/GetStatus", operator);
    expected.put("belay.v1.RunService/StopRun", operator);
    expected.put("belay.v1.RunService/SubmitRun", operator);
    expected.put("grpc.health.v1.Health/Check", probes);
    expected.put("grpc.health.v1.Health/Watch", probes);
    expected.put("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", operator);
    assertThat(table).isEqualTo(expected);
  }

  @Test
  void aCallThatIsNotInTheTableIsNobodys() {
    assertThat(RoleTable.allowed("belay.v1.RunService/DeleteEverything")).isEmpty();
  }

  private static Stream<String> calls(List<ServiceDescriptor> services) {
    return services.stream()
        .flatMap(service -> service.getMethods().stream())
        .map(MethodDescriptor::getFullMethodName);
  }

  private static List<ServiceDescriptor> services()
      throws IOException, ReflectiveOperationException, URISyntaxException {
    List<ServiceDescriptor> services = new ArrayList<>();
    services.add(HealthGrpc.getServiceDescriptor());
    services.add(ServerReflectionGrpc.getServiceDescriptor());
    Path generated =
        Path.of(RunServiceGrpc.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("io/belay/v1");
    try (Stream<Path> files = Files.list(generated)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith("Grpc.class")) {
          Class<?> type = Class.forName("io.belay.v1." + name.replace(".class", ""));
          services.add((ServiceDescriptor) type.getMethod("getServiceDescriptor").invoke(null));
        }
      }
    }
    return services;
  }
}
