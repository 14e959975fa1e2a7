package io.assetota.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A path of a {@link VolatileFileSystem}: names with slashes between. */
final class VolatilePath implements Path {
  private final VolatileFileSystem system;
  private final boolean absolute;
  private final List<String> names;

  VolatilePath(VolatileFileSystem system, String text) {
    this(
        system,
        text.startsWith("/"),
        Arrays.stream(text.split("/")).filter(name -> !name.isEmpty()).toList());
  }

  private VolatilePath(VolatileFileSystem system, boolean absolute, List<String> names) {
    this.system = system;
    this.absolute = absolute;
    this.names = List.copyOf(names);
  }

  static VolatilePath of(Path path) {
    if (path instanceof VolatilePath ours) {
      return ours;
    }
    throw new ProviderMismatchException(path.toString());
  }

  /** What the file system knows a file by. */
  String key() {
    return "/" + String.join("/", ((VolatilePath) toAbsolutePath().normalize()).names);
  }

  private VolatilePath with(boolean isAbsolute, List<String> newNames) {
    return new VolatilePath(system, isAbsolute, newNames);
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable Path getRoot() {
    return absolute ? with(true, List.of()) : null;
  }

  @Override
  public @Nullable Path getFileName() {
    return names.isEmpty() ? null : with(false, names.subList(names.size() - 1, names.size()));
  }

  @Override
  public @Nullable Path getParent() {
    return names.isEmpty() || (!absolute && names.size() == 1)
        ? null
        : with(absolute, names.subList(0, names.size() - 1));
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public Path getName(int index) {
    return with(false, List.of(names.get(index)));
  }

  @Override
  public Path subpath(int from, int to) {
    return with(false, names.subList(from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    VolatilePath o = of(other);
    return absolute == o.absolute
        && o.names.size() <= names.size()
        && names.subList(0, o.names.size()).equals(o.names);
  }

  @Override
  public boolean endsWith(Path other) {
    VolatilePath o = of(other);
    return o.names.size() <= names.size()
        && names.subList(names.size() - o.names.size(), names.size()).equals(o.names);
  }

  @Override
  public Path normalize() {
    List<String> normal = new ArrayList<>();
    for (String name : names) {
      if (name.equals("..") && !normal.isEmpty()) {
        normal.remove(normal.size() - 1);
      } else if (!name.equals(".")) {
        normal.add(name);
      }
    }
    return with(absolute, normal);
  }

  @Override
  public Path resolve(Path other) {
    VolatilePath o = of(other);
    if (o.absolute) {
      return o;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(o.names);
    return with(absolute, all);
  }

  @Override
  public Path relativize(Path other) {
    VolatilePath o = of(other);
    if (!o.startsWith(this)) {
      throw new IllegalArgumentException(other + " is not below " + this);
    }
    return with(false, o.names.subList(names.size(), o.names.size()));
  }

  @Override
  public URI toUri() {
    return URI.create("volatile:" + key());
  }

  @Override
  public Path toAbsolutePath() {
    return with(true, names);
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    system.require(key());
    return toAbsolutePath().normalize();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("nothing is watched here");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VolatilePath o
        && system == o.system
        && absolute == o.absolute
        && names.equals(o.names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(absolute, names);
  }

  @Override
  public String toString() {
    return (absolute ? "/" : "") + String.join("/", names);
  }
}
