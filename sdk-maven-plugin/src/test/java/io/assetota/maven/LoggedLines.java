package io.assetota.maven;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** Keeps what a goal tells Maven's log. */
final class LoggedLines extends SystemStreamLog {
  final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void info(CharSequence line) {
    lines.add("INFO " + line);
  }

  @Override
  public void warn(CharSequence line) {
    lines.add("WARN " + line);
  }
}
