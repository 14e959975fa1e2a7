package io.assetota.core.json;

import io.assetota.core.model.AssetException;
import org.jspecify.annotations.Nullable;

/** A JSON document is damaged, exceeds a limit, or holds something else than is expected. */
public final class JsonException extends AssetException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  JsonException(String what, int line, int column, @Nullable Throwable cause) {
    super(line > 0 ? what + " (line " + line + ", column " + column + ")" : what, cause);
    this.line = line;
    this.column = column;
  }

  /**
   * Returns the line of the value that is wrong.
   *
   * @return 1 for the first; 0 if the document as a whole is wrong
   */
  public int line() {
    return line;
  }

  /**
   * Returns the column where the value that is wrong begins.
   *
   * @return in characters, 1 for the first; 0 if the document as a whole is wrong
   */
  public int column() {
    return column;
  }
}
