package io.assetota.core.store;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.PartVersion;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Printable;
import io.assetota.core.routing.HandlerLedger;
import io.assetota.core.store.StateCodec.State;
import io.assetota.core.store.StateCodec.Taken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application has done with its assets: which generation of the manifest it handled, and
 * the result of each asset with its handler. Only the process that has the role of the application
 * writes it. Losing this file is harmless: everything is handed to the application once more. Safe
 * for use by several threads.
 */
public final class DeviceState implements HandlerLedger {
  private static final Logger log = LoggerFactory.getLogger(DeviceState.class);
  private static final String HEADING = "asset-ota state 1";
  private static final long NOTHING_HANDLED = 0;

  private final RecordFile file;

  /** Whether a write failed, so that the file lacks what is known here. */
  private boolean unwritten;

  private boolean closed;
  private PartVersions parts;
  private long handledGeneration = NOTHING_HANDLED;

  /** By the asset's name: one route takes it. */
  private final Map<String, HandlerResult> lastResults = new LinkedHashMap<>();

  /** The hash that each handler took, unless it was called with another one since. */
  private final Map<Taken, AssetHash> succeeded = new LinkedHashMap<>();

  private DeviceState(DeviceFiles files) {
    this.file = file(files);
    this.parts = PartVersions.none(files);
  }

  static RecordFile file(DeviceFiles files) {
    return new RecordFile(files, "", "state", HEADING);
  }

  /** Reads the state and removes what a cut-off write left. */
  public static DeviceState open(DeviceFiles files) throws IOException {
    DeviceState state = look(files);
    state.file.recover();
    state.parts.recover();
    return state;
  }

  /** Reads the state, or takes an empty one where that is not possible. */
  public static DeviceState lookIfPossible(DeviceFiles files) {
    try {
      return look(files);
    } catch (IOException e) {
      log.warn("What the application has handled can't be read: {}", Printable.failure(e));
      return new DeviceState(files);
    }
  }

  /** Reads the state without changing anything. */
  public static DeviceState look(DeviceFiles files) throws IOException {
    DeviceState state = new DeviceState(files);
    state.parts = PartVersions.look(files);
    try {
      state.take(StateCodec.state(state.file.read().orElse(List.of())));
    } catch (AssetException e) {
      log.warn("{}; the application gets all its assets once more", e.getMessage());
    }
    return state;
  }

  synchronized ConsumerState consumerState(long generation) {
    return handledGeneration == generation ? ConsumerState.HANDLED : ConsumerState.WANT;
  }

  /** Returns a generation that can't have been handled. */
  public synchronized long unhandledGeneration() {
    return handledGeneration + 1;
  }

  /** Remembers whether the application handled a generation. */
  public synchronized void setHandled(long generation, boolean handled) throws IOException {
    long value = handled ? generation : NOTHING_HANDLED;
    if (value != handledGeneration || unwritten) {
      handledGeneration = value;
      write();
    }
  }

  @Override
  public synchronized boolean hasSucceeded(String route, AssetReference asset) {
    return asset.hash().equals(succeeded.get(new Taken(route, asset.name())));
  }

  @Override
  public synchronized void begin(String route, AssetReference asset) throws IOException {
    Taken taking = new Taken(route, asset.name());
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
      succeeded.put(new Taken(result.route(), name), result.asset().hash());
    }
    write();
  }

  @Override
  public synchronized void record(PartVersion part) throws IOException {
    requireOpen();
    parts.put(part);
  }

  synchronized List<PartVersion> parts() {
    return parts.list();
  }

  @Override
  public synchronized void retain(Set<AssetReference> assets) throws IOException {
    Set<String> names = assets.stream().map(AssetReference::name).collect(Collectors.toSet());
    boolean changed = lastResults.keySet().retainAll(names);
    changed |= succeeded.keySet().removeIf(key -> !names.contains(key.name()));
    if (changed) {
      write();
    }
    parts.retain(names);
  }

  @Override
  public synchronized List<HandlerResult> results() {
    return List.copyOf(lastResults.values());
  }

  /** From now on nothing is written any more: the folder may be another process's. */
  public synchronized void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this AssetManager is closed");
    }
  }

  private void write() throws IOException {
    requireOpen();
    unwritten = true;
    file.write(StateCodec.encode(new State(handledGeneration, succeeded, lastResults)));
    unwritten = false;
  }

  private void take(State state) {
    handledGeneration = state.handledGeneration();
    succeeded.putAll(state.succeeded());
    lastResults.putAll(state.results());
  }
}
