package io.assetota.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser does, as far as HTTP goes. */
final class ConsoleClient {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private final TestServer server;
  private String cookie = "";

  ConsoleClient(TestServer server) {
    this.server = server;
  }

  static ConsoleClient loggedIn(TestServer server) {
    ConsoleClient client = new ConsoleClient(server);
    assertThat(client.login(TestServer.PASSWORD).statusCode()).isEqualTo(303);
    return client;
  }

  HttpResponse<String> login(String password) {
    return login("admin", password);
  }

  HttpResponse<String> login(String user, String password) {
    HttpResponse<String> response =
        submit("/login", "user", user, "password", password, "to", "/releases");
    response
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(value -> cookie = value.substring(0, value.indexOf(';')));
    return response;
  }

  HttpRequest.Builder request(String path) {
    return server.request(path).header("Cookie", cookie.isEmpty() ? "none=0" : cookie);
  }

  HttpResponse<String> get(String path) {
    return server.send(request(path));
  }

  String page(String path) {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  String csrf() {
    Matcher matcher = CSRF.matcher(page("/settings"));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  /** Sends a form without a CSRF token. */
  HttpResponse<String> submit(String path, String... fields) {
    return server.send(form(path, fields));
  }

  HttpRequest.Builder form(String path, String... fields) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < fields.length; i += 2) {
      pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(String.join("&", pairs)));
  }

  /** Sends a form as its page would, and returns the page that comes then. */
  String submitAndFollow(String path, String... fields) {
    List<String> all = new ArrayList<>(List.of("csrf", csrf()));
    all.addAll(List.of(fields));
    HttpResponse<String> response = submit(path, all.toArray(String[]::new));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
    return page(response.headers().firstValue("Location").orElseThrow());
  }

  void submitAndLogOut() {
    assertThat(submit("/logout", "csrf", csrf()).statusCode()).isEqualTo(303);
  }

  HttpResponse<String> upload(String csrf, byte[] bundle, String name) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      part(body, "csrf", csrf.getBytes(UTF_8), "");
      part(body, "name", name.getBytes(UTF_8), "");
      part(body, "bundle", bundle, "; filename=\"../../evil.zip\"");
      body.write("--BOUNDARY--\r\n".getBytes(UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return server.send(
        request("/releases")
            .header("Content-Type", "multipart/form-data; boundary=BOUNDARY")
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static void part(ByteArrayOutputStream out, String name, byte[] content, String more)
      throws IOException {
    out.write(
        ("--BOUNDARY\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n")
            .getBytes(UTF_8));
    out.write(content);
    out.write("\r\n".getBytes(UTF_8));
  }
}
