package io.assetota.core;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application has done with its assets: which generation of the manifest it handled, and
 * how each asset fared with its handler. Losing this file is harmless: everything is handed to the
 * application once more. Safe for use by several threads.
 */
final class DeviceState implements HandlerLedger {
  private static final Logger log = LoggerFactory.getLogger(DeviceState.class);
  private static final String HEADING = "asset-ota state 1";
  private static final long NOTHING_HANDLED = 0;

  private record Key(String route, String name) {}

  private final RecordFile file;

  /** Whether a write failed, so that the file lacks what is known here. */
  private boolean unwritten;

  private boolean closed;
  private long handledGeneration = NOTHING_HANDLED;

  /** By the asset's name: one route takes it. */
  private final Map<String, HandlerResult> lastResults = new LinkedHashMap<>();

  /** The hash that each handler took, unless it was called with another one since. */
  private final Map<Key, AssetHash> succeeded = new LinkedHashMap<>();

  private Optional<InstallationRecord> lastInstallation = Optional.empty();
  private Optional<UpdateRecord> lastUpdate = Optional.empty();
  private Optional<PendingUpdate> pending = Optional.empty();

  private DeviceState(DeviceFiles files) {
    this.file = new RecordFile(files, "", "state", HEADING);
  }

  /** Reads the state and removes what a cut-off write left. */
  static DeviceState open(DeviceFiles files) throws IOException {
    DeviceState state = look(files);
    state.file.recover();
    return state;
  }

  /** Reads the state without changing anything. */
  static DeviceState look(DeviceFiles files) throws IOException {
    DeviceState state = new DeviceState(files);
    try {
      state.parse(state.file.read().orElse(List.of()));
      return state;
    } catch (AssetException e) {
      log.warn("{}; the application gets all its assets once more", e.getMessage());
      return new DeviceState(files);
    }
  }

  synchronized ConsumerState consumerState(long generation) {
    return handledGeneration == generation ? ConsumerState.HANDLED : ConsumerState.WANT;
  }

  /** Returns a generation that can't have been handled. */
  synchronized long unhandledGeneration() {
    return handledGeneration + 1;
  }

  /** Remembers whether the application handled a generation. */
  synchronized void setHandled(long generation, boolean handled) throws IOException {
    long value = handled ? generation : NOTHING_HANDLED;
    if (value != handledGeneration || unwritten) {
      handledGeneration = value;
      write();
    }
  }

  synchronized Optional<InstallationRecord> lastInstallation() {
    return lastInstallation;
  }

  synchronized void setLastInstallation(InstallationRecord installation) throws IOException {
    lastInstallation = Optional.of(installation);
    write();
  }

  synchronized Optional<UpdateRecord> lastUpdate() {
    return lastUpdate;
  }

  synchronized Optional<PendingUpdate> pending() {
    return pending;
  }

  synchronized void setLastUpdate(UpdateRecord update, Optional<PendingUpdate> stillPending)
      throws IOException {
    lastUpdate = Optional.of(update);
    pending = stillPending;
    write();
  }

  @Override
  public synchronized boolean hasSucceeded(String route, AssetReference asset) {
    return asset.hash().equals(succeeded.get(new Key(route, asset.name())));
  }

  @Override
  public synchronized void begin(String route, AssetReference asset) throws IOException {
    Key taking = new Key(route, asset.name());
    boolean changed =
        succeeded
            .entrySet()
            .removeIf(
                e ->
                    e.getKey().name().equals(asset.name())
                        && !(e.getKey().equals(taking) && e.getValue().equals(asset.hash())));
    if (changed) {
      write();
    }
  }

  @Override
  public synchronized void record(HandlerResult result) throws IOException {
    String name = result.asset().name();
    HandlerResult last = lastResults.get(name);
    if (result.outcome() == HandlerResult.Outcome.UNCHANGED
        && last != null
        && last.asset().equals(result.asset())
        && last.route().equals(result.route())) {
      return; // that it once succeeded tells more
    }
    lastResults.put(name, result);
    if (result.outcome() == HandlerResult.Outcome.SUCCEEDED) {
      succeeded.put(new Key(result.route(), name), result.asset().hash());
    }
    write();
  }

  @Override
  public synchronized void retain(Set<AssetReference> assets) throws IOException {
    Set<String> names = assets.stream().map(AssetReference::name).collect(Collectors.toSet());
    boolean changed = lastResults.keySet().retainAll(names);
    changed |= succeeded.keySet().removeIf(key -> !names.contains(key.name()));
    if (changed) {
      write();
    }
  }

  @Override
  public synchronized List<HandlerResult> results() {
    return List.copyOf(lastResults.values());
  }

  /** From now on nothing is written any more: the folder may be another process's. */
  synchronized void close() {
    closed = true;
  }

  private void write() throws IOException {
    if (closed) {
      throw new IllegalStateException("this AssetManager is closed");
    }
    unwritten = true;
    List<List<String>> records = new ArrayList<>();
    records.add(List.of("handled", Long.toString(handledGeneration)));
    lastInstallation.ifPresent(i -> records.add(i.toFields()));
    lastUpdate.ifPresent(u -> records.add(u.toFields()));
    pending.ifPresent(p -> records.add(p.toFields()));
    succeeded.forEach(
        (key, hash) -> records.add(List.of("succeeded", key.route(), key.name(), hash.toString())));
    for (HandlerResult r : lastResults.values()) {
      records.add(
          List.of(
              "result",
              r.route(),
              r.asset().name(),
              r.asset().hash().toString(),
              r.outcome().name(),
              Integer.toString(r.attempts()),
              r.at().toString(),
              r.message()));
    }
    file.write(records);
    unwritten = false;
  }

  private void parse(List<List<String>> records) throws AssetException {
    try {
      for (List<String> r : records) {
        switch (r.get(0)) {
          case "handled" -> handledGeneration = Long.parseLong(r.get(1));
          case InstallationRecord.TAG ->
              lastInstallation = Optional.of(InstallationRecord.parse(r));
          case UpdateRecord.TAG -> lastUpdate = Optional.of(UpdateRecord.parse(r));
          case PendingUpdate.TAG -> pending = Optional.of(PendingUpdate.parse(r));
          case "succeeded" -> succeeded.put(new Key(r.get(1), r.get(2)), AssetHash.parse(r.get(3)));
          case "result" ->
              lastResults.put(
                  r.get(2),
                  new HandlerResult(
                      r.get(1),
                      new AssetReference(r.get(2), AssetHash.parse(r.get(3))),
                      HandlerResult.Outcome.valueOf(r.get(4)),
                      Integer.parseInt(r.get(5)),
                      Instant.parse(r.get(6)),
                      r.get(7)));
          default -> throw new AssetException("the device's state has an unknown record: " + r);
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
      throw new AssetException("the device's state has an invalid record: " + e.getMessage(), e);
    }
  }
}
