package io.assetota.ota.hawkbit.ddi;

import java.util.Map;

/**
 * The credentials of a device. They are sent to the configured origin only: scheme, host and port.
 *
 * <p>A client certificate needs none of these: it is set in the {@code HttpClient} of the options,
 * and checked by the proxy in front of the server.
 */
public final class DdiCredentials {
  private static final int MAX_TOKEN = 512;

  private final Map<String, String> headers;

  private DdiCredentials(Map<String, String> headers) {
    this.headers = headers;
  }

  /**
   * Returns the device's own token. The server has to know the device.
   *
   * @param token 1 to 512 visible ASCII characters
   * @return credentials
   * @throws IllegalArgumentException if it is anything else
   */
  public static DdiCredentials targetToken(String token) {
    return of("TargetToken", token);
  }

  /**
   * Returns the token of a gateway, which serves many devices. The first poll registers the device.
   *
   * @param token 1 to 512 visible ASCII characters
   * @return credentials
   * @throws IllegalArgumentException if it is anything else
   */
  public static DdiCredentials gatewayToken(String token) {
    return of("GatewayToken", token);
  }

  /**
   * Returns no credentials, for devices that are known by a client certificate.
   *
   * @return credentials
   */
  public static DdiCredentials none() {
    return new DdiCredentials(Map.of());
  }

  private static DdiCredentials of(String kind, String token) {
    boolean visible = token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (token.isEmpty() || token.length() > MAX_TOKEN || !visible) {
      throw new IllegalArgumentException(
          "a token has 1 to " + MAX_TOKEN + " visible ASCII characters");
    }
    return new DdiCredentials(Map.of("Authorization", kind + " " + token));
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Does not contain the token. */
  @Override
  public String toString() {
    return headers.isEmpty() ? "no token" : "a token";
  }
}
