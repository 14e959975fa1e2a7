package io.assetota.handlers.coprocessor.part;

import io.assetota.handlers.coprocessor.Flasher;
import io.assetota.handlers.io.MonotonicClock;
import java.nio.file.Path;
import java.util.Optional;

/** Describes a {@link FlashedPart}. */
public final class FlashedPartBuilder {
  final String name;
  final Flasher flasher;
  private final Path folder;
  Optional<VersionSource> version = Optional.empty();
  FormerAssets former = FormerAssets.NONE;
  boolean takesAsIs;
  MonotonicClock clock = MonotonicClock.system();

  FlashedPartBuilder(String name, Flasher flasher, Path folder) {
    this.name = name;
    this.flasher = flasher;
    this.folder = folder;
  }

  /**
   * Says how to find out the version. Default: it is not known.
   *
   * @param source asks the part
   * @return this builder
   */
  public FlashedPartBuilder version(VersionSource source) {
    version = Optional.of(source);
    return this;
  }

  /**
   * Says where stored assets are that may be the former program. Default: there are none.
   *
   * @param assets for example {@link FormerAssets#of}
   * @return this builder
   */
  public FlashedPartBuilder former(FormerAssets assets) {
    former = assets;
    return this;
  }

  /**
   * Writes files as they are, whatever is in them, as {@link
   * io.assetota.handlers.coprocessor.FirmwareHandler#raw} does: for boot loaders with XMODEM.
   *
   * @return this builder
   */
  public FlashedPartBuilder takingFilesAsTheyAre() {
    takesAsIs = true;
    return this;
  }

  /**
   * Sets the clock for deadlines. Default: that of this machine.
   *
   * @param newClock the clock
   * @return this builder
   */
  public FlashedPartBuilder clock(MonotonicClock newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Makes the part.
   *
   * @return the part
   * @throws IllegalArgumentException if its name is not allowed
   */
  public FlashedPart build() {
    return new FlashedPart(this, folder);
  }
}
