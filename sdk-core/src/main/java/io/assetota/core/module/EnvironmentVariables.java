package io.assetota.core.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The environment variables that a bundle carries as the asset {@value #ASSET_NAME}: protobuf
 * {@code EnvVars { repeated Var vars = 1; bytes hash = 2; fixed64 updatedAt = 3 }}, {@code Var {
 * string name = 1; string value = 2 }} (docs/FORMAT.md, Environment variables).
 *
 * @param variables values by name, in their order
 */
public record EnvironmentVariables(Map<String, String> variables) {
  /** The name of the asset. */
  public static final String ASSET_NAME = "env";

  /** The most variables there may be. */
  public static final int MAX_COUNT = 100;

  /** The longest name in characters. */
  public static final int MAX_NAME_LENGTH = 128;

  /** The most bytes of all variables together, as JSON and as an asset. */
  public static final int MAX_SIZE = 16 * 1024;

  private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");

  private static final int FIELD_VARS = 1;
  private static final int FIELD_NAME = 1;
  private static final int FIELD_VALUE = 2;
  private static final int WIRE_VARINT = 0;
  private static final int WIRE_FIXED64 = 1;
  private static final int WIRE_BYTES = 2;
  private static final int WIRE_FIXED32 = 5;

  /** Copies the map, keeping its order. */
  public EnvironmentVariables {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /**
   * Takes variables whose names and sizes keep the rules.
   *
   * @param variables values by name
   * @return the variables
   * @throws AssetException if a name is invalid or there are too many or too long ones
   */
  public static EnvironmentVariables of(Map<String, String> variables) throws AssetException {
    if (variables.size() > MAX_COUNT) {
      throw new AssetException(
          variables.size() + " environment variables; at most " + MAX_COUNT + " are allowed");
    }
    for (String name : variables.keySet()) {
      if (name.length() > MAX_NAME_LENGTH) {
        throw new AssetException(
            "Variable name is too long: "
                + Printable.line(name.substring(0, 30))
                + "... (at most "
                + MAX_NAME_LENGTH
                + ")");
      }
      if (!NAME.matcher(name).matches()) {
        throw new AssetException(
            "Invalid variable name: "
                + Printable.text(name)
                + " (capital letters, digits and _ only, no digit first)");
      }
    }
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      // JSON can have half of a surrogate pair, UTF-8 can't: the asset would have another value.
      if (!UTF_8.newEncoder().canEncode(variable.getValue())) {
        throw new AssetException(
            "the value of environment variable " + variable.getKey() + " is not valid Unicode");
      }
    }
    EnvironmentVariables result = new EnvironmentVariables(variables);
    int size = result.encode().length;
    if (size > MAX_SIZE) {
      throw new AssetException(
          "environment variables of " + size + " bytes exceed the maximum of " + MAX_SIZE);
    }
    return result;
  }

  /**
   * Encodes the asset's content.
   *
   * @return protobuf
   */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    variables.forEach(
        (name, value) -> {
          ByteArrayOutputStream variable = new ByteArrayOutputStream();
          writeBytes(variable, FIELD_NAME, name.getBytes(UTF_8));
          writeBytes(variable, FIELD_VALUE, value.getBytes(UTF_8));
          writeBytes(out, FIELD_VARS, variable.toByteArray());
        });
    return out.toByteArray();
  }

  private static void writeBytes(ByteArrayOutputStream out, int field, byte[] bytes) {
    out.write(field << 3 | WIRE_BYTES);
    int length = bytes.length;
    while (length > 0x7f) {
      out.write((length & 0x7f) | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(bytes);
  }

  /**
   * Decodes an asset's content. Fields other than the variables are skipped.
   *
   * @param content protobuf, at most {@link #MAX_SIZE} bytes
   * @return the variables
   * @throws AssetException if it is no valid protobuf, or the variables break a rule
   */
  public static EnvironmentVariables decode(byte[] content) throws AssetException {
    if (content.length > MAX_SIZE) {
      throw new AssetException(
          "environment variables of "
              + content.length
              + " bytes exceed the maximum of "
              + MAX_SIZE);
    }
    Map<String, String> variables = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(content);
    while (in.hasRemaining()) {
      long tag = readVarint(in);
      if (tag == (FIELD_VARS << 3 | WIRE_BYTES)) {
        readVariable(readBytes(in), variables);
      } else {
        skip(in, tag);
      }
    }
    return of(variables);
  }

  private static void readVariable(ByteBuffer in, Map<String, String> variables)
      throws AssetException {
    String name = "";
    String value = "";
    while (in.hasRemaining()) {
      long tag = readVarint(in);
      if (tag == (FIELD_NAME << 3 | WIRE_BYTES)) {
        name = readString(in);
      } else if (tag == (FIELD_VALUE << 3 | WIRE_BYTES)) {
        value = readString(in);
      } else {
        skip(in, tag);
      }
    }
    if (variables.putIfAbsent(name, value) != null) {
      throw new AssetException("environment variable " + Printable.text(name) + " comes twice");
    }
  }

  private static void skip(ByteBuffer in, long tag) throws ModuleFormatException {
    switch ((int) (tag & 7)) {
      case WIRE_VARINT -> readVarint(in);
      case WIRE_FIXED64 -> skip(in, Long.BYTES);
      case WIRE_BYTES -> readBytes(in);
      case WIRE_FIXED32 -> skip(in, Integer.BYTES);
      default -> throw malformed(in);
    }
  }

  private static void skip(ByteBuffer in, int count) throws ModuleFormatException {
    if (in.remaining() < count) {
      throw malformed(in);
    }
    in.position(in.position() + count);
  }

  private static long readVarint(ByteBuffer in) throws ModuleFormatException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!in.hasRemaining()) {
        throw malformed(in);
      }
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed(in);
  }

  private static ByteBuffer readBytes(ByteBuffer in) throws ModuleFormatException {
    long length = readVarint(in);
    if (length < 0 || length > in.remaining()) {
      throw malformed(in);
    }
    ByteBuffer bytes = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return bytes;
  }

  private static String readString(ByteBuffer in) throws ModuleFormatException {
    ByteBuffer bytes = readBytes(in);
    try {
      return UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw malformed(in);
    }
  }

  private static ModuleFormatException malformed(ByteBuffer in) {
    return new ModuleFormatException(
        "the environment variables are not valid protobuf", in.position());
  }
}
