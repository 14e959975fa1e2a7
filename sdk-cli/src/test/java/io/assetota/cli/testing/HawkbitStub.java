package io.assetota.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A hawkBit with one update for its one device, the artifact of which is elsewhere. Its Management
 * API is empty and believes everything.
 */
public final class HawkbitStub implements AutoCloseable {
  public static final String DEVICE = "gw-7";

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private volatile String deployment = "";

  public HawkbitStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Offers a bundle, until the device says how the update ended. */
  public void offer(URI bundle, long size) {
    deployment =
        """
        {"id":"1","deployment":{"download":"forced","update":"forced","chunks":[{"part":"bApp",
        "version":"2","name":"kiosk","artifacts":[{"filename":"bundle.zip","size":%d,
        "hashes":{"sha256":"00"},"_links":{"download-http":{"href":"%s"}}}]}]}}\
        """
            .formatted(size, bundle);
  }

  /** Method and path of each request. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The headers of each request. */
  public List<Headers> headers() {
    return List.copyOf(headers);
  }

  /** The results of the updates that were said to have ended. */
  public List<String> ends() {
    return List.copyOf(ends);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      requests.add(exchange.getRequestMethod() + " " + path);
      headers.add(exchange.getRequestHeaders());
      boolean post = exchange.getRequestMethod().equals("POST");
      boolean made = post && path.startsWith("/rest/v1/");
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      byte[] answer =
          (path.startsWith("/rest/v1/") ? management(path, query, post) : device(path, body))
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(made ? 201 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String management(String path, String query, boolean post) {
    if (path.endsWith("/artifacts")) {
      return post ? "{\"hashes\":{\"sha256\":\"" + query.replace("sha256sum=", "") + "\"}}" : "[]";
    }
    if (path.endsWith("moduletypes") && !path.endsWith("softwaremoduletypes")) {
      return path.contains("mandatory") ? "[{\"key\":\"application\"}]" : "[]";
    }
    if (path.endsWith("types")) {
      String key = path.endsWith("softwaremoduletypes") ? "application" : "app";
      return "{\"content\":[{\"id\":2,\"key\":\"" + key + "\"}]}";
    }
    return post ? "[{\"id\":7}]" : "{\"content\":[]}";
  }

  private String device(String path, String body) throws IOException {
    if (path.endsWith("/feedback")) {
      JsonNode status = new ObjectMapper().readTree(body).path("status");
      if (status.path("execution").asText().equals("closed")) {
        ends.add(status.at("/result/finished").asText());
        deployment = "";
      }
      return "{}";
    }
    if (path.contains("/deploymentBase/")) {
      return deployment;
    }
    String link =
        deployment.isEmpty()
            ? ""
            : "\"deploymentBase\":{\"href\":\"" + url() + path + "/deploymentBase/1\"}";
    return "{\"config\":{\"polling\":{\"sleep\":\"00:10:00\"}},\"_links\":{" + link + "}}";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
