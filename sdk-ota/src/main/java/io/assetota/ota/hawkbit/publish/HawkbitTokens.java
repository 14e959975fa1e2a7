package io.assetota.ota.hawkbit.publish;

import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import io.assetota.ota.http.HttpOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Which tokens hawkBit takes of devices, as its tenant is configured. */
public final class HawkbitTokens {
  private static final String GATEWAY_TOKEN = "authentication.gatewaytoken.key";
  private static final String GATEWAY_ENABLED = "authentication.gatewaytoken.enabled";
  private static final String TARGET_ENABLED = "authentication.targettoken.enabled";

  private final ManagementApi api;

  /**
   * Creates a client.
   *
   * @param server address of the hawkBit server, http or https
   * @param user of the Management API
   * @param password of that user
   * @param options how requests are sent: proxy, certificates, retries
   * @throws IllegalArgumentException if the address or the user is not possible
   */
  public HawkbitTokens(URI server, String user, String password, HttpOptions options) {
    api = new ManagementApi(server, user, password, options);
  }

  /** Whether hawkBit takes a gateway's token. */
  public enum GatewayToken {
    /** It takes this one. */
    SET,
    /** It takes none, or none yet. */
    NONE,
    /** It takes another one. There can be only one. */
    ANOTHER
  }

  /**
   * Tells whether hawkBit takes a gateway's token.
   *
   * @param secret the token
   * @return what it takes
   * @throws IOException if the server can't be read
   */
  public GatewayToken gatewayToken(String secret) throws IOException {
    if (!isEnabled(GATEWAY_ENABLED)) {
      return GatewayToken.NONE;
    }
    String set = HawkbitJson.lenient(configuration(GATEWAY_TOKEN), "value");
    return set.equals(secret)
        ? GatewayToken.SET
        : set.isEmpty() ? GatewayToken.NONE : GatewayToken.ANOTHER;
  }

  /**
   * Lets devices come with a gateway's token.
   *
   * @param secret the token
   * @throws AssetException if hawkBit takes another one, which devices may have
   * @throws IOException if the server can't be reached, or refuses it
   */
  public void takeGatewayToken(String secret) throws IOException {
    switch (gatewayToken(secret)) {
      case SET -> {}
      case NONE -> {
        configure(GATEWAY_TOKEN, json -> json.put("value", secret));
        configure(GATEWAY_ENABLED, json -> json.put("value", true));
      }
      case ANOTHER -> throw anotherGatewayToken();
    }
  }

  /**
   * Says that hawkBit's gateway token is another one, and what to do.
   *
   * @return the failure
   */
  public static AssetException anotherGatewayToken() {
    return new AssetException(
        "hawkBit has another gateway token already, and can have only one. If no device uses that,"
            + " switch it off there ("
            + GATEWAY_ENABLED
            + "), and do this again; else leave --gateway-token-file out");
  }

  /**
   * Tells whether devices may come with tokens of their own.
   *
   * @return whether hawkBit takes them
   * @throws IOException if the server can't be read
   */
  public boolean takesTargetTokens() throws IOException {
    return isEnabled(TARGET_ENABLED);
  }

  /**
   * Lets devices come with tokens of their own.
   *
   * @throws IOException if the server can't be reached, or refuses it
   */
  public void takeTargetTokens() throws IOException {
    if (!takesTargetTokens()) {
      configure(TARGET_ENABLED, json -> json.put("value", true));
    }
  }

  private boolean isEnabled(String name) throws IOException {
    Optional<JsonValue> value = configuration(name).find("value");
    return value.isPresent() && value.get().isTrue();
  }

  private JsonObject configuration(String name) throws IOException {
    return api.get("system/configs/" + name);
  }

  private void configure(String name, JsonFields value) throws IOException {
    api.send("PUT", "system/configs/" + name, JsonWriter.compact(value));
  }
}
