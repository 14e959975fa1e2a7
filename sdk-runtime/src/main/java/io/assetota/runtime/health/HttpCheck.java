package io.assetota.runtime.health;

import io.assetota.runtime.port.HealthAnswer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks an address, without a proxy and without following redirects: it is the application's own. By
 * Java's oldest client, which needs no threads and little memory.
 */
final class HttpCheck {
  private final URI address;
  private volatile @Nullable HttpURLConnection connection;

  HttpCheck(URI address) {
    this.address = address;
  }

  /** Waits at most this long for each of connecting and every block of the answer. */
  HealthAnswer ask(Duration timeout) {
    try {
      HttpURLConnection asking = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      connection = asking;
      try {
        asking.setInstanceFollowRedirects(false);
        asking.setUseCaches(false);
        asking.setConnectTimeout((int) timeout.toMillis());
        asking.setReadTimeout((int) timeout.toMillis());
        int status = asking.getResponseCode();
        return status / 100 == 2
            ? HealthAnswer.HEALTHY
            : HealthAnswer.unhealthy(address + " answers with status " + status);
      } finally {
        asking.disconnect();
      }
    } catch (IOException e) {
      return HealthAnswer.unhealthy(address + " can't be asked: " + e.getMessage());
    }
  }

  /** Breaks it off: an answer may come byte by byte for ever. */
  void cancel() {
    HttpURLConnection asking = connection;
    if (asking != null) {
      asking.disconnect();
    }
  }
}
