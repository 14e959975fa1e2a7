package io.assetota.server.api;

import io.assetota.core.json.JsonFields;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.audit.AuditEntry;
import io.assetota.server.fleet.audit.AuditQuery;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.Query;
import java.io.IOException;

/** The audit trail. */
final class AuditApi {
  private static final int LISTED = 500;

  private final Fleet fleet;

  AuditApi(Fleet fleet) {
    this.fleet = fleet;
  }

  void list(Exchange exchange) throws IOException {
    Query query = exchange.query();
    AuditQuery wanted =
        new AuditQuery(
            query.value("operator").orElse(""),
            query.value("action").orElse(""),
            query.value("target").orElse(""),
            query.number("before").orElse(Long.MAX_VALUE));
    ApiArea.sendList(
        exchange, fleet.audit().list(wanted, LISTED).stream().map(AuditApi::json).toList());
  }

  private static JsonFields json(AuditEntry entry) {
    return json -> {
      json.put("id", entry.id())
          .put("at", entry.at().toString())
          .put("operator", entry.actor().operator())
          .put("credential", entry.actor().credential())
          .put("address", entry.actor().address())
          .put("action", entry.action())
          .put("target", entry.target());
      if (entry.status().isPresent()) {
        json.put("status", entry.status().getAsInt());
      }
      json.put("details", entry.details());
    };
  }
}
