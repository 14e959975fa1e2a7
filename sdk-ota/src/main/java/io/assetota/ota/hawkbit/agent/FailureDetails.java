package io.assetota.ota.hawkbit.agent;

import io.assetota.core.model.Printable;
import io.assetota.ota.hawkbit.ddi.DdiFeedback;
import java.util.ArrayList;
import java.util.List;

/** Puts the last lines of an application into the texts of a feedback, which has few of them. */
final class FailureDetails {
  private FailureDetails() {}

  /** Returns the reason, and then the lines: as many together as it takes. */
  static List<String> of(String reason, ApplicationRuns.Failure failure) {
    List<String> details = new ArrayList<>();
    details.add(reason + ": " + Printable.line(failure.reason()));
    List<String> lines = failure.lastLines().stream().map(Printable::line).toList();
    int perText = 1 + lines.size() / DdiFeedback.MAX_DETAILS;
    for (int i = 0; i < lines.size(); i += perText) {
      details.add(String.join("\n", lines.subList(i, Math.min(lines.size(), i + perText))));
    }
    return details;
  }
}
