package io.belay.mdp;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.belay.error.BelayException;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one JSON document and reads values of the type that is expected, or says where
 * which one is of another.
 *
 * <p>Each reader moves to the next token and takes it; {@code what} is the value's name in
 * messages, such as {@code states} or {@code transitions[3].reward}.
 */
final class JsonCursor {
  private static final int LONGEST_SHOWN = 40;

  private final JsonParser parser;
  private final String source;

  JsonCursor(JsonParser parser, String source) {
    this.parser = parser;
    this.source = source;
  }

  /** What messages call the document. */
  String source() {
    return source;
  }

  /** Where the cursor is, as {@code name=value}. */
  String place() {
    JsonLocation at = parser.currentTokenLocation();
    return "file=%s, line=%d, column=%d".formatted(source, at.getLineNr(), at.getColumnNr());
  }

  void beginObject() throws IOException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "the document", "an object");
  }

  /** The next key of the object, null at its end. */
  @Nullable String key() throws IOException {
    return parser.nextToken() == JsonToken.FIELD_NAME ? parser.currentName() : null;
  }

  /** Nothing follows the object. */
  void end() throws IOException {
    require(parser.nextToken() == null, "what follows the object", "nothing");
  }

  void beginList(String what) throws IOException {
    require(parser.nextToken() == JsonToken.START_ARRAY, what, "a list");
  }

  /** Begins the next list of a list of lists; false at the end of the outer one. */
  boolean beginElement(String what) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      return false;
    }
    require(token == JsonToken.START_ARRAY, what, "a list");
    return true;
  }

  void endElement(String what, int size) throws IOException {
    require(parser.nextToken() == JsonToken.END_ARRAY, what, "a list of %d values".formatted(size));
  }

  int whole(String what) throws IOException {
    parser.nextToken();
    return presentWhole(what);
  }

  OptionalInt wholeOrNull(String what) throws IOException {
    return parser.nextToken() == JsonToken.VALUE_NULL
        ? OptionalInt.empty()
        : OptionalInt.of(presentWhole(what));
  }

  private int presentWhole(String what) throws IOException {
    require(
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() == JsonParser.NumberType.INT,
        what,
        "a whole number below 2^31");
    return parser.getIntValue();
  }

  double real(String what) throws IOException {
    parser.nextToken();
    return presentReal(what);
  }

  OptionalDouble realOrNull(String what) throws IOException {
    return parser.nextToken() == JsonToken.VALUE_NULL
        ? OptionalDouble.empty()
        : OptionalDouble.of(presentReal(what));
  }

  /** The next number of a list, empty at its end. */
  OptionalDouble realOrEnd(String what) throws IOException {
    return parser.nextToken() == JsonToken.END_ARRAY
        ? OptionalDouble.empty()
        : OptionalDouble.of(presentReal(what));
  }

  private double presentReal(String what) throws IOException {
    require(parser.currentToken().isNumeric(), what, "a number");
    return parser.getDoubleValue();
  }

  boolean flag(String what) throws IOException {
    require(parser.nextToken().isBoolean(), what, "true or false");
    return parser.getBooleanValue();
  }

  String text(String what) throws IOException {
    require(parser.nextToken() == JsonToken.VALUE_STRING, what, "a text");
    return parser.getText();
  }

  private void require(boolean holds, String what, String type) throws IOException {
    if (!holds) {
      throw BelayException.invalid(
          "in the file of a finite MDP %s is %s: %s, found=%s"
              .formatted(what, type, place(), shown()));
    }
  }

  private String shown() throws IOException {
    if (parser.currentToken() == null) {
      return "nothing";
    }
    String text = parser.getText();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
