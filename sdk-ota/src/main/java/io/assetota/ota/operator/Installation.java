package io.assetota.ota.operator;

import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * How devices install a release that they get.
 *
 * @param mode how much say a device has
 * @param consent whom the device asks first
 * @param window the time of each day in which it installs, as in {@code 02:30-04:30 Europe/Berlin};
 *     the server reads it. Empty for any time
 */
public record Installation(Mode mode, Consent consent, Optional<String> window) {
  private static final int MAX_TEXT = 256;

  /** At once, at any time, and without asking anybody. */
  public static final Installation USUAL =
      new Installation(Mode.FORCED, Consent.NOT_NEEDED, Optional.empty());

  /** How much say a device has. */
  public enum Mode {
    /** It installs at once. */
    FORCED,
    /** It installs when it suits. */
    SOFT,
    /** It fetches the release, and doesn't install it. */
    DOWNLOAD_ONLY;

    /** Returns what it is called in the API and in options. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a mode.
     *
     * @param text its name, in any case
     * @return the mode
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Mode parse(String text) {
      for (Mode mode : values()) {
        if (mode.name().equalsIgnoreCase(text)) {
          return mode;
        }
      }
      throw new IllegalArgumentException("it is forced, soft or download_only");
    }
  }

  /** Whom a device asks. */
  public enum Consent {
    /** Nobody. */
    NOT_NEEDED,
    /** Its owner. */
    OF_OWNER
  }

  /**
   * Tells how devices install, after "devices".
   *
   * @return a few words for people
   */
  public String inWords() {
    String when =
        switch (mode) {
          case FORCED -> "install it at once";
          case SOFT -> "install it when it suits them";
          case DOWNLOAD_ONLY -> "only fetch it";
        };
    return when
        + window.map(w -> ", but only at " + w).orElse("")
        + (consent == Consent.OF_OWNER ? ", after their owners have agreed" : "");
  }

  void writeTo(JsonWriter json) throws IOException {
    json.put("mode", mode.toString());
    if (window.isPresent()) {
      json.put("window", window.get());
    }
    if (consent == Consent.OF_OWNER) {
      json.put("confirm", true);
    }
  }

  static Installation read(JsonObject answer) throws IOException {
    Mode mode;
    try {
      mode = Mode.parse(answer.text("mode", MAX_TEXT));
    } catch (IllegalArgumentException e) {
      throw new AssetException("the server answers with an unknown mode: " + e.getMessage(), e);
    }
    return new Installation(
        mode,
        answer.isTrue("confirm") ? Consent.OF_OWNER : Consent.NOT_NEEDED,
        answer.optionalText("window", MAX_TEXT));
  }
}
