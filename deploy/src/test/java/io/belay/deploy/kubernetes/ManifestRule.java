package io.belay.deploy.kubernetes;

import java.util.List;

/** What the manifests of a cluster of Belay keep to. */
interface ManifestRule {

  /** The rule in capitals. */
  String name();

  /** What does not keep to the rule, a sentence each; nothing where all does. */
  List<String> findings(Manifests manifests);
}
