package io.assetota.cli.fleet;

import io.assetota.ota.hawkbit.publish.HawkbitFleet;
import io.assetota.ota.hawkbit.publish.HawkbitPublisher;
import io.assetota.ota.hawkbit.publish.HawkbitRollouts;
import io.assetota.ota.hawkbit.publish.HawkbitTokens;
import io.assetota.ota.http.HttpOptions;
import java.net.URI;

/**
 * The clients of hawkBit's Management API, all for the same user. Each method throws {@link
 * IllegalArgumentException} if the address or the user is not possible; nothing is sent yet.
 */
final class HawkbitClients {
  private final URI server;
  private final String user;
  private final String password;
  private final HttpOptions http;

  HawkbitClients(URI server, String user, String password, HttpOptions http) {
    this.server = server;
    this.user = user;
    this.password = password;
    this.http = http;
  }

  HawkbitPublisher publisher() {
    return new HawkbitPublisher(server, user, password, http);
  }

  HawkbitRollouts rollouts() {
    return new HawkbitRollouts(server, user, password, http);
  }

  HawkbitFleet fleet() {
    return new HawkbitFleet(server, user, password, http);
  }

  HawkbitTokens tokens() {
    return new HawkbitTokens(server, user, password, http);
  }
}
