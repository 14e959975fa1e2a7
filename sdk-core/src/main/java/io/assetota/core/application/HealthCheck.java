package io.assetota.core.application;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** How one finds out from outside whether an application works. */
public sealed interface HealthCheck {
  /**
   * An address that answers with a status of 200 to 299 while the application works.
   *
   * @param address an http or https address with a host, at most {@value #MAX_BYTES} bytes
   */
  record Http(URI address) implements HealthCheck {
    /** The longest address in bytes. */
    public static final int MAX_BYTES = 2048;

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is no such address
     */
    public Http {
      String text = ManifestText.require("the health address", address.toString(), MAX_BYTES);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
        throw ManifestText.wrong("health address", text, "is not http://HOST[:PORT]/PATH");
      }
      if (address.getUserInfo() != null) {
        throw ManifestText.wrong("health address", text, "contains a user or a password");
      }
    }

    /**
     * Parses an address.
     *
     * @param address an http or https address
     * @return the check
     * @throws IllegalArgumentException if it is no such address
     */
    public static Http parse(String address) {
      try {
        return new Http(new URI(address));
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(
            "health address " + ManifestText.quoted(address) + " is no address", e);
      }
    }
  }

  /**
   * A program that ends with exit code 0 while the application works. It runs in the application's
   * folder.
   *
   * @param command the program and its arguments; the rules are those of {@link StartCommand}
   */
  record Program(List<String> command) implements HealthCheck {
    /**
     * Checks the words.
     *
     * @throws IllegalArgumentException if they break a rule
     */
    public Program {
      command = StartCommand.requireWords("health command", command);
    }
  }

  /** The application tells by the protocol of sd_notify: READY=1, and then WATCHDOG=1. */
  record Notify() implements HealthCheck {}

  /** The application confirms by itself that it works, with {@code AssetManager.confirm()}. */
  record Confirmation() implements HealthCheck {}
}
