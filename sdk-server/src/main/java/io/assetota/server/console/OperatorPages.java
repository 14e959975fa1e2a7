package io.assetota.server.console;

import io.assetota.server.console.login.Form;
import io.assetota.server.console.login.Notice;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.console.login.Session;
import io.assetota.server.console.page.Html;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens.Token;
import io.assetota.server.fleet.operators.Operator;
import io.assetota.server.fleet.operators.Role;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;

/** The page of operators. */
final class OperatorPages {
  private final Views views;
  private final Fleet fleet;
  private final Passwords passwords;

  OperatorPages(Views views, Passwords passwords) {
    this.views = views;
    fleet = views.fleet();
    this.passwords = passwords;
  }

  void list(Exchange exchange, Session session) throws IOException {
    OperatorsPage page =
        new OperatorsPage(
            views.frame("Operators", "operators", session),
            fleet.operators().list(),
            fleet.tokens().list());
    Html.send(exchange, 200, (out, tags) -> JteoperatorsGenerated.render(out, tags, page));
  }

  void add(Exchange exchange, Session session, Form form) throws IOException {
    Operator operator = fleet.operators().add(form.get("name").strip(), role(form));
    exchange.note(operator.name() + " with the role " + operator.role().text());
    givePassword(exchange, session, operator);
  }

  void changeRole(Exchange exchange, Session session, Form form) throws IOException {
    Operator operator = operator(exchange);
    Role role = role(form);
    fleet.operators().change(operator.id(), role);
    exchange.note("role " + role.text());
    session.tell(Notice.good(operator.name() + " has the role " + role.text() + " now."));
    exchange.redirect("/operators");
  }

  void makePassword(Exchange exchange, Session session, Form form) throws IOException {
    givePassword(exchange, session, operator(exchange));
  }

  private void givePassword(Exchange exchange, Session session, Operator operator)
      throws IOException {
    exchange.continueIn(
        passwords.ofKnown(),
        hashing -> {
          String password = passwords.makeUp(operator.name());
          if (operator.id() == session.operator().id()) {
            session.is(fleet.operators().find(operator.id()).orElse(operator));
          }
          session.tell(
              Notice.secret(
                  "The password of "
                      + operator.name()
                      + ". Copy it now: it is not shown again. It can be changed under Settings.",
                  password));
          hashing.redirect("/operators");
        });
  }

  void createToken(Exchange exchange, Session session, Form form) throws IOException {
    Operator operator = operator(exchange);
    String token = fleet.tokens().create(operator, form.get("token"));
    exchange.note("token " + form.get("token"));
    session.tell(
        Notice.secret(
            "The new token of " + operator.name() + ". Copy it now: it is not shown again.",
            token));
    exchange.redirect("/operators");
  }

  void revokeToken(Exchange exchange, Session session, Form form) throws IOException {
    Operator operator = operator(exchange);
    Token token =
        fleet.tokens().find(operator, exchange.number("id")).orElseThrow(HttpException::notFound);
    fleet.tokens().revoke(token.id());
    exchange.note("token " + token.name());
    session.tell(Notice.good("The token is revoked."));
    exchange.redirect("/operators");
  }

  void remove(Exchange exchange, Session session, Form form) throws IOException {
    Operator operator = operator(exchange);
    fleet.operators().remove(operator.id());
    session.tell(Notice.good(operator.name() + " is removed; its sessions and tokens have ended."));
    exchange.redirect("/operators");
  }

  private Operator operator(Exchange exchange) throws IOException {
    return fleet.operators().find(exchange.path("name")).orElseThrow(HttpException::notFound);
  }

  private static Role role(Form form) throws HttpException {
    return Role.of(form.get("role"))
        .orElseThrow(
            () -> HttpException.badRequest("There is no such role; there are " + Role.texts()));
  }
}
