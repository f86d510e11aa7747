package io.belay.deploy.kubernetes.shape;

import io.belay.deploy.kubernetes.shape.Shape.Entries;
import io.belay.deploy.kubernetes.shape.Shape.Items;
import io.belay.deploy.kubernetes.shape.Shape.Port;
import io.belay.deploy.kubernetes.shape.Shape.Text;
import io.belay.deploy.kubernetes.shape.Shape.Whole;
import io.belay.deploy.kubernetes.shape.Shape.Word;
import io.kubernetes.client.openapi.models.V1Capabilities;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapVolumeSource;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1DeploymentStrategy;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1IPBlock;
import io.kubernetes.client.openapi.models.V1JobSpec;
import io.kubernetes.client.openapi.models.V1KeyToPath;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1LabelSelectorRequirement;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPort;
import io.kubernetes.client.openapi.models.V1NetworkPolicySpec;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimSpec;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudgetSpec;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1SeccompProfile;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretVolumeSource;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1ServiceSpec;
import io.kubernetes.client.openapi.models.V1StatefulSetSpec;
import io.kubernetes.client.openapi.models.V1StatefulSetUpdateStrategy;
import io.kubernetes.client.openapi.models.V1Toleration;
import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubernetes.client.openapi.models.V2CrossVersionObjectReference;
import io.kubernetes.client.openapi.models.V2HPAScalingPolicy;
import io.kubernetes.client.openapi.models.V2HPAScalingRules;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerSpec;
import io.kubernetes.client.openapi.models.V2MetricSpec;
import io.kubernetes.client.openapi.models.V2MetricTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the API server asks of fields beyond the type that the client's models give them. */
final class FieldSyntax {
  private static final Text LABEL = new Text(Syntax.DNS_LABEL);
  private static final Text SUBDOMAIN = new Text(Syntax.DNS_SUBDOMAIN);
  private static final Entries LABELS =
      new Entries(Syntax.QUALIFIED_NAME, new Text(Syntax.LABEL_VALUE));
  private static final Word PROTOCOL = Word.of("TCP", "UDP", "SCTP");
  private static final Whole SECONDS = new Whole(1, Integer.MAX_VALUE);

  private static final Map<Class<?>, Map<String, Shape>> TABLE = new HashMap<>();

  static {
    metadata();
    pods();
    containers();
    workloads();
    network();
    scaling();
    storage();
  }

  private FieldSyntax() {}

  /** What a field of a model must keep to; empty where its type says all. */
  static Optional<Shape> of(Class<?> model, String field) {
    return Optional.ofNullable(TABLE.getOrDefault(model, Map.of()).get(field));
  }

  private static void metadata() {
    field(V1ObjectMeta.class, "name", SUBDOMAIN);
    field(V1ObjectMeta.class, "namespace", LABEL);
    field(V1ObjectMeta.class, "labels", LABELS);
    field(
        V1ObjectMeta.class,
        "annotations",
        new Entries(Syntax.QUALIFIED_NAME, new Text(Syntax.ANY)));
    field(V1LabelSelector.class, "matchLabels", LABELS);
    field(V1LabelSelectorRequirement.class, "key", new Text(Syntax.QUALIFIED_NAME));
    field(V1LabelSelectorRequirement.class, "values", new Items(new Text(Syntax.LABEL_VALUE)));
    field(
        V1LabelSelectorRequirement.class,
        "operator",
        Word.of("In", "NotIn", "Exists", "DoesNotExist"));
  }

  private static void pods() {
    field(V1PodSpec.class, "restartPolicy", Word.of("Always", "OnFailure", "Never"));
    field(
        V1PodSpec.class,
        "dnsPolicy",
        Word.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"));
    field(V1PodSpec.class, "hostname", LABEL);
    field(V1PodSpec.class, "subdomain", LABEL);
    field(V1PodSpec.class, "serviceAccountName", SUBDOMAIN);
    field(V1PodSpec.class, "priorityClassName", SUBDOMAIN);
    field(V1PodSpec.class, "nodeSelector", LABELS);
    field(V1PodSpec.class, "terminationGracePeriodSeconds", Whole.COUNT);
    field(V1SeccompProfile.class, "type", Word.of("RuntimeDefault", "Localhost", "Unconfined"));
    field(V1Toleration.class, "key", new Text(Syntax.QUALIFIED_NAME));
    field(V1Toleration.class, "operator", Word.of("Exists", "Equal"));
    field(V1Toleration.class, "effect", Word.of("NoSchedule", "PreferNoSchedule", "NoExecute"));
    field(V1Toleration.class, "value", new Text(Syntax.LABEL_VALUE));
    field(V1TopologySpreadConstraint.class, "maxSkew", new Whole(1, Integer.MAX_VALUE));
    field(V1TopologySpreadConstraint.class, "topologyKey", new Text(Syntax.QUALIFIED_NAME));
    field(
        V1TopologySpreadConstraint.class,
        "whenUnsatisfiable",
        Word.of("DoNotSchedule", "ScheduleAnyway"));
    field(
        V1TopologySpreadConstraint.class,
        "matchLabelKeys",
        new Items(new Text(Syntax.QUALIFIED_NAME)));
  }

  private static void containers() {
    field(V1Container.class, "name", LABEL);
    field(V1Container.class, "image", new Text(Syntax.IMAGE));
    field(V1Container.class, "imagePullPolicy", Word.of("Always", "IfNotPresent", "Never"));
    field(V1Container.class, "terminationMessagePath", new Text(Syntax.ABSOLUTE_PATH));
    field(V1Container.class, "terminationMessagePolicy", Word.of("File", "FallbackToLogsOnError"));
    field(V1Container.class, "workingDir", new Text(Syntax.ABSOLUTE_PATH));
    field(V1ContainerPort.class, "name", new Text(Syntax.PORT_NAME));
    field(V1ContainerPort.class, "containerPort", Whole.PORT);
    field(V1ContainerPort.class, "hostPort", Whole.PORT);
    field(V1ContainerPort.class, "protocol", PROTOCOL);
    field(V1EnvVar.class, "name", new Text(Syntax.VARIABLE));
    field(V1VolumeMount.class, "mountPath", new Text(Syntax.ABSOLUTE_PATH));
    field(V1VolumeMount.class, "subPath", new Text(Syntax.RELATIVE_PATH));
    field(V1VolumeMount.class, "name", LABEL);
    field(V1Volume.class, "name", LABEL);
    field(V1HTTPGetAction.class, "path", new Text(Syntax.ABSOLUTE_PATH));
    field(V1HTTPGetAction.class, "port", new Port());
    field(V1HTTPGetAction.class, "scheme", Word.of("HTTP", "HTTPS"));
    for (String seconds : new String[] {"failureThreshold", "periodSeconds", "timeoutSeconds"}) {
      field(V1Probe.class, seconds, SECONDS);
    }
    field(V1Probe.class, "successThreshold", SECONDS);
    field(V1Probe.class, "initialDelaySeconds", Whole.COUNT);
    Items capabilities = new Items(new Text(Syntax.NOT_EMPTY));
    field(V1Capabilities.class, "add", capabilities);
    field(V1Capabilities.class, "drop", capabilities);
  }

  private static void workloads() {
    field(V1DeploymentSpec.class, "replicas", Whole.COUNT);
    field(V1DeploymentSpec.class, "revisionHistoryLimit", Whole.COUNT);
    field(V1DeploymentStrategy.class, "type", Word.of("Recreate", "RollingUpdate"));
    field(V1StatefulSetSpec.class, "replicas", Whole.COUNT);
    field(V1StatefulSetSpec.class, "serviceName", new Text(Syntax.SERVICE_NAME));
    field(V1StatefulSetSpec.class, "podManagementPolicy", Word.of("OrderedReady", "Parallel"));
    field(V1StatefulSetUpdateStrategy.class, "type", Word.of("RollingUpdate", "OnDelete"));
    field(V1JobSpec.class, "backoffLimit", Whole.COUNT);
    field(V1JobSpec.class, "ttlSecondsAfterFinished", Whole.COUNT);
    field(V1JobSpec.class, "completionMode", Word.of("NonIndexed", "Indexed"));
    field(
        V1PodDisruptionBudgetSpec.class,
        "unhealthyPodEvictionPolicy",
        Word.of("IfHealthyBudget", "AlwaysAllow"));
  }

  private static void network() {
    field(V1ServiceSpec.class, "selector", LABELS);
    field(
        V1ServiceSpec.class,
        "type",
        Word.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"));
    field(V1ServicePort.class, "name", LABEL);
    field(V1ServicePort.class, "port", Whole.PORT);
    field(V1ServicePort.class, "targetPort", new Port());
    field(V1ServicePort.class, "protocol", PROTOCOL);
    field(V1NetworkPolicySpec.class, "policyTypes", new Items(Word.of("Ingress", "Egress")));
    field(V1NetworkPolicyPort.class, "port", new Port());
    field(V1NetworkPolicyPort.class, "endPort", Whole.PORT);
    field(V1NetworkPolicyPort.class, "protocol", PROTOCOL);
    field(V1IPBlock.class, "cidr", new Text(Syntax.CIDR));
  }

  private static void scaling() {
    field(V2HorizontalPodAutoscalerSpec.class, "minReplicas", Whole.COUNT);
    field(V2HorizontalPodAutoscalerSpec.class, "maxReplicas", new Whole(1, Integer.MAX_VALUE));
    field(V2HPAScalingRules.class, "selectPolicy", Word.of("Max", "Min", "Disabled"));
    field(V2HPAScalingRules.class, "stabilizationWindowSeconds", new Whole(0, 3600));
    field(V2HPAScalingPolicy.class, "type", Word.of("Pods", "Percent"));
    field(V2HPAScalingPolicy.class, "value", new Whole(1, Integer.MAX_VALUE));
    field(V2HPAScalingPolicy.class, "periodSeconds", new Whole(1, 1800));
    field(
        V2MetricSpec.class,
        "type",
        Word.of("Object", "Pods", "Resource", "ContainerResource", "External"));
    field(V2MetricTarget.class, "type", Word.of("Value", "AverageValue", "Utilization"));
    field(V2CrossVersionObjectReference.class, "name", SUBDOMAIN);
  }

  private static void storage() {
    field(
        V1PersistentVolumeClaimSpec.class,
        "accessModes",
        new Items(Word.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")));
    field(V1PersistentVolumeClaimSpec.class, "volumeMode", Word.of("Filesystem", "Block"));
    field(V1ConfigMap.class, "data", new Entries(Syntax.FILE_NAME, new Text(Syntax.ANY)));
    field(V1Secret.class, "stringData", new Entries(Syntax.FILE_NAME, new Text(Syntax.ANY)));
    field(V1Secret.class, "data", new Entries(Syntax.FILE_NAME, new Text(Syntax.ANY)));
    field(V1KeyToPath.class, "key", new Text(Syntax.FILE_NAME));
    field(V1KeyToPath.class, "path", new Text(Syntax.RELATIVE_PATH));
    field(V1KeyToPath.class, "mode", new Whole(0, 0777));
    field(V1SecretVolumeSource.class, "secretName", SUBDOMAIN);
    field(V1SecretVolumeSource.class, "defaultMode", new Whole(0, 0777));
    field(V1ConfigMapVolumeSource.class, "name", SUBDOMAIN);
    field(V1ConfigMapVolumeSource.class, "defaultMode", new Whole(0, 0777));
  }

  /** The field must be one of the model, so that no line of the table is without effect. */
  private static void field(Class<?> model, String field, Shape shape) {
    if (Stream.of(model.getDeclaredFields()).noneMatch(each -> each.getName().equals(field))) {
      throw new AssertionError("%s has no field %s".formatted(model, field));
    }
    TABLE.computeIfAbsent(model, _ -> new HashMap<>()).put(field, shape);
  }
}
