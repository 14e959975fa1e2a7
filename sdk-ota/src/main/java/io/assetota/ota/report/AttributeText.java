package io.assetota.ota.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.escape.Escaper;
import com.google.common.net.PercentEscaper;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Encodes any text as a value that hawkBit accepts. It refuses all attributes of a device if one of
 * them has a character other than these (version 1.1.0, {@code JpaControllerManagement.PATTERN}):
 * letters and digits of ASCII, blanks, and some punctuation. Other characters, and {@code %}
 * itself, are percent-encoded: a percent sign and two digits for each byte of UTF-8.
 */
final class AttributeText {
  private static final Escaper ESCAPER =
      new PercentEscaper("_-!@#$^&*()+=[]{}|;:'\",.<>/\\? ", false);

  /** An ellipsis, behind a text that was cut. */
  private static final String CUT = "%E2%80%A6";

  private static final int HEX = 16;

  private AttributeText() {}

  /**
   * Writes a text with at most so many characters as an attribute may have; longer ones are cut.
   */
  static String encode(String text) {
    StringBuilder out = new StringBuilder();
    int fits = 0; // what stays if it has to be cut
    // Lone surrogates, which no encoding has, become question marks here.
    for (int character : new String(text.getBytes(UTF_8), UTF_8).codePoints().toArray()) {
      out.append(ESCAPER.escape(Character.toString(character)));
      if (out.length() > DeviceAttributes.MAX_LENGTH) {
        return out.substring(0, fits) + CUT;
      }
      if (out.length() <= DeviceAttributes.MAX_LENGTH - CUT.length()) {
        fits = out.length();
      }
    }
    return out.toString();
  }

  /**
   * Reads what {@link #encode} wrote. Anything else comes back as it is: any client may send it.
   */
  static String decode(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) != '%') {
        int end = value.indexOf('%', i) < 0 ? value.length() : value.indexOf('%', i);
        bytes.writeBytes(value.substring(i, end).getBytes(UTF_8));
        i = end - 1;
        continue;
      }
      int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), HEX) : -1;
      int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), HEX) : -1;
      if (high < 0 || low < 0) {
        return value;
      }
      bytes.write(high * HEX + low);
      i += 2;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      return value; // percent signs of somebody else's
    }
  }
}
