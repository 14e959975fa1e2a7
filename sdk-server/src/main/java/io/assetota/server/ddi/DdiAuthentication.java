package io.assetota.server.ddi;

import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.devices.Devices;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.util.Locale;

/** Checks tokens: a device's own, or a gateway's. */
final class DdiAuthentication {
  private static final int MAX_HEADER = 1024;

  private final Fleet fleet;

  DdiAuthentication(Fleet fleet) {
    this.fleet = fleet;
  }

  /** Accepts a registered device, and registers one that comes with a gateway's token. */
  void requireOrRegister(Exchange exchange) throws IOException {
    String id = authenticated(exchange);
    if (fleet.devices().find(id).isEmpty()) {
      try {
        fleet.devices().register(id);
      } catch (RefusedException e) {
        throw HttpException.badRequest(String.valueOf(e.getMessage()));
      }
    }
    fleet.presence().sees(id);
  }

  /** Accepts a registered device. */
  void require(Exchange exchange) throws IOException {
    String id = authenticated(exchange);
    if (fleet.devices().find(id).isEmpty()) {
      throw HttpException.notFound();
    }
    fleet.presence().sees(id);
  }

  private String authenticated(Exchange exchange) throws IOException {
    String id = exchange.path("device");
    String header = exchange.header("Authorization").orElse("");
    int blank = header.indexOf(' ');
    if (blank > 0 && header.length() <= MAX_HEADER && Devices.isValidId(id)) {
      String secret = header.substring(blank + 1).strip();
      boolean right =
          switch (header.substring(0, blank).toLowerCase(Locale.ROOT)) {
            case "targettoken" ->
                fleet.deviceTokens().hash(id).filter(h -> Tokens.matches(secret, h)).isPresent();
            case "gatewaytoken" -> fleet.tokens().opens(Tokens.Kind.GATEWAY, secret);
            default -> false;
          };
      if (right) {
        exchange.isKnown();
        return id;
      }
    }
    exchange.set("WWW-Authenticate", "TargetToken, GatewayToken");
    throw new HttpException(401, "The token is missing or wrong");
  }
}
