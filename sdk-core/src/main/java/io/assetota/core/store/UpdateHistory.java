package io.assetota.core.store;

import io.assetota.core.device.InstallationRecord;
import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.store.StateCodec.History;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outcomes of the last installation and of the last update. Only the process that has the role
 * of the updater writes it; losing it costs a report. Safe for use by several threads.
 */
public final class UpdateHistory {
  private static final Logger log = LoggerFactory.getLogger(UpdateHistory.class);
  private static final String HEADING = "asset-ota updates 1";

  private final RecordFile file;
  private History history;
  private boolean closed;

  private UpdateHistory(RecordFile file, History history) {
    this.file = file;
    this.history = history;
  }

  static RecordFile file(DeviceFiles files) {
    return new RecordFile(files, "", "updates", HEADING);
  }

  /** Opens the history for writing, and removes what a cut-off write left. */
  public static UpdateHistory open(DeviceFiles files) throws IOException {
    UpdateHistory history = look(files);
    history.file.recover();
    return history;
  }

  /** Reads the history without changing anything. */
  public static UpdateHistory look(DeviceFiles files) throws IOException {
    RecordFile file = file(files);
    try {
      Optional<List<List<String>>> records = file.read();
      return new UpdateHistory(
          file, records.isPresent() ? StateCodec.history(records.get()) : formerHistory(files));
    } catch (AssetException e) {
      log.warn("{}; it begins anew", e.getMessage());
      return new UpdateHistory(file, History.EMPTY);
    }
  }

  /** Reads the history, or tells nothing where that is not possible. */
  public static UpdateHistory lookIfPossible(DeviceFiles files) {
    try {
      return look(files);
    } catch (IOException e) {
      log.warn("The outcome of the last update can't be read: {}", Printable.failure(e));
      return unread(files);
    }
  }

  /** Returns a history that tells nothing, for those who don't ask. */
  public static UpdateHistory unread(DeviceFiles files) {
    return new UpdateHistory(file(files), History.EMPTY);
  }

  /** Earlier versions kept it in the state. */
  private static History formerHistory(DeviceFiles files) throws IOException {
    return StateCodec.history(DeviceState.file(files).read().orElse(List.of()));
  }

  /**
   * Gives the history a file of its own, if it stands in the state, from which the application may
   * drop it. Only for who holds the commit lock.
   */
  static void takeOver(DeviceFiles files) throws IOException {
    UpdateHistory history = look(files);
    if (!history.history.equals(History.EMPTY) && !history.file.exists()) {
      history.file.recover();
      history.write(history.history);
    }
  }

  synchronized History read() {
    return history;
  }

  /** Remembers an installation. */
  public synchronized void setLastInstallation(InstallationRecord installation) throws IOException {
    write(new History(Optional.of(installation), history.lastUpdate(), history.pending()));
  }

  /** Remembers an update, and which one waits. */
  public synchronized void setLastUpdate(UpdateRecord update, Optional<PendingUpdate> pending)
      throws IOException {
    write(new History(history.lastInstallation(), Optional.of(update), pending));
  }

  private synchronized void write(History next) throws IOException {
    if (closed) {
      throw new IllegalStateException("this Installer is closed");
    }
    history = next;
    file.write(StateCodec.encode(next));
  }

  /** From now on nothing is written any more: another process may be the updater. */
  public synchronized void close() {
    closed = true;
  }
}
