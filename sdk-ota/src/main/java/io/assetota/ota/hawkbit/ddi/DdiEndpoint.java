package io.assetota.ota.hawkbit.ddi;

import io.assetota.core.model.Printable;
import io.assetota.ota.http.Origin;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The address of the server, and the identity of the device there.
 *
 * @param server address of the server, http or https; may have a path
 * @param tenant the tenant; {@link #DEFAULT_TENANT} where there is only one
 * @param device the controller id: 1 to 128 letters, digits, and {@code . _ : @ -}
 * @param credentials the credentials of the device
 */
public record DdiEndpoint(URI server, String tenant, String device, DdiCredentials credentials) {
  /** The tenant of a hawkBit server that has only one. */
  public static final String DEFAULT_TENANT = "DEFAULT";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:@-]{1,128}");

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is not possible
   */
  public DdiEndpoint {
    if (!Origin.isWeb(server) || server.getQuery() != null || server.getFragment() != null) {
      throw new IllegalArgumentException("not the http or https address of a server: " + server);
    }
    requireName("tenant", tenant);
    requireName("device", device);
  }

  private static void requireName(String what, String name) {
    // A path would take these two for folders.
    if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "a "
              + what
              + " has 1 to 128 letters, digits and . _ : @ -, not \""
              + Printable.text(name)
              + "\"");
    }
  }

  /**
   * Returns the device's own address, which it polls.
   *
   * @return the address, without a slash at its end
   */
  public URI base() {
    String prefix = server.toString().replaceFirst("/+$", "");
    return URI.create(prefix + "/" + tenant + "/controller/v1/" + device);
  }
}
