package io.assetota.runtime.process;

import io.assetota.runtime.port.RunningApplication;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All processes of an application: those with its mark, and those that its first one started and
 * that it didn't hand the mark on to.
 *
 * @param first the one that was started; empty if that is not known
 */
record ProcessGroup(ProcessMark mark, Optional<ProcessHandle> first) implements RunningApplication {
  private Stream<ProcessHandle> processes() {
    return Stream.concat(
            first.stream().flatMap(p -> Stream.concat(Stream.of(p), p.descendants())),
            mark.processes())
        .distinct()
        .filter(ProcessState::isAlive);
  }

  @Override
  public long pid() {
    return processes().map(ProcessHandle::pid).findFirst().orElse(0L);
  }

  @Override
  public boolean isAlive() {
    return processes().findAny().isPresent();
  }

  @Override
  public boolean isSuspended() {
    return false;
  }

  /** Not by {@link Process#destroy}: that closes the streams, and the last words would be lost. */
  @Override
  public void terminate() {
    processes().toList().forEach(ProcessHandle::destroy);
  }

  @Override
  public void kill() {
    processes().toList().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public List<String> lastLines() {
    return List.of();
  }
}
