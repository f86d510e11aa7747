package io.belay.deploy.kubernetes;

import io.belay.deploy.monitoring.Tree;
import io.belay.wire.security.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules of certificates: what deploy/README.md, "Security", asks of them. */
enum CertificateRule implements ManifestRule {
  PODS_SHOW_A_CERTIFICATE_OF_THEIR_OWN_ROLE(manifests ->
      holders(manifests)
          .filter(holder -> !holder.uris().equals(List.of(holder.role().uri())))
          .map(holder -> "%s: uris=%s".formatted(holder, holder.uris()))),

  /** Remoting knows neither URIs nor roles: who has the name passes for a control node. */
  CONTROL_NODES_SHARE_A_NAME_THAT_NOBODY_ELSE_HAS(CertificateRule::sharedNames),

  /** Clients verify the name that they dialled. */
  CERTIFICATES_ARE_FOR_THE_NAMES_THAT_ARE_DIALLED(manifests ->
      holders(manifests)
          .filter(Holder::controlNode)
          .flatMap(holder ->
              holder.process().addresses("grpc").stream()
                  .map(address -> address.replaceFirst(":.*", ""))
                  .filter(name -> !holder.dnsNames().contains(name))
                  .map(name -> "%s: name=%s".formatted(holder, name)))),

  /** Remoting reads no other kind. */
  KEYS_OF_CONTROL_NODES_ARE_RSA_IN_PKCS8(manifests ->
      holders(manifests)
          .filter(Holder::controlNode)
          .map(Holder::certificate)
          .filter(certificate ->
              !certificate.spec("privateKey", "algorithm").textOr("RSA").equals("RSA")
                  || !certificate.spec("privateKey", "encoding").textOr("PKCS1").equals("PKCS8"))
          .map(Manifest::toString)),

  /** gRPC reads PKCS#8 alone. */
  KEYS_ARE_IN_PKCS8_AND_NEW_WITH_EACH_CERTIFICATE(
      certificates(certificate ->
          !certificate.spec("privateKey", "encoding").textOr("PKCS1").equals("PKCS8")
              || !certificate.spec("privateKey", "rotationPolicy").textOr("").equals("Always"))),

  /** Remoting takes the first certificate of a file alone, so that there is none in between. */
  CERTIFICATES_ARE_SIGNED_BY_THE_AUTHORITY_ITSELF(manifests ->
      leaves(manifests)
          .filter(certificate -> authority(manifests, certificate).isEmpty())
          .map(certificate ->
              "%s: issuerRef=%s".formatted(certificate, certificate.spec("issuerRef").value()))),

  CERTIFICATES_MAY_BE_USED_AS_THEIR_HOLDERS_DO(manifests ->
      leaves(manifests)
          .filter(certificate -> {
            Set<String> usages = Set.copyOf(texts(certificate.spec("usages")));
            boolean serves = !texts(certificate.spec("dnsNames")).isEmpty();
            return !usages.contains("client auth")
                || !usages.contains("digital signature")
                || usages.contains("server auth") != serves;
          })
          .map(certificate ->
              "%s: usages=%s".formatted(certificate, certificate.spec("usages").value()))),

  CERTIFICATES_ARE_RENEWED_LONG_BEFORE_THEIR_END(
      certificates(certificate ->
          hours(certificate.spec("renewBefore")) < 24
              || hours(certificate.spec("renewBefore")) * 2 > hours(certificate.spec("duration")))),

  /** A file that is mounted alone stays the old one when the secret changes. */
  SECRETS_ARE_MOUNTED_WHOLE_AND_READABLE_BY_THE_GROUP_ALONE(manifests ->
      manifests
          .containers()
          .flatMap(container ->
              container
                  .mounts()
                  .filter(mount ->
                      container
                          .workload()
                          .volume(mount.at("name").text())
                          .filter(volume -> volume.at("secret").present())
                          .filter(volume ->
                              mount.at("subPath").present()
                                  || !mount.at("readOnly").textOr("").equals("true")
                                  || volume.at("secret", "defaultMode").number() != 0440)
                          .isPresent())
                  .map(mount -> "%s: %s".formatted(container, mount.value()))));

  private final Function<Manifests, Stream<String>> check;

  CertificateRule(Function<Manifests, Stream<String>> check) {
    this.check = check;
  }

  @Override
  public List<String> findings(Manifests manifests) {
    return check.apply(manifests).toList();
  }

  /** A process with the certificate that it mounts. */
  private record Holder(BelayProcess process, Manifest certificate) {
    Role role() {
      return Role.valueOf(process.role().toUpperCase(Locale.ROOT));
    }

    boolean controlNode() {
      return role() != Role.WORKER;
    }

    List<String> uris() {
      return texts(certificate.spec("uris"));
    }

    List<String> dnsNames() {
      return texts(certificate.spec("dnsNames"));
    }

    @Override
    public String toString() {
      return process + ": " + certificate;
    }
  }

  private static Stream<Holder> holders(Manifests manifests) {
    return Stream.of("learner", "coordinator", "worker")
        .flatMap(manifests::role)
        .flatMap(process ->
            process.container().workload().pod().at("volumes").list().stream()
                .map(volume -> volume.at("secret", "secretName").textOr(""))
                .flatMap(secret ->
                    manifests
                        .of("Certificate")
                        .filter(each -> each.spec("secretName").textOr("").equals(secret)))
                .map(certificate -> new Holder(process, certificate)));
  }

  private static Stream<String> sharedNames(Manifests manifests) {
    List<Manifest> ofNodes =
        holders(manifests).filter(Holder::controlNode).map(Holder::certificate).toList();
    Set<String> shared = new HashSet<>();
    ofNodes.stream().limit(1).forEach(certificate -> shared.addAll(names(certificate)));
    ofNodes.forEach(certificate -> shared.retainAll(names(certificate)));
    Set<String> nodes =
        ofNodes.stream().flatMap(each -> names(each).stream()).collect(Collectors.toSet());
    Stream<String> none =
        ofNodes.isEmpty() || !shared.isEmpty() ? Stream.empty() : Stream.of("no name is shared");
    return Stream.concat(
        none,
        leaves(manifests)
            .filter(certificate -> !ofNodes.contains(certificate))
            .filter(certificate -> names(certificate).stream().anyMatch(nodes::contains))
            .map(Manifest::toString));
  }

  /** What remoting compares: DNS names and the common name. */
  private static Set<String> names(Manifest certificate) {
    Set<String> names = new HashSet<>(texts(certificate.spec("dnsNames")));
    names.add(certificate.spec("commonName").textOr(""));
    names.remove("");
    return names;
  }

  private static Function<Manifests, Stream<String>> certificates(Predicate<Manifest> wrong) {
    return manifests -> leaves(manifests).filter(wrong).map(Manifest::toString);
  }

  /** All but those of authorities. */
  private static Stream<Manifest> leaves(Manifests manifests) {
    return manifests
        .of("Certificate")
        .filter(certificate -> !certificate.spec("isCA").textOr("").equals("true"));
  }

  /** The certificate of the authority that signs another one. */
  private static Optional<Manifest> authority(Manifests manifests, Manifest certificate) {
    return manifests
        .find("Issuer", certificate.spec("issuerRef", "name").textOr(""))
        .flatMap(issuer ->
            manifests
                .of("Certificate")
                .filter(each -> each.spec("isCA").textOr("").equals("true"))
                .filter(each ->
                    each.spec("secretName")
                        .textOr("none")
                        .equals(issuer.spec("ca", "secretName").textOr("")))
                .findFirst());
  }

  /** Whole hours of a duration such as {@code 720h}; 0 where it is written in another way. */
  private static int hours(Tree duration) {
    String text = duration.textOr("");
    return text.matches("[0-9]+h") ? Integer.parseInt(text.substring(0, text.length() - 1)) : 0;
  }

  private static List<String> texts(Tree list) {
    return list.list().stream().map(Tree::text).toList();
  }
}
