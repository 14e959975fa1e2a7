package io.assetota.bundle.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.primitives.Bytes;
import io.assetota.core.release.SigningKey;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Envelopes of DSSE 1.0, made and taken apart by other means than the code under test. */
record Dsse(String type, String payload) {
  private static final Pattern JSON =
      Pattern.compile("\\{\"payload\":\"([^\"]*)\",\"payloadType\":\"([^\"]*)\",.*");

  static Dsse parse(byte[] json) {
    Matcher matcher = JSON.matcher(new String(json, UTF_8));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(new String(json, UTF_8));
    }
    return new Dsse(
        matcher.group(2), new String(Base64.getDecoder().decode(matcher.group(1)), UTF_8));
  }

  byte[] signedBy(SigningKey key) {
    byte[] body = payload.getBytes(UTF_8);
    String head = "DSSEv1 " + type.length() + " " + type + " " + body.length + " ";
    byte[] signature = key.sign(Bytes.concat(head.getBytes(UTF_8), body));
    return ("{\"payload\":\""
            + base64(payload)
            + "\",\"payloadType\":\""
            + type
            + "\",\"signatures\":[{\"sig\":\""
            + Base64.getEncoder().encodeToString(signature)
            + "\"}]}")
        .getBytes(UTF_8);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
