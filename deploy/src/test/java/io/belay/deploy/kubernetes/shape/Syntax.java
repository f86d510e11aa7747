package io.belay.deploy.kubernetes.shape;

import java.util.Optional;
import java.util.regex.Pattern;

/** How a text is written, as the API server asks for it. */
enum Syntax {
  ANY("", Integer.MAX_VALUE, "anything"),

  NOT_EMPTY("(?s).+", Integer.MAX_VALUE, "not empty"),

  /** RFC 1123, as container, volume and namespace have it. */
  DNS_LABEL("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63, "a DNS label of RFC 1123"),

  /** RFC 1035, as a Service has it: it begins with a letter. */
  SERVICE_NAME("[a-z]([-a-z0-9]*[a-z0-9])?", 63, "a DNS label of RFC 1035"),

  DNS_SUBDOMAIN(
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
      253,
      "a DNS subdomain of RFC 1123"),

  /** With room for what the controller appends, in names of pods and in a label of each. */
  STATEFUL_SET_NAME("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 52, "a DNS label with room for -HASH"),

  /** A DNS name in a certificate, which may have an asterisk in front. */
  DNS_NAME(
      "(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
      253,
      "a DNS name"),

  /** IANA's name of a service, as a container's port has it. */
  PORT_NAME("(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?", 15, "a port name"),

  QUALIFIED_NAME(
      "([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
          + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?",
      317,
      "a name, with a prefix and a slash or without"),

  LABEL_VALUE("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?", 63, "a label's value"),

  /** Of a ConfigMap or Secret. */
  FILE_NAME("(?!\\.\\.)[-._a-zA-Z0-9]+", 253, "the name of a file"),

  VARIABLE("[A-Za-z_][A-Za-z0-9_]*", Integer.MAX_VALUE, "the name of a variable"),

  ABSOLUTE_PATH("/[^:]*", Integer.MAX_VALUE, "an absolute path without colons"),

  RELATIVE_PATH("(?!/)(?!.*\\.\\.).+", Integer.MAX_VALUE, "a relative path without .."),

  /** A reference to an image that does not move: with a tag or a digest. */
  IMAGE(
      "([a-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._/-]+[a-z0-9]+)*"
          + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?",
      Integer.MAX_VALUE,
      "a reference to an image"),

  /** As Go reads it, which cert-manager and KEDA use. */
  GO_DURATION("([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+", 64, "a duration such as 1h30m"),

  /** As Prometheus reads it. */
  PROMETHEUS_DURATION(
      "(?=.)([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?",
      64,
      "a duration such as 1m30s"),

  METRIC("[a-zA-Z_:][a-zA-Z0-9_:]*", Integer.MAX_VALUE, "the name of a metric"),

  PROMETHEUS_LABEL("[a-zA-Z_][a-zA-Z0-9_]*", Integer.MAX_VALUE, "the name of a label"),

  URI("[a-z][a-z0-9+.-]*:.+", Integer.MAX_VALUE, "a URI"),

  CIDR("[0-9a-fA-F.:]+/[0-9]{1,3}", 64, "a range of addresses such as 10.0.0.0/8");

  private final Pattern pattern;
  private final int longest;
  private final String description;

  Syntax(String pattern, int longest, String description) {
    this.pattern = Pattern.compile(pattern);
    this.longest = longest;
    this.description = description;
  }

  /** What is wrong with a text, if anything is. */
  Optional<String> problem(String text) {
    if (this == ANY || (text.length() <= longest && pattern.matcher(text).matches())) {
      return Optional.empty();
    }
    return Optional.of(
        text.length() > longest
            ? "%s has at most %d characters, this has %d"
                .formatted(description, longest, text.length())
            : "is not %s: \"%s\"".formatted(description, text));
  }
}
