package io.belay.mdp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.belay.error.BelayException;
import io.belay.error.ErrorCategory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a finite MDP from JSON.
 *
 * <pre>{@code
 * {"environment": "coin",                       optional, a name; else the file's
 *  "states": 2, "actions": 1,
 *  "discount": 0.9,                             optional, else 0.99
 *  "startDistribution": [1.0, 0.0],             one number a state
 *  "transitionColumns": ["state", "action", "nextState", "probability", "reward", "terminated"],   optional, these
 *  "transitions": [[0, 0, 1, 1.0, 0.5, false], [1, 0, 1, 1.0, 0.0, true]],
 *  "maxEpisodeSteps": 100,                      optional, or null: none
 *  "rewardThreshold": 0.5,                      optional, or null: none
 *  "gymnasium": "1.3.0"}                        optional, where the table is from; for the reader alone
 * }</pre>
 *
 * <p>Every pair of a state and an action has a transition. A transition is listed once: two of a
 * pair differ in the next state, the reward or the end. All other rules are those of {@link
 * FiniteMdpBuilder}.
 */
public final class FiniteMdpJson {
  private static final long LARGEST_FILE = 64L << 20;

  /** NaN and Infinity are read so that the rule about numbers can name them. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private FiniteMdpJson() {}

  /**
   * Reads a file of at most 64 MiB.
   *
   * @throws BelayException INVALID_REQUEST where the file cannot be read, is no JSON or breaks a
   *     rule
   */
  public static FiniteMdp read(Path file) {
    return parse(bytes(file), file.toString(), defaultName(file));
  }

  /**
   * Reads a text.
   *
   * @param source what messages call it
   * @throws BelayException as {@link #read}
   */
  public static FiniteMdp parse(String text, String source) {
    return parse(text.getBytes(StandardCharsets.UTF_8), source, source);
  }

  private static FiniteMdp parse(byte[] json, String source, String defaultName) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return FiniteMdpDocument.read(new JsonCursor(parser, source)).build(defaultName);
    } catch (JsonProcessingException e) {
      throw new BelayException(
          ErrorCategory.INVALID_REQUEST,
          "the file of a finite MDP is one JSON object: file=%s, line=%d, column=%d, because: %s"
              .formatted(
                  source,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new BelayException(
          ErrorCategory.INVALID_REQUEST,
          "the file of a finite MDP is text in UTF-8: file=%s, because: %s"
              .formatted(source, e.getMessage()),
          e);
    }
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw BelayException.invalid(
          "the file of a finite MDP is there; a relative path begins at the directory in which the process was started: file="
              + file);
    }
    try {
      long size = Files.size(file);
      if (size > LARGEST_FILE) {
        throw BelayException.invalid(
            "the file of a finite MDP has at most %d bytes; make a larger one by FiniteMdpBuilder: file=%s, bytes=%d"
                .formatted(LARGEST_FILE, file, size));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BelayException(
          ErrorCategory.INVALID_REQUEST,
          "the file of a finite MDP can be read: file=%s, because: %s".formatted(file, e),
          e);
    }
  }

  private static String defaultName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
  }
}
