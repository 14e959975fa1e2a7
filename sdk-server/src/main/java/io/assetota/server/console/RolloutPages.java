package io.assetota.server.console;

import io.assetota.ota.report.FailureGroup;
import io.assetota.server.console.login.Form;
import io.assetota.server.console.login.Notice;
import io.assetota.server.console.login.Session;
import io.assetota.server.console.page.Html;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pages of rollouts. */
final class RolloutPages {
  private static final int LISTED = 200;

  private final Views views;
  private final Fleet fleet;

  RolloutPages(Views views) {
    this.views = views;
    fleet = views.fleet();
  }

  void list(Exchange exchange, Session session) throws IOException {
    RolloutsPage page =
        new RolloutsPage(
            views.frame("Rollouts", "rollouts", session),
            views.rollouts(LISTED, false),
            fleet.selections().list(),
            fleet.tags().all());
    Html.send(exchange, 200, (out, tags) -> JterolloutsGenerated.render(out, tags, page));
  }

  void show(Exchange exchange, Session session) throws IOException {
    Rollout rollout =
        fleet.rollouts().find(exchange.number("id")).orElseThrow(HttpException::notFound);
    RolloutRow row = views.row(rollout);
    List<Action> actions = fleet.actions().ofRollout(rollout.id(), LISTED);
    List<RolloutPage.Failure> failures = new ArrayList<>();
    for (FailureGroup group : fleet.rolloutReports().failures(rollout.id())) {
      failures.add(new RolloutPage.Failure(group, lastLines(rollout, group)));
    }
    RolloutPage page =
        new RolloutPage(
            views.frame(row.release().title(), "rollouts", session),
            row,
            fleet.rolloutReports().status(rollout),
            failures,
            actions);
    Html.send(exchange, 200, (out, tags) -> JterolloutGenerated.render(out, tags, page));
  }

  /** What the newest device of a group sent after its reason. */
  private String lastLines(Rollout rollout, FailureGroup group) throws IOException {
    List<String> words = fleet.rolloutReports().lastWords(rollout.id(), group.devices().get(0));
    return String.join("\n", words.subList(Math.min(1, words.size()), words.size()));
  }

  void saveSelection(Exchange exchange, Session session, Form form) throws IOException {
    fleet.selections().save(form.get("name").strip(), form.get("query").strip());
    exchange.note("selection " + form.get("name").strip());
    session.tell(Notice.good("The selection is saved."));
    exchange.redirect("/rollouts");
  }

  void deleteSelection(Exchange exchange, Session session, Form form) throws IOException {
    fleet.selections().delete(form.get("name"));
    exchange.note("selection " + form.get("name"));
    session.tell(Notice.good("The selection is deleted. Rollouts to it go on."));
    exchange.redirect("/rollouts");
  }

  void start(Exchange exchange, Session session, Form form) throws IOException {
    RolloutPlan plan = RolloutForm.plan(form);
    Rollout rollout = fleet.rollouts().start(plan);
    exchange.note("rollout " + rollout.id() + " of release " + rollout.releaseId());
    session.tell(Notice.good("It is on its way."));
    exchange.redirect(
        plan.audience().deviceId().map(d -> "/devices/" + d).orElse("/rollouts/" + rollout.id()));
  }

  void pause(Exchange exchange, Session session, Form form) throws IOException {
    fleet.rollouts().pause(exchange.number("id"));
    back(exchange);
  }

  void resume(Exchange exchange, Session session, Form form) throws IOException {
    fleet.rollouts().resume(exchange.number("id"));
    back(exchange);
  }

  void cancel(Exchange exchange, Session session, Form form) throws IOException {
    fleet.rollouts().cancel(exchange.number("id"));
    back(exchange);
  }

  private static void back(Exchange exchange) throws HttpException {
    exchange.redirect("/rollouts/" + exchange.number("id"));
  }
}
