package io.assetota.runtime;

import io.assetota.core.model.ApplicationId;
import io.assetota.ota.hawkbit.agent.ApplicationRuns;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.runtime.device.RunLedger;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RunningRelease;
import io.assetota.runtime.event.RuntimeStatus;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the update server is told of the running application.
 *
 * @param status asks the runtime
 * @param ledger knows which releases failed
 */
record RunReports(Supplier<RuntimeStatus> status, RunLedger ledger) implements ApplicationRuns {
  @Override
  public Map<String, String> attributes() {
    RuntimeStatus now = status.get();
    return new RuntimeAttributes(
            now.state().name().toLowerCase(Locale.ROOT),
            Optional.of(now.since()),
            now.release().map(RunningRelease::version),
            now.starts(),
            now.lastFailure().map(f -> RuntimeAttributes.failure(f.at(), f.version(), f.reason())))
        .toMap();
  }

  @Override
  public Optional<Failure> failedTrial(ApplicationId application) {
    return ledger.failedTrial(application).map(RunReports::failure);
  }

  private static Failure failure(RunFailure failure) {
    return new Failure(failure.reason() + " (start " + failure.starts() + ")", failure.lastLines());
  }
}
