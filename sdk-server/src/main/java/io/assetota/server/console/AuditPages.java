package io.assetota.server.console;

import io.assetota.server.console.login.Session;
import io.assetota.server.console.page.Html;
import io.assetota.server.fleet.audit.AuditEntry;
import io.assetota.server.fleet.audit.AuditQuery;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.Query;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** The audit trail. */
final class AuditPages {
  private static final int PAGE = 100;

  private final Views views;

  AuditPages(Views views) {
    this.views = views;
  }

  void list(Exchange exchange, Session session) throws IOException {
    Query asked = exchange.query();
    AuditQuery query =
        new AuditQuery(
            asked.value("operator").orElse("").strip(),
            asked.value("action").orElse("").strip(),
            asked.value("target").orElse("").strip(),
            asked.number("before").orElse(Long.MAX_VALUE));
    List<AuditEntry> entries = views.fleet().audit().list(query, PAGE);
    AuditPage page =
        new AuditPage(
            views.frame("Audit trail", "audit", session),
            query,
            entries,
            entries.size() < PAGE
                ? OptionalLong.empty()
                : OptionalLong.of(entries.get(PAGE - 1).id()));
    Html.send(exchange, 200, (out, tags) -> JteauditGenerated.render(out, tags, page));
  }
}
