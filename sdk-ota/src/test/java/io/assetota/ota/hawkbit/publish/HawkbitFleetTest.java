package io.assetota.ota.hawkbit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.ota.hawkbit.publish.HawkbitTokens.GatewayToken;
import io.assetota.ota.http.HttpOptions;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A fleet that comes into hawkBit, against what hawkBit 1.1.0 answered. */
class HawkbitFleetTest {
  private static final String TOKEN_3 = "new-token-of-gw-3-" + "x".repeat(24);
  private static final String TOKEN_4 = "new-token-of-gw-4-" + "x".repeat(22);
  private static final String GATEWAY_TOKEN = "gateway-token-of-tests";
  private static final List<FleetTarget> FLEET =
      List.of(
          target("gw-1", "", "lab"),
          target("gw-2", ""),
          target("gw-3", TOKEN_3),
          target("gw-4", TOKEN_4));

  private static FleetTarget target(String id, String token, String... tags) {
    return new FleetTarget(
        id, new TreeSet<>(List.of(tags)), token.isEmpty() ? Optional.empty() : Optional.of(token));
  }

  private static HawkbitFleet fleet(WebServer server) {
    return new HawkbitFleet(server.uri(), "admin", "admin", HttpOptions.defaults());
  }

  private static HawkbitTokens tokens(WebServer server) {
    return new HawkbitTokens(server.uri(), "admin", "admin", HttpOptions.defaults());
  }

  @Test
  void aFleetIsMade() throws IOException {
    try (WebServer server = RecordedHawkbit.replaying("fleet-moved")) {
      HawkbitFleet hawkbit = fleet(server);
      FleetGap gap = hawkbit.gap(FLEET);
      assertThat(gap.targets()).isEqualTo(FLEET);
      assertThat(gap.tags()).containsExactly("lab");
      assertThat(gap.tagged()).isEqualTo(Map.of("lab", List.of("gw-1")));
      assertThat(gap.withoutRelease()).containsExactly("gw-1", "gw-2", "gw-3", "gw-4");
      assertThat(gap.tokenCount()).isEqualTo(2);
      List<Long> progress = new ArrayList<>();
      hawkbit.fill(gap, progress::add);
      assertThat(progress).containsExactly(4L, 5L, 6L);
      assertThat(HawkbitFleet.changes(gap)).isEqualTo(6);
      hawkbit.installed(1, List.of("gw-1"));
      hawkbit.installed(2, List.of("gw-2"));
      server.requireNoFailure();
      assertThat(server.requests()).hasSize(7);
    }
  }

  @Test
  void nothingIsMissingThen() throws IOException {
    try (WebServer server = RecordedHawkbit.replaying("fleet-again")) {
      HawkbitFleet hawkbit = fleet(server);
      FleetGap gap = hawkbit.gap(FLEET);
      assertThat(HawkbitFleet.changes(gap)).isZero();
      assertThat(gap.tokenCount()).isZero();
      // Of the others, hawkBit knows what they have.
      assertThat(gap.withoutRelease()).containsExactly("gw-3", "gw-4");
      hawkbit.fill(gap, done -> {});
      server.requireNoFailure();
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aTokenThatDiffersIsSet() throws IOException {
    try (WebServer server =
        WebServer.start(
            request ->
                Answer.json(
                    request.path().contains("/targets?")
                        ? "{\"total\":1,\"content\":[{\"controllerId\":\"gw:1\",\"updateStatus\":"
                            + "\"in_sync\",\"securityToken\":\"old\"}]}"
                        : "{\"total\":0,\"content\":[]}"))) {
      HawkbitFleet hawkbit = fleet(server);
      FleetGap gap = hawkbit.gap(List.of(target("gw:1", TOKEN_3)));
      assertThat(gap.targets()).isEmpty();
      assertThat(gap.withoutRelease()).isEmpty();
      assertThat(gap.tokenCount()).isEqualTo(1);
      assertThat(gap.toString()).doesNotContain(TOKEN_3);
      server.forget();
      hawkbit.fill(gap, done -> {});
      assertThat(server.requests()).hasSize(1);
      Request put = server.requests().get(0);
      assertThat(put).hasToString("PUT /rest/v1/targets/gw%3A1");
      assertThat(put.body()).isEqualTo("{\"securityToken\":\"" + TOKEN_3 + "\"}");
    }
  }

  @Test
  void manyAreReadAndMadeInPieces() throws IOException {
    List<FleetTarget> many =
        IntStream.range(0, 450).mapToObj(i -> target("gw-" + i, "", "lab")).toList();
    try (WebServer server = WebServer.start(HawkbitFleetTest::halfOfMany)) {
      HawkbitFleet hawkbit = fleet(server);
      FleetGap gap = hawkbit.gap(many);
      assertThat(gap.targets()).hasSize(150);
      server.forget();
      hawkbit.fill(gap, done -> {});
      assertThat(server.requests())
          .extracting(Request::toString)
          .containsExactly(
              "POST /rest/v1/targets",
              "GET /rest/v1/targettags?sort=id:ASC&limit=200&offset=0",
              "POST /rest/v1/targettags/9/assigned",
              "POST /rest/v1/targettags/9/assigned",
              "POST /rest/v1/targettags/9/assigned");
    }
  }

  /** 300 of the targets and the tag are there, which none of them has. */
  private static Answer halfOfMany(Request request) {
    if (request.path().contains("/targettags?")) {
      return Answer.json("{\"total\":1,\"content\":[{\"id\":9,\"name\":\"lab\"}]}");
    }
    if (!request.path().contains("/targets?")) {
      return Answer.json("{\"total\":0,\"content\":[]}");
    }
    int offset = Integer.parseInt(request.path().replaceFirst(".*offset=", ""));
    StringBuilder targets = new StringBuilder();
    for (int i = offset; i < Math.min(300, offset + 200); i++) {
      targets
          .append(targets.isEmpty() ? "" : ",")
          .append("{\"controllerId\":\"gw-" + i + "\",\"updateStatus\":\"registered\"}");
    }
    return Answer.json("{\"total\":300,\"content\":[" + targets + "]}");
  }

  @Test
  void tokensAreTakenOnce() throws IOException {
    try (WebServer server = RecordedHawkbit.replaying("tokens-set")) {
      HawkbitTokens hawkbit = tokens(server);
      assertThat(hawkbit.gatewayToken(GATEWAY_TOKEN)).isEqualTo(GatewayToken.NONE);
      hawkbit.takeTargetTokens();
      hawkbit.takeGatewayToken(GATEWAY_TOKEN);
      server.requireNoFailure();
    }
    try (WebServer server = RecordedHawkbit.replaying("tokens-again")) {
      HawkbitTokens hawkbit = tokens(server);
      assertThat(hawkbit.gatewayToken(GATEWAY_TOKEN)).isEqualTo(GatewayToken.SET);
      hawkbit.takeTargetTokens();
      hawkbit.takeGatewayToken(GATEWAY_TOKEN);
      server.requireNoFailure();
    }
  }

  @Test
  void anotherGatewayTokenStays() throws IOException {
    try (WebServer server =
        WebServer.start(
            request ->
                Answer.json(
                    request.path().endsWith("key")
                        ? "{\"value\":\"that of others\"}"
                        : "{\"value\":true}"))) {
      assertThatThrownBy(() -> tokens(server).takeGatewayToken(GATEWAY_TOKEN))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("has another gateway token")
          .hasMessageNotContaining("others\"")
          .hasMessageNotContaining(GATEWAY_TOKEN);
      assertThat(server.requests()).allMatch(request -> request.method().equals("GET"));
    }
  }
}
