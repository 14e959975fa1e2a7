package io.assetota.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.server.fleet.operators.Role;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may do what: each route of the API and the console, for each role. */
class RolesTest {
  /** The least role for each route. A new route gets its row here. */
  private static final String TABLE =
      """
      api      GET    /api/v1/openapi.json                    -
      api      GET    /api/v1/releases                        READ
      api      POST   /api/v1/releases                        ROLLOUT
      api      DELETE /api/v1/releases/{id}                   ADMINISTER
      api      GET    /api/v1/releases/{id}/files             READ
      api      POST   /api/v1/releases/{id}/block             ROLLOUT
      api      POST   /api/v1/releases/{id}/unblock           ROLLOUT
      api      GET    /api/v1/tags                            READ
      api      POST   /api/v1/tags                            ROLLOUT
      api      GET    /api/v1/selections                      READ
      api      PUT    /api/v1/selections/{name}               ROLLOUT
      api      DELETE /api/v1/selections/{name}               ROLLOUT
      api      GET    /api/v1/rollouts/{id}                   READ
      api      POST   /api/v1/rollouts/check                  ROLLOUT
      api      GET    /api/v1/devices                         READ
      api      GET    /api/v1/devices/{id}                    READ
      api      POST   /api/v1/devices/{id}/token              ADMINISTER
      api      GET    /api/v1/rollouts                        READ
      api      POST   /api/v1/rollouts                        ROLLOUT
      api      POST   /api/v1/rollouts/{id}/pause             ROLLOUT
      api      POST   /api/v1/rollouts/{id}/resume            ROLLOUT
      api      POST   /api/v1/rollouts/{id}/cancel            ROLLOUT
      api      GET    /api/v1/operators                       ADMINISTER
      api      POST   /api/v1/operators                       ADMINISTER
      api      PUT    /api/v1/operators/{name}                ADMINISTER
      api      DELETE /api/v1/operators/{name}                ADMINISTER
      api      POST   /api/v1/operators/{name}/password       ADMINISTER
      api      POST   /api/v1/operators/{name}/tokens         ADMINISTER
      api      DELETE /api/v1/operators/{name}/tokens/{id}    ADMINISTER
      api      GET    /api/v1/audit                           ADMINISTER
      console  GET    /console.css                            -
      console  GET    /console.js                             -
      console  GET    /icon.svg                               -
      console  GET    /login                                  -
      console  POST   /login                                  -
      console  POST   /logout                                 READ
      console  GET    /                                       READ
      console  POST   /devices                                ADMINISTER
      console  GET    /devices/{id}                           READ
      console  POST   /devices/{id}/token                     ADMINISTER
      console  POST   /devices/{id}/revoke                    ADMINISTER
      console  POST   /devices/{id}/ask                       ROLLOUT
      console  POST   /devices/{id}/cancel                    ROLLOUT
      console  POST   /devices/{id}/delete                    ADMINISTER
      console  POST   /devices/{id}/tags                      ROLLOUT
      console  POST   /releases/{id}/block                    ROLLOUT
      console  POST   /releases/{id}/unblock                  ROLLOUT
      console  POST   /selections                             ROLLOUT
      console  POST   /selections/delete                      ROLLOUT
      console  GET    /releases                               READ
      console  POST   /releases                               ROLLOUT
      console  GET    /releases/{id}                          READ
      console  GET    /releases/{id}/files                    READ
      console  POST   /releases/{id}/delete                   ADMINISTER
      console  GET    /rollouts                               READ
      console  POST   /rollouts                               ROLLOUT
      console  GET    /rollouts/{id}                          READ
      console  POST   /rollouts/{id}/pause                    ROLLOUT
      console  POST   /rollouts/{id}/resume                   ROLLOUT
      console  POST   /rollouts/{id}/cancel                   ROLLOUT
      console  GET    /settings                               READ
      console  POST   /settings/tokens                        ADMINISTER
      console  POST   /settings/tokens/{id}/revoke            ADMINISTER
      console  POST   /settings/password                      READ
      console  GET    /operators                              ADMINISTER
      console  POST   /operators                              ADMINISTER
      console  POST   /operators/{name}/role                  ADMINISTER
      console  POST   /operators/{name}/password              ADMINISTER
      console  POST   /operators/{name}/tokens                ADMINISTER
      console  POST   /operators/{name}/tokens/{id}/revoke    ADMINISTER
      console  POST   /operators/{name}/delete                ADMINISTER
      console  GET    /audit                                  ADMINISTER
      """;

  private static final Pattern OFFERED =
      Pattern.compile("(?:method=\"post\" action|href)=\"(/[^\"]*)\"");

  @RegisterExtension static final RunningServer running = new RunningServer();

  private final TestServer server = running.get();
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private final Map<Role, ConsoleClient> clients = new EnumMap<>(Role.class);

  /** Of each route, the least role that may use it; nobody has to log in without one. */
  static Map<String, Optional<Role>> table() {
    Map<String, Optional<Role>> table = new LinkedHashMap<>();
    for (String line : TABLE.strip().split("\n", -1)) {
      String[] parts = line.strip().split(" +", 0);
      table.put(
          parts[0] + " " + parts[1] + " " + parts[2],
          parts[3].equals("-") ? Optional.empty() : Optional.of(Role.valueOf(parts[3])));
    }
    return table;
  }

  @BeforeEach
  void addOperators() throws Exception {
    for (Role role : Role.values()) {
      NewOperator operator = NewOperator.add(server, "role-" + role.text(), role.text());
      tokens.put(role, operator.token());
      clients.put(role, operator.logIn(server));
    }
  }

  @Test
  void everyRouteHasARow() {
    List<String> routes = new ArrayList<>(server.server.routes());
    routes.removeIf(route -> route.startsWith("devices ") || route.startsWith("metrics "));
    assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void everyRoleMayDoWhatTheTableSays() {
    table()
        .forEach(
            (route, needed) ->
                needed.ifPresent(
                    least -> {
                      for (Role role : Role.values()) {
                        HttpResponse<String> answer = ask(route, role);
                        if (role.covers(least)) {
                          assertThat(answer.statusCode())
                              .as(route + " by " + role + ": " + answer.body())
                              .isNotIn(401, 403)
                              .isLessThan(500);
                        } else {
                          assertThat(answer.statusCode()).as(route + " by " + role).isEqualTo(403);
                          assertThat(answer.body()).contains("needs the role " + least.text());
                        }
                      }
                    }));
  }

  /** A form or link that is refused would only be found out by using it. */
  @Test
  void noPageOffersWhatItsReaderMayNotDo() throws IOException {
    server.get(TestServer.base("gw-1"));
    PublishedRelease release = server.server.publish(TestBundles.small(running.folder(), 1));
    server.server.assign(release, "gw-1");
    server.server.assignToAll(release, "");
    clients.forEach(
        (role, client) -> {
          int forms = 0;
          for (String page :
              List.of(
                  "/",
                  "/devices/gw-1",
                  "/releases",
                  "/releases/1",
                  "/rollouts",
                  "/rollouts/2",
                  "/settings")) {
            Matcher offered = OFFERED.matcher(client.page(page));
            while (offered.find()) {
              String method = offered.group().startsWith("method") ? "POST" : "GET";
              String path = offered.group(1).replaceFirst("\\?.*", "");
              Optional<Role> least = least("console " + method + " " + path);
              assertThat(least.isEmpty() || role.covers(least.get()))
                  .as(page + " offers " + method + " " + path + " to " + role)
                  .isTrue();
              forms++;
            }
          }
          assertThat(forms).isGreaterThan(20);
        });
  }

  private static Optional<Role> least(String request) {
    return table().entrySet().stream()
        .filter(row -> request.matches(row.getKey().replaceAll("\\{\\w+}", "[^/]+")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no route for " + request))
        .getValue();
  }

  @Test
  void nobodyElseMayDoAnything() {
    table()
        .forEach(
            (route, needed) -> {
              if (needed.isPresent()) {
                HttpResponse<String> answer = server.send(request(route, server::request));
                assertThat(answer.statusCode()).as(route).isIn(401, 403, 303);
                if (answer.statusCode() == 303) {
                  assertThat(answer.headers().firstValue("Location").orElse(""))
                      .startsWith("/login");
                }
              }
            });
  }

  /** Asks for something that is not there, with a body that means nothing. */
  private HttpResponse<String> ask(String route, Role role) {
    if (route.startsWith("api ")) {
      return server.send(
          request(route, server::request).header("Authorization", "Bearer " + tokens.get(role)));
    }
    ConsoleClient client = clients.get(role);
    if (route.endsWith("/logout")) {
      // It would end the session of the other routes.
      return server.send(client.form("/logout", "csrf", client.csrf(), "no-such-field", "x"));
    }
    if (route.startsWith("console POST ")) {
      String path = path(route);
      return path.equals("/releases")
          ? client.upload(client.csrf(), new byte[10], "none")
          : client.submit(path, "csrf", client.csrf());
    }
    return server.send(request(route, client::request));
  }

  private static HttpRequest.Builder request(
      String route, java.util.function.Function<String, HttpRequest.Builder> to) {
    String method = route.split(" ", 0)[1];
    return to.apply(path(route))
        .method(
            method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
  }

  private static String path(String route) {
    return route.split(" ", 0)[2].replace("{id}", "987654").replace("{name}", "nobody");
  }
}
