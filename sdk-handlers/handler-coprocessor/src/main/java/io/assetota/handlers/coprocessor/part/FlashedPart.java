package io.assetota.handlers.coprocessor.part;

import io.assetota.core.device.PartVersion;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.Printable;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.Flasher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part that has room for one program, which its boot loader overwrites. The former program is a
 * stored asset: that of the previous application, as long as this one is on trial, or the one that
 * was installed last. If neither is stored, it is read out of the part before it is erased, where
 * the boot loader can read.
 *
 * <p>What is needed after a power cut is kept in a folder: two files, one of them as large as the
 * former program. Only one process may use it at a time.
 *
 * <p>Not safe for use by several threads.
 */
public final class FlashedPart implements Part {
  /** As often a program is tried that does not work: flash wears out. */
  private static final int MOST_REFUSALS = 3;

  private final String name;
  private final Flasher flasher;
  private final PartFolder folder;
  private final FormerAssets former;
  private final boolean takesAsIs;
  private final RunningVersion version;
  private @Nullable Installation installation;

  /** An installation that was begun here. */
  private record Installation(PartProgram program, PartRecord before, FormerKeeper keeper) {
    boolean hasTouched() {
      return keeper.hasTouched() || before.trying().isPresent();
    }

    AssetHash hash() {
      return program.source().hash();
    }
  }

  FlashedPart(FlashedPartBuilder options, Path folder) {
    this.name = PartVersion.requireValidName(options.name);
    this.flasher = options.flasher;
    this.folder = new PartFolder(folder, name);
    this.former = options.former;
    this.takesAsIs = options.takesAsIs;
    this.version = new RunningVersion(name, options.version, options.clock);
  }

  /**
   * Begins to describe a part.
   *
   * @param name what it is called, 1 to 24 lower-case letters, digits and dashes
   * @param flasher writes its program
   * @param folder where to keep what is needed after a power cut; made when it is needed, in a
   *     folder that exists. Several parts may have the same
   * @return a builder
   */
  public static FlashedPartBuilder builder(String name, Flasher flasher, Path folder) {
    return new FlashedPartBuilder(name, flasher, folder);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FirmwareImage read(InputStream in) throws IOException {
    return takesAsIs
        ? FirmwareImage.readRaw(in, flasher.rawAddress())
        : FirmwareImage.read(in, flasher.rawAddress());
  }

  @Override
  public boolean reportsVersion() {
    return version.canBeAsked();
  }

  @Override
  public Optional<String> installedVersion() throws IOException {
    return version.now();
  }

  @Override
  public FlashResult install(PartProgram program, FlashListener listener) throws IOException {
    PartRecord before = folder.record();
    Optional<Asset> stored = storedFormer(program, before);
    boolean reads = stored.isEmpty() && !before.unread();
    FormerKeeper keeper =
        new FormerKeeper(listener, reads ? Optional.of(folder.former()) : Optional.empty());
    Installation begun = new Installation(program, before, keeper);
    installation = begun;
    if (before.refusalsOf(begun.hash()) >= MOST_REFUSALS) {
      throw new CoprocessorException(
          Problem.WRONG_VERSION,
          String.format(
              "%s was installed %d times and never reported its version, so that it is not tried"
                  + " again. Install another program; to try this one nevertheless, remove %s",
              Printable.text(program.source().name()), MOST_REFUSALS, folder.recordFile()));
    }
    if (before.trying().isEmpty()) {
      folder.former().deleteDurably(); // of an installation that has ended
    }
    folder.write(before.trying(begun.hash(), !reads));
    return flasher.flash(program.image(), keeper);
  }

  private Optional<Asset> storedFormer(PartProgram program, PartRecord record) {
    AssetHash hash = program.source().hash();
    return former
        .ofPreviousApplication(program.source().name())
        .filter(asset -> !asset.hash().equals(hash))
        .or(() -> record.kept().filter(kept -> !kept.equals(hash)).flatMap(former::withContent));
  }

  @Override
  public void verifyRunning(String expected, Duration within) throws IOException {
    version.verify(expected, within);
  }

  @Override
  public void keep() throws IOException {
    Installation done = begun();
    folder.write(folder.record().keeping(done.hash()));
    folder.former().delete();
    installation = null;
  }

  @Override
  public Restoration restore(FlashListener listener) throws IOException {
    Installation failed = begun();
    if (!failed.hasTouched()) {
      folder.write(failed.before());
      return Restoration.NOT_NEEDED;
    }
    PartRecord refused = folder.record().refusing(failed.hash());
    folder.write(refused);
    Optional<Asset> stored = storedFormer(failed.program(), failed.before());
    FlashListener quiet = uncancellable(listener);
    if (stored.isPresent()) {
      try (AssetReader in = stored.get().open()) {
        flasher.flash(read(in), quiet);
      }
    } else {
      List<FirmwareSegment> pieces = refused.unread() ? List.of() : folder.former().read();
      if (pieces.isEmpty()) {
        throw new CoprocessorException(
            Problem.NO_FORMER_PROGRAM,
            "there is no former program of "
                + name
                + ": none is stored, and none was read before it was erased");
      }
      flasher.flash(FirmwareImage.ofReadBack(pieces), quiet);
    }
    folder.write(refused.backTo(stored.map(Asset::hash).or(failed.before()::kept)));
    folder.former().delete();
    installation = null;
    return stored.isPresent() ? Restoration.FROM_ASSET : Restoration.FROM_READ_BACK;
  }

  private static FlashListener uncancellable(FlashListener listener) {
    return new FlashListener() {
      @Override
      public void progress(FlashPhase phase, long done, long total) {
        listener.progress(phase, done, total);
      }
    };
  }

  private Installation begun() {
    if (installation == null) {
      throw new IllegalStateException("nothing was installed into " + name + " before");
    }
    return installation;
  }
}
