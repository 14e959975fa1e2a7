package io.assetota.server.console;

import io.assetota.server.console.login.Notice;
import io.assetota.server.console.page.Format;
import io.assetota.server.fleet.operators.Operator;
import io.assetota.server.fleet.operators.Role;
import java.util.Optional;

/**
 * What is around each page.
 *
 * @param title of the page
 * @param section which part of the console it belongs to
 * @param csrf the token for its forms
 * @param notice the message at its top, if there is one
 * @param format how to write sizes and times
 * @param operator who looks at it
 */
record Frame(
    String title,
    String section,
    String csrf,
    Optional<Notice> notice,
    Format format,
    Operator operator) {
  /** Whether who looks at it may bring releases to devices. */
  boolean rollsOut() {
    return operator.role().covers(Role.ROLLOUT);
  }

  /** Whether who looks at it may do everything. */
  boolean administers() {
    return operator.role().covers(Role.ADMINISTER);
  }
}
