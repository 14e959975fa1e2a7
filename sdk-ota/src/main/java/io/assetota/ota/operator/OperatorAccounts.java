package io.assetota.ota.operator;

import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The part of the operator API that is about operators: who they are, and what they did. It needs
 * the token of an administrator.
 */
public final class OperatorAccounts {
  private static final String OPERATORS = "api/v1/operators";
  private static final int MAX_TEXT = 1024;
  private static final int MAX_TOKENS = 10_000;

  private final OperatorRequests requests;

  /**
   * An operator's token, of which the server keeps only a hash.
   *
   * @param id its number
   * @param name what it is called
   */
  public record Token(long id, String name) {}

  /**
   * An operator.
   *
   * @param name what it logs in with
   * @param role what it may do: {@code read}, {@code rollout} or {@code administer}
   * @param hasPassword whether it can log in to the console
   * @param tokens its tokens
   */
  public record Operator(String name, String role, boolean hasPassword, List<Token> tokens) {
    /** Copies the list. */
    public Operator {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * Something that an operator did, or tried.
   *
   * @param id its number, which grows
   * @param at when it began, as the server writes it
   * @param operator who did it; empty if that is not known
   * @param credential {@code console}, or the name of a token
   * @param address where it came from
   * @param action what was done
   * @param target to what; or empty
   * @param status the HTTP status of the answer; empty if it is not known
   * @param details what came of it; or empty
   */
  public record Entry(
      long id,
      String at,
      String operator,
      String credential,
      String address,
      String action,
      String target,
      OptionalLong status,
      String details) {}

  OperatorAccounts(OperatorRequests requests) {
    this.requests = requests;
  }

  /**
   * Lists the operators by name.
   *
   * @return all of them
   * @throws IOException if the server refuses it, or can't be reached
   */
  public List<Operator> list() throws IOException {
    List<Operator> operators = new ArrayList<>();
    for (JsonObject operator : requests.list(OPERATORS)) {
      List<Token> tokens = new ArrayList<>();
      for (JsonValue value : operator.list("tokens", MAX_TOKENS)) {
        JsonObject token = value.object();
        tokens.add(
            new Token(token.integer("id", 0, JsonValue.MAX_INTEGER), token.text("name", MAX_TEXT)));
      }
      operators.add(
          new Operator(
              operator.text("name", MAX_TEXT),
              operator.text("role", MAX_TEXT),
              operator.optionalBoolean("hasPassword").orElse(false),
              tokens));
    }
    return operators;
  }

  /**
   * Adds an operator, which still has no password and no token.
   *
   * @param name what it logs in with
   * @param role what it may do
   * @throws IOException if the server refuses it, or can't be reached
   */
  public void add(String name, String role) throws IOException {
    requests.once(OPERATORS, json -> json.put("name", name).put("role", role));
  }

  /**
   * Gives an operator another role, which counts at once.
   *
   * @param name the operator
   * @param role what it may do
   * @throws IOException if the server refuses it, or can't be reached
   */
  public void change(String name, String role) throws IOException {
    requests.change("PUT", path(name), Optional.of(json -> json.put("role", role)));
  }

  /**
   * Removes an operator; its sessions and tokens end at once.
   *
   * @param name the operator
   * @throws IOException if the server refuses it, or can't be reached
   */
  public void remove(String name) throws IOException {
    requests.change("DELETE", path(name), Optional.empty());
  }

  /**
   * Lets the server make a password, in place of an earlier one.
   *
   * @param name the operator
   * @return the password, which is not shown again
   * @throws IOException if the server refuses it, or can't be reached
   */
  public String makePassword(String name) throws IOException {
    return requests.create(path(name) + "/password", Optional.empty()).text("password", MAX_TEXT);
  }

  /**
   * Lets the server make a token for an operator.
   *
   * @param name the operator
   * @param tokenName what the token is called
   * @return the token, which is not shown again
   * @throws IOException if the server refuses it, or can't be reached
   */
  public String makeToken(String name, String tokenName) throws IOException {
    return requests
        .create(path(name) + "/tokens", Optional.of(json -> json.put("name", tokenName)))
        .text("token", MAX_TEXT);
  }

  /**
   * Revokes a token of an operator.
   *
   * @param name the operator
   * @param token the number of the token
   * @throws IOException if the server refuses it, or can't be reached
   */
  public void revoke(String name, long token) throws IOException {
    requests.change("DELETE", path(name) + "/tokens/" + token, Optional.empty());
  }

  /**
   * Lists up to 500 entries of the audit trail, the newest first.
   *
   * @param filter what {@code operator}, {@code action} or {@code target} they have, and {@code
   *     before} which number they are
   * @return the entries
   * @throws IOException if the server refuses it, or can't be reached
   */
  public List<Entry> audit(Map<String, String> filter) throws IOException {
    List<String> parameters = new ArrayList<>();
    filter.forEach((name, value) -> parameters.add(name + "=" + encoded(value)));
    List<Entry> entries = new ArrayList<>();
    for (JsonObject entry : requests.list("api/v1/audit?" + String.join("&", parameters))) {
      entries.add(
          new Entry(
              entry.integer("id", 0, JsonValue.MAX_INTEGER),
              entry.text("at", MAX_TEXT),
              entry.text("operator", MAX_TEXT),
              entry.text("credential", MAX_TEXT),
              entry.text("address", MAX_TEXT),
              entry.text("action", MAX_TEXT),
              entry.text("target", MAX_TEXT),
              entry.optionalInteger("status", 0, JsonValue.MAX_INTEGER),
              entry.text("details", MAX_TEXT)));
    }
    return entries;
  }

  private static String path(String name) {
    return OPERATORS + "/" + encoded(name);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
