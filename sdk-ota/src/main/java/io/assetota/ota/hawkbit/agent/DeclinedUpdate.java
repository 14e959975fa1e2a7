package io.assetota.ota.hawkbit.agent;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReference;
import io.assetota.ota.UpdateControl;
import io.assetota.ota.UpdateControl.Decision;
import io.assetota.ota.UpdatePlan;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers an update that the owner of the device declined. The same question is asked again at
 * each poll, without fetching anything.
 */
final class DeclinedUpdate {
  /** What the device had when it was asked: with other contents, the plan is another one. */
  private record Having(
      Optional<InstalledApplication> application, Set<AssetReference> stored, boolean onTrial) {
    static Having of(DeviceStatus status) {
      Stream<Asset> stored = Stream.concat(status.available().stream(), status.unused().stream());
      return new Having(
          status.application(),
          stored.map(Asset::reference).collect(toImmutableSet()),
          status.trial().isPresent());
    }
  }

  private record Question(DdiDeployment deployment, Having having, UpdatePlan plan) {}

  private final HawkbitDevice device;
  private final UpdateControl control;
  private @Nullable Question last;

  DeclinedUpdate(HawkbitDevice device, UpdateControl control) {
    this.device = device;
    this.control = control;
  }

  /** Asks the owner, and remembers what was declined. */
  Decision ask(DdiDeployment deployment, UpdatePlan plan) throws IOException, InterruptedException {
    Decision decision = control.decide(plan);
    if (decision != Decision.DECLINE) {
      last = null;
      return decision;
    }
    last = having().map(having -> new Question(deployment, having, plan)).orElse(null);
    return decision;
  }

  /**
   * Asks the owner again if it is the same question, and tells whether the update is declined
   * again.
   */
  boolean isStill(DdiDeployment deployment) throws IOException, InterruptedException {
    Question question = last;
    if (question == null
        || !question.deployment().equals(deployment)
        || !having().equals(Optional.of(question.having()))) {
      return false;
    }
    // If it is accepted now, it is asked once more, with the present plan.
    return control.decide(question.plan()) == Decision.DECLINE;
  }

  private Optional<Having> having() {
    try {
      return Optional.of(Having.of(device.status()));
    } catch (IOException e) {
      return Optional.empty(); // the update will fail with this
    }
  }
}
