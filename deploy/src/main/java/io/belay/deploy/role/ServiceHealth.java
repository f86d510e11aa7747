package io.belay.deploy.role;

import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.util.List;

/**
 * The services by which a server's state and calls are found out: {@code grpc.health.v1} and
 * reflection. A role is serving while it is active in this process, and not while it stands by.
 */
final class ServiceHealth {
  private final HealthStatusManager manager = new HealthStatusManager();
  private final String service;

  /**
   * Health of a server that stands by.
   *
   * @param service full name of the role's service
   */
  ServiceHealth(String service) {
    this.service = service;
    standsBy();
  }

  List<BindableService> services() {
    return List.of(manager.getHealthService(), ProtoReflectionServiceV1.newInstance());
  }

  void active() {
    set(ServingStatus.SERVING);
  }

  void standsBy() {
    set(ServingStatus.NOT_SERVING);
  }

  private void set(ServingStatus status) {
    manager.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    manager.setStatus(service, status);
  }
}
