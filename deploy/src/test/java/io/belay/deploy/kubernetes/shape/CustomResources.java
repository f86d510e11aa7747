package io.belay.deploy.kubernetes.shape;

import io.belay.deploy.kubernetes.shape.Shape.Entries;
import io.belay.deploy.kubernetes.shape.Shape.Flag;
import io.belay.deploy.kubernetes.shape.Shape.Items;
import io.belay.deploy.kubernetes.shape.Shape.Model;
import io.belay.deploy.kubernetes.shape.Shape.Structure;
import io.belay.deploy.kubernetes.shape.Shape.Text;
import io.belay.deploy.kubernetes.shape.Shape.Whole;
import io.belay.deploy.kubernetes.shape.Shape.Word;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Kinds that operators bring: Prometheus Operator, cert-manager, KEDA. The client's own models of
 * the first two are those of 2020. Here is what Belay's manifests use of them and no more, so that
 * a field that is new to the manifests is looked up once, in the operator's reference.
 */
final class CustomResources {
  private static final Text NAME = new Text(Syntax.DNS_SUBDOMAIN);
  private static final Text TEXT = new Text(Syntax.NOT_EMPTY);
  private static final Text GO_DURATION = new Text(Syntax.GO_DURATION);
  private static final Text PROMETHEUS_DURATION = new Text(Syntax.PROMETHEUS_DURATION);
  private static final Text PROMETHEUS_LABEL = new Text(Syntax.PROMETHEUS_LABEL);
  private static final Model SELECTOR = new Model(V1LabelSelector.class);
  private static final Entries PROMETHEUS_LABELS = new Entries(Syntax.PROMETHEUS_LABEL, TEXT);

  /** By apiVersion and kind, as {@code keda.sh/v1alpha1 ScaledObject}. */
  static final Map<String, Structure> KINDS =
      Map.of(
          "monitoring.coreos.com/v1 PodMonitor", object("PodMonitor", podMonitor()),
          "monitoring.coreos.com/v1 PrometheusRule", object("PrometheusRule", prometheusRule()),
          "cert-manager.io/v1 Certificate", object("Certificate", certificate()),
          "cert-manager.io/v1 Issuer", object("Issuer", issuer()),
          "keda.sh/v1alpha1 ScaledObject", object("ScaledObject", scaledObject()));

  private CustomResources() {}

  private static Structure podMonitor() {
    Structure relabeling =
        new Fields("RelabelConfig")
            .may("sourceLabels", new Items(PROMETHEUS_LABEL))
            .may("separator", new Text(Syntax.ANY))
            .may("targetLabel", PROMETHEUS_LABEL)
            .may("regex", TEXT)
            .may("replacement", new Text(Syntax.ANY))
            .may("action", Word.of("replace", "keep", "drop", "labelmap", "labeldrop", "labelkeep"))
            .all();
    Structure endpoint =
        new Fields("PodMetricsEndpoint")
            .must("port", new Text(Syntax.PORT_NAME))
            .may("path", new Text(Syntax.ABSOLUTE_PATH))
            .may("scheme", Word.of("http", "https"))
            .may("interval", PROMETHEUS_DURATION)
            .may("scrapeTimeout", PROMETHEUS_DURATION)
            .may("honorLabels", new Flag())
            .may("relabelings", new Items(relabeling))
            .may("metricRelabelings", new Items(relabeling))
            .all();
    return new Fields("PodMonitorSpec")
        .must("selector", SELECTOR)
        .must("podMetricsEndpoints", new Items(endpoint))
        .may(
            "namespaceSelector",
            new Fields("NamespaceSelector")
                .may("any", new Flag())
                .may("matchNames", new Items(new Text(Syntax.DNS_LABEL)))
                .all())
        .may("jobLabel", new Text(Syntax.QUALIFIED_NAME))
        .may("podTargetLabels", new Items(new Text(Syntax.QUALIFIED_NAME)))
        .may("sampleLimit", Whole.COUNT)
        .all();
  }

  private static Structure prometheusRule() {
    Structure rule =
        new Fields("Rule")
            .must("expr", TEXT)
            .may("alert", PROMETHEUS_LABEL)
            .may("record", new Text(Syntax.METRIC))
            .may("for", PROMETHEUS_DURATION)
            .may("keep_firing_for", PROMETHEUS_DURATION)
            .may("labels", PROMETHEUS_LABELS)
            .may("annotations", PROMETHEUS_LABELS)
            .all();
    Structure group =
        new Fields("RuleGroup")
            .must("name", TEXT)
            .must("rules", new Items(rule))
            .may("interval", PROMETHEUS_DURATION)
            .all();
    return new Fields("PrometheusRuleSpec").must("groups", new Items(group)).all();
  }

  private static Structure certificate() {
    Structure key =
        new Fields("CertificatePrivateKey")
            .may("algorithm", Word.of("RSA", "ECDSA", "Ed25519"))
            .may("encoding", Word.of("PKCS1", "PKCS8"))
            .may("size", new Whole(256, 8192))
            .may("rotationPolicy", Word.of("Always", "Never"))
            .all();
    return new Fields("CertificateSpec")
        .must("secretName", NAME)
        .must("issuerRef", issuerReference())
        .may("commonName", TEXT)
        .may("isCA", new Flag())
        .may("duration", GO_DURATION)
        .may("renewBefore", GO_DURATION)
        .may("dnsNames", new Items(new Text(Syntax.DNS_NAME)))
        .may("ipAddresses", new Items(TEXT))
        .may("uris", new Items(new Text(Syntax.URI)))
        .may(
            "usages",
            new Items(
                Word.of(
                    "digital signature",
                    "key encipherment",
                    "cert sign",
                    "crl sign",
                    "server auth",
                    "client auth")))
        .may("privateKey", key)
        .may("revisionHistoryLimit", new Whole(1, Integer.MAX_VALUE))
        .may("subject", new Fields("X509Subject").may("organizations", new Items(TEXT)).all())
        .may(
            "secretTemplate",
            new Fields("CertificateSecretTemplate")
                .may("labels", new Entries(Syntax.QUALIFIED_NAME, new Text(Syntax.LABEL_VALUE)))
                .may("annotations", new Entries(Syntax.QUALIFIED_NAME, TEXT))
                .all())
        .all();
  }

  private static Structure issuerReference() {
    return new Fields("ObjectReference")
        .must("name", NAME)
        .may("kind", Word.of("Issuer", "ClusterIssuer"))
        .may("group", Word.of("cert-manager.io"))
        .all();
  }

  private static Structure issuer() {
    return new Fields("IssuerSpec")
        .may("selfSigned", new Fields("SelfSignedIssuer").all())
        .may("ca", new Fields("CAIssuer").must("secretName", NAME).all())
        .all();
  }

  private static Structure scaledObject() {
    Structure target =
        new Fields("ScaleTarget")
            .must("name", NAME)
            .may("apiVersion", TEXT)
            .may("kind", TEXT)
            .all();
    Structure trigger =
        new Fields("ScaleTriggers")
            .must("type", Word.of("prometheus"))
            .must(
                "metadata",
                new Fields("prometheus")
                    .must("serverAddress", new Text(Syntax.URI))
                    .must("query", TEXT)
                    .must("threshold", TEXT)
                    .may("activationThreshold", TEXT)
                    .may("ignoreNullValues", TEXT)
                    .may("queryParameters", TEXT)
                    .may("namespace", TEXT)
                    .may("customHeaders", TEXT)
                    .may("unsafeSsl", TEXT)
                    .may("timeout", TEXT)
                    .all())
            .may("name", TEXT)
            .may("metricType", Word.of("AverageValue", "Value"))
            .may("useCachedMetrics", new Flag())
            .may(
                "authenticationRef",
                new Fields("AuthenticationRef").must("name", NAME).may("kind", TEXT).all())
            .all();
    Structure advanced =
        new Fields("AdvancedConfig")
            .may("restoreToOriginalReplicaCount", new Flag())
            .may(
                "horizontalPodAutoscalerConfig",
                new Fields("HorizontalPodAutoscalerConfig")
                    .may("name", NAME)
                    .may("behavior", new Model(V2HorizontalPodAutoscalerBehavior.class))
                    .all())
            .may(
                "scalingModifiers",
                new Fields("ScalingModifiers")
                    .may("formula", TEXT)
                    .may("target", TEXT)
                    .may("activationTarget", TEXT)
                    .may("metricType", Word.of("AverageValue", "Value"))
                    .all())
            .all();
    Structure fallback =
        new Fields("Fallback")
            .must("failureThreshold", Whole.COUNT)
            .must("replicas", Whole.COUNT)
            .may(
                "behavior",
                Word.of(
                    "static",
                    "currentReplicas",
                    "currentReplicasIfHigher",
                    "currentReplicasIfLower"))
            .all();
    return new Fields("ScaledObjectSpec")
        .must("scaleTargetRef", target)
        .must("triggers", new Items(trigger))
        .may("pollingInterval", Whole.COUNT)
        .may("cooldownPeriod", Whole.COUNT)
        .may("initialCooldownPeriod", Whole.COUNT)
        .may("minReplicaCount", Whole.COUNT)
        .may("maxReplicaCount", new Whole(1, Integer.MAX_VALUE))
        .may("idleReplicaCount", Whole.COUNT)
        .may("advanced", advanced)
        .may("fallback", fallback)
        .all();
  }

  private static Structure object(String kind, Structure spec) {
    return new Fields(kind)
        .must("apiVersion", TEXT)
        .must("kind", TEXT)
        .must("metadata", new Model(V1ObjectMeta.class))
        .must("spec", spec)
        .all();
  }

  /** Fields of a structure that may or must be there. */
  private static final class Fields {
    private final String name;
    private final Map<String, Shape> fields = new HashMap<>();
    private final Set<String> required = new HashSet<>();

    Fields(String name) {
      this.name = name;
    }

    Fields may(String field, Shape shape) {
      fields.put(field, shape);
      return this;
    }

    Fields must(String field, Shape shape) {
      required.add(field);
      return may(field, shape);
    }

    Structure all() {
      return new Structure(name, fields, required);
    }
  }
}
