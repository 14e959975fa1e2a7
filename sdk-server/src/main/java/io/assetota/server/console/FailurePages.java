package io.assetota.server.console;

import io.assetota.server.console.login.Session;
import io.assetota.server.console.login.Sessions;
import io.assetota.server.console.page.Html;
import io.assetota.server.web.ErrorPage;
import io.assetota.server.web.Exchange;
import java.io.IOException;
import java.util.Optional;

/** Shows what went wrong, with the navigation for whoever is logged in. */
final class FailurePages implements ErrorPage {
  private final Views views;
  private final Sessions sessions;

  FailurePages(Views views, Sessions sessions) {
    this.views = views;
    this.sessions = sessions;
  }

  @Override
  public void show(Exchange exchange, int status, String message) {
    String title = title(status);
    FailurePage page =
        new FailurePage(
            session(exchange).map(s -> views.frame(title, "", s)), title, status, message);
    Html.send(exchange, status, (out, tags) -> JtefailureGenerated.render(out, tags, page));
  }

  private Optional<Session> session(Exchange exchange) {
    try {
      return sessions.of(exchange);
    } catch (IOException e) {
      // A request that names no host, for example: it has failed already, and that is shown.
      return Optional.empty();
    }
  }

  private static String title(int status) {
    return switch (status) {
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 429, 503 -> "Too busy";
      default -> status >= 500 ? "The server failed" : "That did not work";
    };
  }
}
