package io.assetota.ota.hawkbit.agent;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.CancelledException;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.release.TrustException;
import io.assetota.core.release.TrustProblem;
import io.assetota.ota.UpdateRefusedException;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.ddi.DdiPoll;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import io.assetota.ota.hawkbit.journal.ActionRecord;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.client.HttpRequests;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Optional;

/** Decides what follows a failed attempt: the action ends, or waits, or is retried. */
final class FailedAttempt {
  private static final int MOST_STRIKES = 3;

  /** What follows. */
  interface Next {
    HawkbitStep go() throws IOException;
  }

  private final DdiClient client;
  private final ActionJournal journal;
  private final ActionMessages messages;
  private final ActionEnd end;

  FailedAttempt(DdiClient client, ActionJournal journal, ActionMessages messages, ActionEnd end) {
    this.client = client;
    this.journal = journal;
    this.messages = messages;
    this.end = end;
  }

  /** Returns what follows, or throws what has to be retried. */
  Next next(IOException failure) throws IOException {
    try {
      throw failure;
    } catch (SourceException e) {
      if (e.kind() == SourceException.Kind.TEMPORARY) {
        messages.note(
            Execution.PROCEEDING, "the bundle can't be fetched at the moment; it is retried");
        throw e;
      }
      return e.kind() == SourceException.Kind.REFUSED ? lookWhy(e) : strike(e);
    } catch (UpdateRefusedException e) {
      return refused(e);
    } catch (DeviceBusyException e) {
      return () -> end.await(Execution.SCHEDULED, "another process is updating the device");
    } catch (CancelledException | InterruptedIOException e) {
      throw e;
    } catch (TrustException e) {
      boolean older = e.problems().stream().anyMatch(p -> p.kind() == TrustProblem.Kind.ROLLBACK);
      return () -> end.failed(older ? downgrade(e) : e);
    } catch (AssetException e) {
      return () -> end.failed(e);
    } catch (IOException e) {
      return strike(e);
    }
  }

  /**
   * What the owner of the device can correct is retried at each poll; anything else ends the
   * action.
   */
  private Next refused(UpdateRefusedException e) {
    return switch (e.reason()) {
      case SYSTEM_TOO_OLD, ON_TRIAL ->
          () -> end.await(Execution.SCHEDULED, HttpRequests.describe(e));
      case DOWNGRADE -> () -> end.failed(downgrade(e));
      case UNTRUSTED -> () -> end.failed(e);
    };
  }

  /** The message is read by people at the server, who don't know the option of the device. */
  private static AssetException downgrade(AssetException refusal) {
    return new AssetException(
        refusal.getMessage() + " (--allow-downgrade of the device's agent)", refusal);
  }

  /** hawkBit refuses the artifacts of a cancelled action, so the agent polls at once. */
  private Next lookWhy(SourceException e) throws IOException {
    String id = journal.current().id();
    DdiPoll poll = client.poll();
    Optional<URI> cancellation = poll.cancellation();
    if (cancellation.isPresent()
        && client.cancellation(cancellation.get()).equals(Optional.of(id))) {
      return () -> end.cancelled(cancellation.get(), id);
    }
    Optional<DdiDeployment> offered =
        poll.deployment().isPresent()
            ? client.deployment(poll.deployment().get())
            : Optional.empty();
    return offered.map(DdiDeployment::id).equals(Optional.of(id)) ? strike(e) : end::over;
  }

  /** What is unlikely to pass is retried a few times, and then ends the action. */
  private Next strike(IOException e) throws IOException {
    journal.change(ActionRecord::struck);
    if (journal.current().strikes() < MOST_STRIKES) {
      throw e;
    }
    return () -> end.failed(e);
  }
}
