package io.belay.deploy.kubernetes.shape;

import io.belay.deploy.kubernetes.shape.Shape.Model;
import io.belay.deploy.kubernetes.shape.Shape.Structure;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which shape an object has, by its kind. */
public final class ObjectShapes {
  /** The kinds that manifests may have; another one is looked at before it is added here. */
  private static final Map<String, Class<?>> MODELS =
      Map.ofEntries(
          Map.entry("v1 Namespace", V1Namespace.class),
          Map.entry("v1 ConfigMap", V1ConfigMap.class),
          Map.entry("v1 Secret", V1Secret.class),
          Map.entry("v1 Service", V1Service.class),
          Map.entry("v1 ServiceAccount", V1ServiceAccount.class),
          Map.entry("v1 PersistentVolumeClaim", V1PersistentVolumeClaim.class),
          Map.entry("v1 Pod", V1Pod.class),
          Map.entry("apps/v1 Deployment", V1Deployment.class),
          Map.entry("apps/v1 StatefulSet", V1StatefulSet.class),
          Map.entry("batch/v1 Job", V1Job.class),
          Map.entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class),
          Map.entry("autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class));

  /** How objects are named whose kind asks for less than a DNS subdomain. */
  private static final Map<String, Syntax> NAMES =
      Map.of(
          "Namespace", Syntax.DNS_LABEL,
          "Service", Syntax.SERVICE_NAME,
          "StatefulSet", Syntax.STATEFUL_SET_NAME,
          "Job", Syntax.DNS_LABEL);

  private ObjectShapes() {}

  /**
   * What is wrong with an object: fields that its kind does not have or that are missing, types,
   * and the syntax of names, labels, amounts and times. A sentence each, with the path.
   *
   * @param object as YAML has it
   */
  public static List<String> findings(Object object) {
    if (!(object instanceof Map<?, ?> map)) {
      return List.of("an object is a map: " + object);
    }
    String kind = "%s %s".formatted(map.get("apiVersion"), map.get("kind"));
    Object metadata = map.get("metadata");
    Object name = metadata instanceof Map<?, ?> fields ? fields.get("name") : null;
    Structure custom = CustomResources.KINDS.get(kind);
    Class<?> model = MODELS.get(kind);
    if (custom == null && model == null) {
      return List.of("there is no description of this kind: %s, name=%s".formatted(kind, name));
    }
    String path = map.get("kind") + "/" + name;
    List<String> findings =
        new ArrayList<>(ShapeCheck.findings(path, map, custom != null ? custom : new Model(model)));
    if (name instanceof String text) {
      NAMES
          .getOrDefault(String.valueOf(map.get("kind")), Syntax.DNS_SUBDOMAIN)
          .problem(text)
          .ifPresent(problem -> findings.add("%s.metadata.name: %s".formatted(path, problem)));
    } else {
      findings.add(path + ".metadata.name: every object has one");
    }
    if (map.containsKey("status")) {
      findings.add(path + ".status: is the cluster's to write");
    }
    return findings;
  }
}
