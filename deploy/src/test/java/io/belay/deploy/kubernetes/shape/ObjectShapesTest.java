package io.belay.deploy.kubernetes.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.deploy.monitoring.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said against objects, and where. */
class ObjectShapesTest {
  private static final String POD =
      "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, %s}]}}";

  @Test
  void aSoundObjectHasNoFindings() {
    assertThat(
            ObjectShapes.findings(
                Tree.parse(
                        POD.formatted(
                            "image: 'a/b:1', args: [x], resources: {limits: {cpu: 500m, memory: 1Gi}},"
                                + " ports: [{name: http, containerPort: 80}],"
                                + " livenessProbe: {httpGet: {path: /, port: http}, periodSeconds: 1}"))
                    .value()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "imagePolicy: x | imagePolicy: V1Container has no such field",
        "image: 1 | image: is not a text, in quotes: 1",
        "image: 'a b' | image: is not a reference to an image: \"a b\"",
        "args: x | args: is not a list: x",
        "args: [1] | args[0]: is not a text, in quotes: 1",
        "env: [{value: x}] | env[0].name: V1EnvVar requires it",
        "env: [{name: a b}] | env[0].name: is not the name of a variable: \"a b\"",
        "env: [{name: A, value: 1}] | env[0].value: is not a text, in quotes: 1",
        "env: [{name: A, value: }] | env[0].value: has no value",
        "ports: [{containerPort: '80'}] | ports[0].containerPort: is not an integer in [1, 65535]: 80",
        "ports: [{containerPort: 70000}] | ports[0].containerPort: is not an integer in [1, 65535]: 70000",
        "ports: [{containerPort: 1, name: a_b}] | ports[0].name: is not a port name: \"a_b\"",
        "ports: [{containerPort: 1, name: sixteen-letters-} ] | a port name has at most 15 characters, this has 16",
        "ports: [{containerPort: 1, protocol: tcp}] | ports[0].protocol: is not one of [SCTP, TCP, UDP]: tcp",
        "stdin: 'true' | stdin: is not true or false: true",
        "resources: {limits: {cpu: 1x}} | resources.limits[cpu]: is not a quantity: 1x",
        "resources: {limits: {cpu: -1}} | is not a quantity that is not negative: -1",
        "livenessProbe: {periodSeconds: 0} | livenessProbe.periodSeconds: is not an integer in [1, 2147483647]: 0",
        "livenessProbe: {httpGet: {path: healthz, port: 1}} | httpGet.path: is not an absolute path without colons",
        "volumeMounts: [{name: v, mountPath: tmp}] | volumeMounts[0].mountPath: is not an absolute path without colons",
        "imagePullPolicy: Sometimes | is not one of [Always, IfNotPresent, Never]: Sometimes"
      })
  void aWrongFieldIsSaidToBeWhereItIs(String field, String finding) {
    assertThat(ObjectShapes.findings(Tree.parse(POD.formatted(field)).value()))
        .singleElement()
        .asString()
        .startsWith("Pod/p.spec.containers[0].")
        .contains(finding);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{apiVersion: v1, kind: Pods, metadata: {name: a}} | there is no description of this kind: v1 Pods",
        "{apiVersion: apps/v2, kind: Deployment, metadata: {name: a}} | no description of this kind: apps/v2 Deployment",
        "{apiVersion: v1, kind: Service, metadata: {name: 1a}} | metadata.name: is not a DNS label of RFC 1035",
        "{apiVersion: v1, kind: Namespace, metadata: {name: a.b}} | is not a DNS label of RFC 1123: \"a.b\"",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: A}} | is not a DNS subdomain of RFC 1123: \"A\"",
        "{apiVersion: v1, kind: ConfigMap, metadata: {}} | metadata.name: every object has one",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {b: 1}}} | labels[b]: is not a text, in quotes: 1",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {b: -c}}} | is not a label's value: \"-c\"",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {b/c/d: e}}} | the key is not a name, with a prefix",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {b/c: d}} | the key is not the name of a file",
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {}} | spec.containers: V1PodSpec requires it",
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: []}, status: {}} | status: is the cluster's to write",
        "{apiVersion: cert-manager.io/v1, kind: Issuer, metadata: {name: a}, spec: {acme: {}}} | IssuerSpec has no such field",
        "{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: a}, spec: {secretName: s, issuerRef: {name: i}, duration: 90d}} | is not a duration such as 1h30m: \"90d\"",
        "{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: a}, spec: {selector: {}}} | podMetricsEndpoints: PodMonitorSpec requires it",
        "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: a}, spec: {scaleTargetRef: {name: d}, triggers: [{type: cpu, metadata: {}}]}} | type: is not one of [prometheus]: cpu"
      })
  void aWrongObjectIsFound(String object, String finding) {
    assertThat(ObjectShapes.findings(Tree.parse(object).value()))
        .anySatisfy(found -> assertThat(found).contains(finding));
  }

  @Test
  void aNameOfAStatefulSetLeavesRoomForItsRevisions() {
    String object =
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: %s}, spec: {selector: {},"
            + " template: {}}}";

    assertThat(ObjectShapes.findings(Tree.parse(object.formatted("a".repeat(52))).value()))
        .isEmpty();
    assertThat(ObjectShapes.findings(Tree.parse(object.formatted("a".repeat(53))).value()))
        .singleElement()
        .asString()
        .contains("has at most 52 characters, this has 53");
  }
}
