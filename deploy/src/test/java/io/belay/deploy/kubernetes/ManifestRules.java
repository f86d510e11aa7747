package io.belay.deploy.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/** All rules, by subject. */
final class ManifestRules {
  static final List<ManifestRule> ALL =
      Stream.<ManifestRule[]>of(
              ObjectRule.values(),
              WorkloadRule.values(),
              ReferenceRule.values(),
              ProcessRule.values(),
              ProbeRule.values(),
              PodSecurityRule.values(),
              NetworkRule.values(),
              ScalingRule.values(),
              MonitoringRule.values(),
              CertificateRule.values())
          .flatMap(Stream::of)
          .toList();

  private ManifestRules() {}
}
