package io.assetota.runtime;

import io.assetota.core.materialize.TreeCheck;
import io.assetota.ota.hawkbit.agent.HawkbitAgentBuilder;
import io.assetota.runtime.event.RuntimeListener;
import io.assetota.runtime.port.ApplicationLauncher;
import io.assetota.runtime.port.HealthProbe;
import io.assetota.runtime.port.RuntimeClock;
import io.assetota.runtime.supervise.RunRules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What a runtime is made of. */
record RuntimeOptions(
    Path home,
    InstantSource deviceClock,
    Map<String, String> environment,
    RuntimeListener listener,
    Optional<HawkbitAgentBuilder> agent,
    RunRules rules,
    TreeCheck check,
    RuntimeClock clock,
    ApplicationLauncher launcher,
    HealthProbe probe) {}
