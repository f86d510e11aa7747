package io.belay.deploy.image;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What an image's configuration says, read from the Dockerfile or from Jib's configuration.
 *
 * @param base image that it is built on
 * @param entryPoint command that the container's arguments follow
 * @param user user and group, as numbers
 * @param ports that processes in it listen at, ascending
 * @param volumes directories that outlive a container
 * @param workingDirectory where relative names begin
 * @param labels by name; values that the build fills in are empty
 */
record ImageDescription(
    String base,
    List<String> entryPoint,
    String user,
    List<Integer> ports,
    List<String> volumes,
    String workingDirectory,
    Map<String, String> labels) {
  private static final String JIB =
      "/project/profiles/profile[id='image-tar']//plugin[artifactId='jib-maven-plugin']"
          + "/executions/execution/configuration";
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern LABEL = Pattern.compile("([a-z.]+)=\"([^\"]*)\"");

  ImageDescription {
    ports = List.copyOf(new TreeSet<>(ports));
    labels = new TreeMap<>(labels);
    labels.replaceAll((name, value) -> value.startsWith("${") ? "" : value);
  }

  /** What the last stage of a Dockerfile says. */
  static ImageDescription ofDockerfile(String text) {
    List<String> lines =
        text.lines()
            .filter(line -> !line.startsWith("#"))
            .reduce(
                "", (a, b) -> a.endsWith("\\") ? a.substring(0, a.length() - 1) + b : a + "\n" + b)
            .lines()
            .toList();
    int last =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).startsWith("FROM "))
            .max()
            .orElseThrow();
    List<String> stage = lines.subList(last, lines.size());
    String base = one(stage, "FROM");
    return new ImageDescription(
        base.startsWith("${")
            ? one(lines, "ARG " + base.substring(2, base.length() - 1) + "=")
            : base,
        all(QUOTED, one(stage, "ENTRYPOINT")),
        one(stage, "USER"),
        Stream.of(one(stage, "EXPOSE").split(" ")).map(Integer::valueOf).toList(),
        List.of(one(stage, "VOLUME").split(" ")),
        one(stage, "WORKDIR"),
        LABEL
            .matcher(one(stage, "LABEL"))
            .results()
            .collect(TreeMap::new, (map, m) -> map.put(m.group(1), m.group(2)), Map::putAll));
  }

  /** What Jib's configuration in a pom says. */
  static ImageDescription ofPom(String text) {
    Map<String, String> labels = new TreeMap<>();
    for (Node label : nodes(text, JIB + "/container/labels/*")) {
      labels.put(label.getNodeName(), label.getTextContent());
    }
    return new ImageDescription(
        texts(text, JIB + "/from/image").getFirst(),
        texts(text, JIB + "/container/entrypoint/arg"),
        texts(text, JIB + "/container/user").getFirst(),
        texts(text, JIB + "/container/ports/port").stream()
            .flatMap(ImageDescription::range)
            .toList(),
        texts(text, JIB + "/container/volumes/volume"),
        texts(text, JIB + "/container/workingDirectory").getFirst(),
        labels);
  }

  /** The texts of what an XPath finds in a document, in the document's order. */
  static List<String> texts(String document, String path) {
    return nodes(document, path).stream().map(Node::getTextContent).toList();
  }

  private static List<Node> nodes(String document, String path) {
    try {
      Document parsed =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(document)));
      XPath xpath = XPathFactory.newInstance().newXPath();
      NodeList found = (NodeList) xpath.evaluate(path, parsed, XPathConstants.NODESET);
      List<Node> nodes = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        nodes.add(found.item(i));
      }
      return nodes;
    } catch (IOException
        | ParserConfigurationException
        | SAXException
        | XPathExpressionException e) {
      throw new AssertionError(path, e);
    }
  }

  private static String one(List<String> lines, String instruction) {
    List<String> found = lines.stream().filter(line -> line.startsWith(instruction)).toList();
    if (found.size() != 1) {
      throw new AssertionError("there must be one " + instruction + ", but there are " + found);
    }
    return found.getFirst().substring(instruction.length()).strip();
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  private static Stream<Integer> range(String ports) {
    int[] ends = Arrays.stream(ports.split("-")).mapToInt(Integer::parseInt).toArray();
    return IntStream.rangeClosed(ends[0], ends[ends.length - 1]).boxed();
  }
}
