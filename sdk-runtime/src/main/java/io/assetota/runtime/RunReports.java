package io.assetota.runtime;

import io.assetota.core.model.AssetHash;
import io.assetota.ota.hawkbit.agent.ApplicationRuns;
import io.assetota.runtime.device.RunLedger;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RuntimeStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the update server is told of the running application.
 *
 * <p>The attributes are {@code runtime.state}, {@code runtime.since}, {@code runtime.version},
 * {@code runtime.starts}, and {@code runtime.lastFailure} after the first one.
 *
 * @param status asks the runtime
 * @param ledger knows which releases failed
 */
record RunReports(Supplier<RuntimeStatus> status, RunLedger ledger) implements ApplicationRuns {
  @Override
  public Map<String, String> attributes() {
    RuntimeStatus now = status.get();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("runtime.state", now.state().name().toLowerCase(Locale.ROOT));
    attributes.put("runtime.since", now.since().toString());
    now.release().ifPresent(r -> attributes.put("runtime.version", r.version()));
    attributes.put("runtime.starts", Integer.toString(now.starts()));
    now.lastFailure()
        .ifPresent(
            f ->
                attributes.put(
                    "runtime.lastFailure", f.at() + " version " + f.version() + ": " + f.reason()));
    return attributes;
  }

  @Override
  public Optional<Failure> failedTrial(AssetHash application) {
    return ledger.failedTrial(application).map(RunReports::failure);
  }

  private static Failure failure(RunFailure failure) {
    return new Failure(failure.reason() + " (start " + failure.starts() + ")", failure.lastLines());
  }
}
