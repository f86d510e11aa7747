package io.belay.deploy.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/** For each rule, what breaks it in the overlay for production. */
final class BrokenCopies {
  private static final String LEARNER = "StatefulSet/belay-learner";
  private static final String COORDINATOR = "StatefulSet/belay-coordinator";
  private static final String WORKER = "Deployment/belay-worker";
  private static final String POD = "spec/template/spec/";
  private static final String LABELS = "spec/template/metadata/labels/";
  private static final String COMPONENT = "app.kubernetes.io~1component";

  private BrokenCopies() {}

  static Stream<BrokenCopy> all() {
    return Stream.of(
            objects(),
            workloads(),
            references(),
            processes(),
            probes(),
            pods(),
            network(),
            scaling(),
            monitoring(),
            certificates())
        .flatMap(List::stream);
  }

  private static List<BrokenCopy> objects() {
    return List.of(
        broken(ObjectRule.OBJECTS_HAVE_THE_FIELDS_OF_THEIR_KIND, WORKER, "spec/replica", "2"),
        broken(
            ObjectRule.NO_OBJECT_IS_THERE_TWICE,
            "Namespace/belay",
            "",
            "{apiVersion: v1, kind: Namespace, metadata: {name: belay}}"),
        broken(
            ObjectRule.ELEMENTS_OF_A_LIST_ARE_TOLD_APART_BY_NAME,
            WORKER,
            POD + "containers/worker/env/-",
            "{name: BELAY_WORKER_PAGE_PORT, value: '1'}"),
        broken(
            ObjectRule.OBJECTS_ARE_IN_THE_NAMESPACE,
            "Service/belay-learner",
            "metadata/namespace",
            "default"),
        broken(
            ObjectRule.OBJECTS_HAVE_THE_RECOMMENDED_LABELS,
            "Issuer/belay-authority",
            "metadata/labels/app.kubernetes.io~1part-of",
            null),
        broken(
            ObjectRule.OBJECTS_CAN_BE_APPLIED_BY_THE_CLIENT,
            "ConfigMap/belay-settings",
            "data/large",
            "\"%s\"".formatted("x".repeat(256 << 10))));
  }

  private static List<BrokenCopy> workloads() {
    String spread = POD + "topologySpreadConstraints";
    String apart = POD + "affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution";
    return List.of(
        broken(
            WorkloadRule.SELECTORS_TAKE_THEIR_OWN_PODS,
            WORKER,
            "spec/selector/matchLabels/" + COMPONENT,
            "workers"),
        broken(
            WorkloadRule.SELECTORS_ARE_NAME_INSTANCE_AND_COMPONENT,
            WORKER,
            "spec/selector/matchLabels/app.kubernetes.io~1part-of",
            "belay"),
        broken(
            WorkloadRule.SELECTORS_TAKE_NO_PODS_OF_OTHERS,
            WORKER,
            "spec/selector/matchLabels/" + COMPONENT,
            null),
        broken(
            WorkloadRule.PODS_ARE_OF_THE_COMPONENT_OF_THEIR_OBJECT,
            WORKER,
            "metadata/labels/" + COMPONENT,
            "sampler"),
        broken(
            WorkloadRule.STATEFUL_SETS_HAVE_A_HEADLESS_SERVICE_THAT_DOES_NOT_WAIT,
            LEARNER,
            "spec/serviceName",
            "learner"),
        broken(
            WorkloadRule.STATEFUL_SETS_HAVE_A_HEADLESS_SERVICE_THAT_DOES_NOT_WAIT,
            "Service/belay-learner",
            "spec/publishNotReadyAddresses",
            null),
        broken(
            WorkloadRule.SERVICES_LEAD_TO_PODS,
            "Service/belay-learner",
            "spec/selector/" + COMPONENT,
            "learners"),
        broken(
            WorkloadRule.PORTS_OF_SERVICES_ARE_OPEN_IN_THEIR_PODS,
            "Service/belay-learner",
            "spec/ports/grpc/targetPort",
            "grcp"),
        broken(
            WorkloadRule.BUDGETS_ARE_OF_ONE_WORKLOAD_AND_LET_DRAINS_THROUGH,
            "PodDisruptionBudget/belay-learner",
            "spec/maxUnavailable",
            "0"),
        broken(
            WorkloadRule.WORKLOADS_OF_A_CLUSTER_HAVE_A_BUDGET,
            "PodDisruptionBudget/belay-learner",
            "",
            null),
        broken(
            WorkloadRule.SPREAD_AND_AFFINITY_ARE_ABOUT_THE_PODS_THEMSELVES,
            WORKER,
            spread + "/0/labelSelector/matchLabels/" + COMPONENT,
            "learner"),
        broken(WorkloadRule.WORKERS_SPREAD_OVER_NODES, WORKER, spread, null),
        broken(WorkloadRule.STANDBYS_ARE_ON_OTHER_NODES, LEARNER, apart, null),
        broken(
            WorkloadRule.TOLERATIONS_OF_SPOT_NODES_ARE_WORKERS,
            LEARNER,
            POD + "tolerations",
            "[{key: cloud.google.com/gke-spot, operator: Exists}]"),
        broken(
            WorkloadRule.IMAGES_ARE_ONE_OF_THIS_VERSION,
            WORKER,
            POD + "containers/worker/image",
            "belay:latest"),
        broken(
            WorkloadRule.MEMORY_IS_LIMITED_TO_WHAT_IS_REQUESTED,
            WORKER,
            POD + "containers/worker/resources/limits/memory",
            "2Gi"),
        broken(
            WorkloadRule.PROCESSORS_ARE_REQUESTED_AND_NOT_LIMITED,
            WORKER,
            POD + "containers/worker/resources/limits/cpu",
            "2"));
  }

  private static List<BrokenCopy> references() {
    return List.of(
        broken(
            ReferenceRule.CONFIG_MAPS_OF_PODS_EXIST,
            COORDINATOR,
            POD + "volumes/recipe/configMap/name",
            "belay-recipes-0123456789"),
        broken(
            ReferenceRule.KEYS_OF_CONFIG_MAPS_EXIST, "ConfigMap/belay-recipe", "data/run-id", null),
        broken(
            ReferenceRule.SECRETS_OF_PODS_EXIST_OR_ARE_OF_A_CERTIFICATE,
            WORKER,
            POD + "volumes/tls/secret/secretName",
            "belay-tls"),
        broken(
            ReferenceRule.CONFIG_MAPS_ARE_USED,
            "ConfigMap/belay-recipe",
            "metadata/name",
            "belay-other-0123456789"),
        broken(
            ReferenceRule.A_CHANGE_OF_CONFIGURATION_ROLLS_THE_PODS,
            COORDINATOR,
            POD + "volumes/recipe/configMap/name",
            "belay-recipe"),
        broken(
            ReferenceRule.CLAIMS_OF_PODS_EXIST,
            LEARNER,
            POD + "volumes/-",
            "{name: old, persistentVolumeClaim: {claimName: old}}"),
        broken(
            ReferenceRule.MOUNTS_HAVE_A_VOLUME,
            LEARNER,
            POD + "containers/learner/volumeMounts/runs/name",
            "run"),
        broken(
            ReferenceRule.VOLUMES_ARE_MOUNTED,
            LEARNER,
            POD + "volumes/-",
            "{name: more, emptyDir: {}}"),
        broken(
            ReferenceRule.ACCOUNTS_EXIST_AND_ARE_OF_ONE_WORKLOAD,
            LEARNER,
            POD + "serviceAccountName",
            "belay-worker"),
        broken(
            ReferenceRule.NOBODY_HAS_A_TOKEN_OF_THE_API,
            LEARNER,
            POD + "automountServiceAccountToken",
            null));
  }

  private static List<BrokenCopy> processes() {
    String learner = POD + "containers/learner/";
    String coordinator = POD + "containers/coordinator/";
    String worker = POD + "containers/worker/";
    return List.of(
        broken(
            ProcessRule.ARGUMENTS_SETTINGS_AND_RECIPES_ARE_ACCEPTED,
            COORDINATOR,
            coordinator + "args/1",
            "--runs"),
        broken(
            ProcessRule.ARGUMENTS_SETTINGS_AND_RECIPES_ARE_ACCEPTED,
            LEARNER,
            learner + "env/BELAY_LEARNER_GRPC_PORT/value",
            "'77000'"),
        broken(
            ProcessRule.ARGUMENTS_SETTINGS_AND_RECIPES_ARE_ACCEPTED,
            "ConfigMap/belay-settings",
            "data/BELAY_SECURITY_KEY",
            "/etc/belay/tls/key.pem"),
        broken(
            ProcessRule.ARGUMENTS_SETTINGS_AND_RECIPES_ARE_ACCEPTED,
            "ConfigMap/belay-recipe",
            "data/recipe.conf",
            "'environment.id = Acrobot-v2'"),
        broken(
            ProcessRule.VARIABLES_ARE_SETTINGS,
            "ConfigMap/belay-settings",
            "data/BELAY_CLUSTER_SEEDS",
            "a:1"),
        broken(ProcessRule.SERVICES_MAKE_NO_VARIABLES, WORKER, POD + "enableServiceLinks", null),
        broken(
            ProcessRule.VARIABLES_IN_TEXTS_HAVE_A_VALUE,
            COORDINATOR,
            coordinator + "env/RUN_ID/name",
            "RUN"),
        broken(ProcessRule.PATHS_LEAD_INTO_MOUNTS, LEARNER, learner + "args/2", "/data"),
        broken(ProcessRule.RECIPES_ARE_MOUNTED, COORDINATOR, coordinator + "args/2", "cartpole"),
        broken(
            ProcessRule.RUNS_ARE_ON_A_CLAIM,
            LEARNER,
            learner + "volumeMounts/runs/mountPath",
            "/run"),
        broken(
            ProcessRule.TEMPORARY_FILES_HAVE_A_VOLUME_OF_BOUNDED_SIZE,
            WORKER,
            POD + "volumes/tmp/emptyDir",
            "{}"),
        broken(
            ProcessRule.PORTS_ARE_THOSE_THAT_ARE_OPENED,
            LEARNER,
            learner + "env/BELAY_LEARNER_PAGE_PORT/value",
            "'7713'"),
        broken(
            ProcessRule.PORTS_ARE_OPENED_FOR_THE_NETWORK,
            WORKER,
            worker + "env/BELAY_WORKER_PAGE_HOST/value",
            "127.0.0.1"),
        broken(
            ProcessRule.PORTS_ON_A_HOST_ARE_ON_ITS_LOOPBACK, WORKER, POD + "hostNetwork", "true"),
        broken(
            ProcessRule.SEEDS_ARE_ALL_CONTROL_NODES_THE_LEARNER_FIRST,
            LEARNER,
            "spec/replicas",
            "3"),
        broken(
            ProcessRule.NODES_ARE_CALLED_AS_SEEDS_CALL_THEM,
            LEARNER,
            learner + "env/BELAY_CLUSTER_HOST/value",
            "$(POD_NAME)"),
        broken(
            ProcessRule.WORKERS_DIAL_EVERY_COORDINATOR,
            "ConfigMap/belay-settings",
            "data/BELAY_WORKER_COORDINATORS",
            "belay-coordinator-0.belay-coordinator:7700"),
        broken(
            ProcessRule.LEARNERS_ARE_TOLD_BY_THEIR_OWN_NAME,
            LEARNER,
            learner + "env/BELAY_LEARNER_GRPC_ADVERTISED/value",
            "belay-learner:7701"),
        broken(
            ProcessRule.THE_GRACE_PERIOD_IS_LONGER_THAN_THE_DRAIN,
            LEARNER,
            learner + "env/-",
            "{name: BELAY_LEARNER_DRAIN_TIMEOUT, value: 90s}"),
        broken(
            ProcessRule.RUN_DIRECTORY_OF_A_LEARNER_IS_THE_CLAIM,
            LEARNER,
            learner + "args/2",
            "/tmp"));
  }

  private static List<BrokenCopy> probes() {
    String learner = POD + "containers/learner/";
    return List.of(
        broken(
            ProbeRule.SERVED_PODS_HAVE_ALL_THREE_PROBES, LEARNER, learner + "startupProbe", null),
        broken(
            ProbeRule.PROBES_ASK_THE_PAGE_OVER_HTTP,
            LEARNER,
            learner + "livenessProbe",
            "{grpc: {port: 7701}}"),
        broken(
            ProbeRule.PROBES_OF_LIFE_ARE_ANSWERED_WELL_WHILE_THE_PROCESS_IS_NOT_READY,
            LEARNER,
            learner + "livenessProbe/httpGet/path",
            "/readyz"),
        broken(
            ProbeRule.PROBES_OF_READINESS_SAY_WHETHER_THE_PROCESS_IS_READY,
            LEARNER,
            learner + "readinessProbe/httpGet/path",
            "/ready"),
        broken(
            ProbeRule.LIFE_IS_GIVEN_UP_LATER_THAN_READINESS,
            LEARNER,
            learner + "livenessProbe/failureThreshold",
            "1"),
        broken(
            ProbeRule.AN_ANSWER_HAS_MORE_THAN_A_SECOND,
            LEARNER,
            learner + "readinessProbe/timeoutSeconds",
            null));
  }

  private static List<BrokenCopy> pods() {
    String container = POD + "containers/worker/";
    String context = container + "securityContext/";
    return List.of(
        broken(PodSecurityRule.HOST_NAMESPACES_ARE_NOT_SHARED, WORKER, POD + "hostPID", "true"),
        broken(
            PodSecurityRule.HOST_PORTS_ARE_NOT_TAKEN,
            WORKER,
            container + "ports/http/hostPort",
            "80"),
        broken(PodSecurityRule.NOTHING_IS_PRIVILEGED, WORKER, context + "privileged", "true"),
        broken(
            PodSecurityRule.ALL_CAPABILITIES_ARE_DROPPED,
            WORKER,
            context + "capabilities/drop",
            "[NET_RAW]"),
        broken(
            PodSecurityRule.NO_CAPABILITY_IS_ADDED,
            WORKER,
            context + "capabilities/add",
            "[SYS_PTRACE]"),
        broken(
            PodSecurityRule.PRIVILEGES_DO_NOT_ESCALATE,
            WORKER,
            context + "allowPrivilegeEscalation",
            null),
        broken(PodSecurityRule.NOBODY_RUNS_AS_ROOT, WORKER, context + "runAsUser", "0"),
        broken(
            PodSecurityRule.SYSTEM_CALLS_ARE_THOSE_OF_THE_RUNTIME,
            WORKER,
            POD + "securityContext/seccompProfile/type",
            "Unconfined"),
        broken(PodSecurityRule.PROC_IS_MASKED, WORKER, context + "procMount", "Unmasked"),
        broken(
            PodSecurityRule.SELINUX_AND_APPARMOR_ARE_AS_THE_NODE_HAS_THEM,
            WORKER,
            context + "seLinuxOptions",
            "{type: spc_t}"),
        broken(
            PodSecurityRule.NO_SYSCTL_IS_SET,
            WORKER,
            POD + "securityContext/sysctls",
            "[{name: kernel.msgmax, value: '1'}]"),
        broken(
            PodSecurityRule.VOLUMES_ARE_NOT_OF_THE_HOST,
            WORKER,
            POD + "volumes/-",
            "{name: host, hostPath: {path: /}}"),
        broken(
            PodSecurityRule.THE_ROOT_IS_READ_ONLY,
            WORKER,
            context + "readOnlyRootFilesystem",
            null),
        broken(
            PodSecurityRule.THE_USER_IS_THE_IMAGE_S,
            WORKER,
            POD + "securityContext/runAsUser",
            "1000"),
        broken(
            PodSecurityRule.THE_NAMESPACE_ASKS_FOR_ALL_OF_IT,
            "Namespace/belay",
            "metadata/labels/pod-security.kubernetes.io~1enforce",
            "baseline"));
  }

  private static List<BrokenCopy> network() {
    String worker = "NetworkPolicy/belay-worker";
    return List.of(
        broken(
            NetworkRule.EVERY_POD_IS_CLOSED_IN_BOTH_DIRECTIONS,
            WORKER,
            "spec/template/metadata/labels",
            "{app: another}"),
        broken(
            NetworkRule.POLICIES_ARE_ABOUT_PODS_THAT_THERE_ARE,
            worker,
            "spec/podSelector/matchLabels/" + COMPONENT,
            "workers"),
        broken(NetworkRule.CONNECTIONS_ARE_THOSE_OF_THE_CODE, worker, "spec/egress/0", null),
        broken(
            NetworkRule.CONNECTIONS_ARE_THOSE_OF_THE_CODE,
            "NetworkPolicy/belay-learner",
            "spec/ingress/-",
            "{from: [{podSelector: {}}], ports: [{port: 7711}]}"),
        broken(
            NetworkRule.CONNECTIONS_ARE_THOSE_OF_THE_CODE,
            "NetworkPolicy/belay-metrics",
            "spec/ingress/0/ports/2/port",
            "7705"),
        broken(
            NetworkRule.EVERY_ROLE_MAY_ASK_FOR_NAMES,
            "NetworkPolicy/belay-dns",
            "spec/egress/0/ports/0/port",
            "54"),
        broken(
            NetworkRule.STRANGERS_REACH_NOBODY,
            "NetworkPolicy/belay-metrics",
            "spec/ingress/0/from/0",
            "{namespaceSelector: {}}"));
  }

  private static List<BrokenCopy> scaling() {
    String scaler = "HorizontalPodAutoscaler/belay-worker";
    return List.of(
        broken(ScalingRule.TARGETS_EXIST, scaler, "spec/scaleTargetRef/name", "worker"),
        broken(
            ScalingRule.WORKLOADS_HAVE_ONE_AUTOSCALER,
            scaler,
            "",
            "{kind: ScaledObject, spec: {scaleTargetRef: {name: belay-worker}}}"),
        broken(ScalingRule.THE_AUTOSCALER_ALONE_SAYS_HOW_MANY, WORKER, "spec/replicas", "2"),
        broken(
            ScalingRule.NO_MORE_WORKERS_THAN_THE_RECIPE_HAS_BLOCKS,
            scaler,
            "spec/maxReplicas",
            "17"),
        broken(
            ScalingRule.METRICS_ARE_SERVED_BY_THE_ADAPTER,
            scaler,
            "spec/metrics/0/object/metric/name",
            "belay_learner_idle_ratio"),
        broken(
            ScalingRule.METRICS_ARE_RECORDED_FOR_THE_OBJECT_THAT_THEY_ARE_OF,
            scaler,
            "spec/metrics/0/object/describedObject/name",
            "belay-learner"),
        broken(
            ScalingRule.QUERIES_ASK_FOR_RECORDED_SERIES,
            scaler,
            "",
            "{kind: ScaledObject, spec: {triggers: [{metadata: {query: belay_workers}}]}}"),
        broken(
            ScalingRule.TARGETS_ARE_ONE_REPLICA_FOR_EACH_WORKER,
            scaler,
            "spec/metrics/0/object/target",
            "{type: Value, value: '1'}"),
        broken(
            ScalingRule.WORKERS_GO_MORE_SLOWLY_THAN_THEY_COME,
            scaler,
            "spec/behavior/scaleDown/stabilizationWindowSeconds",
            "30"));
  }

  private static List<BrokenCopy> monitoring() {
    String monitor = "PodMonitor/belay";
    String endpoint = "spec/podMetricsEndpoints/0/";
    return List.of(
        broken(
            MonitoringRule.MONITORS_TAKE_EVERY_ROLE_AT_A_PORT_THAT_IT_HAS,
            monitor,
            endpoint + "port",
            "metrics"),
        broken(
            MonitoringRule.MONITORS_AND_RULES_ARE_FOUND_BY_THE_SAME_LABELS,
            "PrometheusRule/belay-autoscaling",
            "metadata/labels/release",
            null),
        broken(
            MonitoringRule.MONITORS_ASK_FOR_METRICS_AS_OFTEN_AS_THE_SHIPPED_CONFIGURATION,
            monitor,
            endpoint + "interval",
            "30s"),
        broken(
            MonitoringRule.JOBS_HAVE_THE_NAMES_THAT_RULES_ASK_FOR,
            monitor,
            endpoint + "relabelings/0/replacement",
            "belay/$1"),
        broken(
            MonitoringRule.RULES_ARE_THOSE_OF_THE_FILES,
            "PrometheusRule/belay",
            "spec/groups/0/rules/0/expr",
            "up"),
        broken(
            MonitoringRule.EXPRESSIONS_NAME_METERS_OF_THE_CODE_AND_RECORDED_SERIES,
            "PrometheusRule/belay-autoscaling",
            "spec/groups/0/rules/0/expr",
            "belay_learner_idle"),
        broken(
            MonitoringRule.LABELS_IN_RULES_AND_DASHBOARDS_ARE_ON_THE_SERIES,
            monitor,
            endpoint + "relabelings/0/targetLabel",
            "role"),
        broken(
            MonitoringRule.DASHBOARDS_ARE_THE_FILES,
            "ConfigMap/belay-dashboard-overview",
            "metadata/labels/grafana_dashboard",
            null));
  }

  private static List<BrokenCopy> certificates() {
    String learner = "Certificate/belay-learner";
    String worker = "Certificate/belay-worker";
    return List.of(
        broken(
            CertificateRule.PODS_SHOW_A_CERTIFICATE_OF_THEIR_OWN_ROLE,
            worker,
            "spec/uris/-",
            "urn:belay:role:operator"),
        broken(
            CertificateRule.CONTROL_NODES_SHARE_A_NAME_THAT_NOBODY_ELSE_HAS,
            learner,
            "spec/dnsNames/0",
            "belay-learners"),
        broken(
            CertificateRule.CONTROL_NODES_SHARE_A_NAME_THAT_NOBODY_ELSE_HAS,
            worker,
            "spec/commonName",
            "belay-control-node"),
        broken(
            CertificateRule.CERTIFICATES_ARE_FOR_THE_NAMES_THAT_ARE_DIALLED,
            learner,
            "spec/dnsNames/2",
            null),
        broken(
            CertificateRule.KEYS_OF_CONTROL_NODES_ARE_RSA_IN_PKCS8,
            learner,
            "spec/privateKey/algorithm",
            "ECDSA"),
        broken(
            CertificateRule.KEYS_ARE_IN_PKCS8_AND_NEW_WITH_EACH_CERTIFICATE,
            worker,
            "spec/privateKey/encoding",
            null),
        broken(
            CertificateRule.CERTIFICATES_ARE_SIGNED_BY_THE_AUTHORITY_ITSELF,
            worker,
            "spec/issuerRef/name",
            "belay-self-signed"),
        broken(
            CertificateRule.CERTIFICATES_MAY_BE_USED_AS_THEIR_HOLDERS_DO,
            learner,
            "spec/usages",
            "[digital signature, server auth]"),
        broken(
            CertificateRule.CERTIFICATES_ARE_RENEWED_LONG_BEFORE_THEIR_END,
            worker,
            "spec/renewBefore",
            "2000h"),
        broken(
            CertificateRule.SECRETS_ARE_MOUNTED_WHOLE_AND_READABLE_BY_THE_GROUP_ALONE,
            LEARNER,
            POD + "volumes/tls/secret/defaultMode",
            "420"));
  }

  private static BrokenCopy broken(ManifestRule rule, String object, String path, String value) {
    return new BrokenCopy(rule, object, path, value);
  }
}
