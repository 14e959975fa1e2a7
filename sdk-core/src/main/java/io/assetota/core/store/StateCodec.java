package io.assetota.core.store;

import io.assetota.core.device.InstallationRecord;
import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records of the state, which the application writes, and of the history, which the updater
 * writes: the one place that knows which field stands where.
 */
final class StateCodec {
  private static final String HANDLED = "handled";
  private static final String INSTALLATION = "installation";
  private static final String UPDATE = "update";
  private static final String PENDING = "pending";
  private static final String SUCCEEDED = "succeeded";
  private static final String RESULT = "result";

  /** A route and the name of an asset that it took. */
  record Taken(String route, String name) {}

  /**
   * What the state file says.
   *
   * @param handledGeneration the generation of the manifest that the application handled; 0 if none
   * @param succeeded the hash that each handler took
   * @param results the last result of each asset, by its name
   */
  record State(
      long handledGeneration, Map<Taken, AssetHash> succeeded, Map<String, HandlerResult> results) {
    static final State EMPTY = new State(0, Map.of(), Map.of());
  }

  /** What the history of updates says. */
  record History(
      Optional<InstallationRecord> lastInstallation,
      Optional<UpdateRecord> lastUpdate,
      Optional<PendingUpdate> pending) {
    static final History EMPTY = new History(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private StateCodec() {}

  static List<List<String>> encode(State state) {
    List<List<String>> records = new ArrayList<>();
    records.add(List.of(HANDLED, Long.toString(state.handledGeneration())));
    state
        .succeeded()
        .forEach(
            (taken, hash) ->
                records.add(List.of(SUCCEEDED, taken.route(), taken.name(), hash.toString())));
    state.results().values().forEach(r -> records.add(encode(r)));
    return records;
  }

  static List<List<String>> encode(History history) {
    List<List<String>> records = new ArrayList<>();
    history.lastInstallation().ifPresent(i -> records.add(encode(i)));
    history.lastUpdate().ifPresent(u -> records.add(encode(u)));
    history.pending().ifPresent(p -> records.add(encode(p)));
    return records;
  }

  private static List<String> encode(InstallationRecord installation) {
    return List.of(
        INSTALLATION,
        installation.at().toString(),
        installation.application().toString(),
        Integer.toString(installation.kept()),
        Integer.toString(installation.moved()),
        Long.toString(installation.bytesStored()));
  }

  private static List<String> encode(UpdateRecord update) {
    return List.of(
        UPDATE,
        update.at().toString(),
        update.outcome().name(),
        update.application().map(ApplicationId::toString).orElse(""),
        update.source(),
        Long.toString(update.bytesFetched()),
        update.message());
  }

  private static List<String> encode(PendingUpdate pending) {
    return List.of(
        PENDING,
        pending.since().toString(),
        Integer.toString(pending.systemVersion()),
        pending.application().toString(),
        pending.source());
  }

  private static List<String> encode(HandlerResult result) {
    return List.of(
        RESULT,
        result.route(),
        result.asset().name(),
        result.asset().hash().toString(),
        result.outcome().name(),
        Integer.toString(result.attempts()),
        result.at().toString(),
        result.message());
  }

  /** Reads the state; earlier versions kept the history of updates there, too. */
  static State state(List<List<String>> records) throws AssetException {
    long handled = 0;
    Map<Taken, AssetHash> succeeded = new LinkedHashMap<>();
    Map<String, HandlerResult> results = new LinkedHashMap<>();
    try {
      for (List<String> r : records) {
        switch (r.get(0)) {
          case HANDLED -> handled = Long.parseLong(r.get(1));
          case SUCCEEDED -> succeeded.put(new Taken(r.get(1), r.get(2)), AssetHash.parse(r.get(3)));
          case RESULT -> results.put(r.get(2), result(r));
          case INSTALLATION, UPDATE, PENDING -> {}
          default -> throw new AssetException("the device's state has an unknown record: " + r);
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
      throw new AssetException("the device's state has an invalid record: " + e.getMessage(), e);
    }
    return new State(handled, succeeded, results);
  }

  /** Reads the history of updates, wherever it stands: other records are passed over. */
  static History history(List<List<String>> records) throws AssetException {
    Optional<InstallationRecord> installation = Optional.empty();
    Optional<UpdateRecord> update = Optional.empty();
    Optional<PendingUpdate> pending = Optional.empty();
    try {
      for (List<String> r : records) {
        switch (r.get(0)) {
          case INSTALLATION -> installation = Optional.of(installation(r));
          case UPDATE -> update = Optional.of(update(r));
          case PENDING -> pending = Optional.of(pending(r));
          default -> {} // the state's
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
      throw new AssetException(
          "the device's history of updates has an invalid record: " + e.getMessage(), e);
    }
    return new History(installation, update, pending);
  }

  private static InstallationRecord installation(List<String> fields) {
    return new InstallationRecord(
        Instant.parse(fields.get(1)),
        ApplicationId.parse(fields.get(2)),
        Integer.parseInt(fields.get(3)),
        Integer.parseInt(fields.get(4)),
        Long.parseLong(fields.get(5)));
  }

  private static UpdateRecord update(List<String> fields) {
    return new UpdateRecord(
        Instant.parse(fields.get(1)),
        UpdateRecord.Outcome.valueOf(fields.get(2)),
        fields.get(3).isEmpty()
            ? Optional.empty()
            : Optional.of(ApplicationId.parse(fields.get(3))),
        fields.get(4),
        Long.parseLong(fields.get(5)),
        fields.get(6));
  }

  private static PendingUpdate pending(List<String> fields) {
    return new PendingUpdate(
        Instant.parse(fields.get(1)),
        Integer.parseInt(fields.get(2)),
        ApplicationId.parse(fields.get(3)),
        fields.get(4));
  }

  private static HandlerResult result(List<String> fields) {
    return new HandlerResult(
        fields.get(1),
        new AssetReference(fields.get(2), AssetHash.parse(fields.get(3))),
        HandlerResult.Outcome.valueOf(fields.get(4)),
        Integer.parseInt(fields.get(5)),
        Instant.parse(fields.get(6)),
        fields.get(7));
  }
}
