package io.assetota.core.json;

import java.io.IOException;

/** The members of an object that is written. */
@FunctionalInterface
public interface JsonFields {
  /**
   * Writes the members.
   *
   * @param json where to
   * @throws IOException if writing fails
   */
  void writeTo(JsonWriter json) throws IOException;
}
