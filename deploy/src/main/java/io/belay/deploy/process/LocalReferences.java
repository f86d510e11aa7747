package io.belay.deploy.process;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The class path as a process without a cluster sees it: without the {@code reference.conf} of the
 * libraries that make a cluster.
 *
 * <p>They would have Pekko load their serializers and extensions at the start of every actor
 * system, also of one that never leaves its JVM, and take a good part of the time of a short run.
 */
final class LocalReferences extends ClassLoader {
  private static final String REFERENCE = "reference.conf";

  /** Jars of Pekko that a process without remoting has no use for. */
  private static final Pattern OF_CLUSTER =
      Pattern.compile(".*/pekko-(?!actor|slf4j)[^/]*\\.jar!/.*");

  LocalReferences(ClassLoader parent) {
    super("belay-local", parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> all = super.getResources(name);
    if (!name.equals(REFERENCE)) {
      return all;
    }
    List<URL> local =
        Collections.list(all).stream()
            .filter(url -> !OF_CLUSTER.matcher(url.toString()).matches())
            .toList();
    return Collections.enumeration(local);
  }
}
