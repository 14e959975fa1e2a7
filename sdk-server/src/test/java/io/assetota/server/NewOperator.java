package io.assetota.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * An operator that a test has added through the API.
 *
 * @param name what it logs in with
 * @param password its password
 * @param token one of its tokens
 */
record NewOperator(String name, String password, String token) {
  /** Adds it, or gives one that is there a new password and token. */
  static NewOperator add(TestServer server, String name, String role) throws IOException {
    int status =
        server
            .send(
                server
                    .operator("/api/v1/operators")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role))))
            .statusCode();
    assertThat(status).isIn(201, 409);
    String base = "/api/v1/operators/" + name;
    String password =
        server
            .api(server.operator(base + "/password").POST(BodyPublishers.noBody()), 201)
            .path("password")
            .asText();
    String token =
        server
            .api(
                server
                    .operator(base + "/tokens")
                    .POST(BodyPublishers.ofString("{\"name\":\"ci of " + name + "\"}")),
                201)
            .path("token")
            .asText();
    return new NewOperator(name, password, token);
  }

  ConsoleClient logIn(TestServer server) {
    ConsoleClient client = new ConsoleClient(server);
    assertThat(client.login(name, password).statusCode()).isEqualTo(303);
    return client;
  }
}
