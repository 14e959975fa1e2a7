package io.assetota.core.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A small file that somebody wrote with an editor: settings, variables, a token. Editors of Windows
 * put a byte order mark in front of the text, which is none of it.
 */
public final class TextFile {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private TextFile() {}

  /**
   * Reads a text.
   *
   * @param file the file
   * @param most the most bytes that it may have
   * @return the text, without a byte order mark
   * @throws AssetException if the file is longer, or not UTF-8
   * @throws IOException if it can't be read
   */
  public static String read(Path file, int most) throws IOException {
    byte[] bytes = readBytes(file, most);
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new AssetException(
          file
              + (isUtf16(bytes)
                  ? " is UTF-16, not UTF-8: save it as UTF-8"
                  : " is not UTF-8: save it as UTF-8"),
          e);
    }
  }

  /**
   * Reads what has an encoding of its own, such as PEM.
   *
   * @param file the file
   * @param most the most bytes that it may have
   * @return its bytes, without a byte order mark
   * @throws AssetException if the file is longer
   * @throws IOException if it can't be read
   */
  public static byte[] readBytes(Path file, int most) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(most + 1);
    }
    if (bytes.length > most) {
      throw new AssetException(file + " is longer than " + most + " bytes");
    }
    return withoutMark(bytes);
  }

  /**
   * Takes a byte order mark away.
   *
   * @param bytes what was read of a file
   * @return the same without a mark
   */
  public static byte[] withoutMark(byte[] bytes) {
    return isMarked(bytes) ? Arrays.copyOfRange(bytes, MARK.length, bytes.length) : bytes;
  }

  private static boolean isMarked(byte[] bytes) {
    return bytes.length >= MARK.length
        && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
  }

  /** Both byte orders begin with these bytes, which are in no text of UTF-8. */
  private static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
            || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
  }
}
