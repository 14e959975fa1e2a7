package io.assetota.core.json;

import io.assetota.core.model.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands. The path is put together only when somebody asks for it.
 *
 * @param parent the place of the object or list around it; null for the document
 * @param name the name of the member, or of the document; null in a list
 * @param index the number of the element in a list
 * @param line the line on which it begins, from 1
 * @param column the column in which it begins, from 1
 */
record JsonPlace(
    @Nullable JsonPlace parent, @Nullable String name, int index, int line, int column) {
  static JsonPlace document(String source, int line, int column) {
    return new JsonPlace(null, source, 0, line, column);
  }

  JsonPlace member(String memberName, int memberLine, int memberColumn) {
    return new JsonPlace(this, memberName, 0, memberLine, memberColumn);
  }

  JsonPlace element(int elementIndex, int elementLine, int elementColumn) {
    return new JsonPlace(this, null, elementIndex, elementLine, elementColumn);
  }

  /** Returns for example {@code release.assets[3].size}. */
  String path() {
    if (parent == null) {
      return String.valueOf(name);
    }
    return name == null
        ? parent.path() + "[" + index + "]"
        : parent.path() + "." + Printable.text(name);
  }

  JsonException problem(String message) {
    return new JsonException(path() + " " + message, line, column, null);
  }
}
