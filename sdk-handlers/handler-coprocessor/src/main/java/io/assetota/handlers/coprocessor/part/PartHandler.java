package io.assetota.handlers.coprocessor.part;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.UnsuitableAssetException;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.CancelledException;
import io.assetota.core.model.Printable;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashListener;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs assets into a {@link Part}, and puts the former program back if that fails. With an
 * {@linkplain #expecting expected version}, the running program has to report it, and a failure
 * ends the trial of the application, so that application and part go back together:
 *
 * <pre>{@code
 * Part stm32 =
 *     FlashedPart.builder("stm32", new Stm32Flasher(link, boot), Path.of("/var/lib/kiosk-parts"))
 *         .version(LineVersion.on(link, clock))
 *         .former(FormerAssets.of(assets))
 *         .build();
 * AssetHandler handler = new PartHandler(stm32).expecting("2.1.0", Duration.ofSeconds(10));
 * }</pre>
 *
 * <p>Safe for use by several threads; only one installs at a time.
 */
public final class PartHandler implements AssetHandler {
  private static final Logger log = LoggerFactory.getLogger(PartHandler.class);

  /** To try these again would give the same. */
  private static final Set<Problem> FINAL =
      EnumSet.of(
          Problem.BAD_IMAGE,
          Problem.DOES_NOT_FIT,
          Problem.PAGES_UNKNOWN,
          Problem.READOUT_PROTECTED,
          Problem.WRONG_VERSION,
          Problem.NO_FORMER_PROGRAM);

  private final Part part;
  private final Optional<Expectation> expectation;

  private record Expectation(Function<Asset, String> version, Duration within) {}

  /**
   * Installs what comes, and takes it for right when it is written and verified.
   *
   * @param part the part
   */
  public PartHandler(Part part) {
    this(part, Optional.empty());
  }

  private PartHandler(Part part, Optional<Expectation> expectation) {
    this.part = part;
    this.expectation = expectation;
  }

  /**
   * Demands that the running program reports a version.
   *
   * @param version the version of the asset that comes
   * @param within how long it may take from the start of the program, more than zero
   * @return a handler of the same part
   * @throws IllegalArgumentException if the part can't report a version, or the time is not
   *     positive
   */
  public PartHandler expecting(String version, Duration within) {
    return expecting(asset -> version, within);
  }

  /**
   * Demands that the running program reports a version that depends on the asset, for example on
   * its name.
   *
   * @param version finds the version out
   * @param within how long it may take from the start of the program, more than zero
   * @return a handler of the same part
   * @throws IllegalArgumentException if the part can't report a version, or the time is not
   *     positive
   */
  public PartHandler expecting(Function<Asset, String> version, Duration within) {
    if (!part.reportsVersion()) {
      throw new IllegalArgumentException(
          "there is no way to ask " + part.name() + " for its version");
    }
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException("a part needs some time to report its version");
    }
    return new PartHandler(part, Optional.of(new Expectation(version, within)));
  }

  /** An application can't stay without a part of which it expects a version. */
  @Override
  public boolean isEssential() {
    return expectation.isPresent();
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsuitableAssetException if the asset is no program for this part, or the program does
   *     not report its version
   */
  @Override
  public synchronized void handle(Asset asset, HandlerContext context) throws IOException {
    FlashListener listener = FlashListener.of(context);
    Optional<String> expected = expectation.map(e -> e.version().apply(asset));
    PartProgram program = program(asset);
    try {
      part.install(program, listener);
      if (expected.isPresent()) {
        part.verifyRunning(expected.get(), expectation.orElseThrow().within());
      }
    } catch (CancelledException e) {
      throw e;
    } catch (IOException e) {
      throw goBack(e, context);
    }
    part.keep();
    context.partVersion(part.name(), expected.isPresent() ? expected : versionNow());
  }

  private PartProgram program(Asset asset) throws IOException {
    try (AssetReader in = asset.open()) {
      return new PartProgram(asset.reference(), part.read(in));
    } catch (CoprocessorException e) {
      throw new UnsuitableAssetException(part.name() + ": " + e.getMessage(), e);
    }
  }

  /** Puts the former program back, and returns what to throw. */
  private AssetException goBack(IOException why, HandlerContext context) {
    String what = part.name() + ": " + Printable.failure(why);
    log.warn("{}; looking for the former program", what);
    boolean isFinal = why instanceof CoprocessorException c && FINAL.contains(c.problem());
    try {
      Restoration way = part.restore(FlashListener.of(context));
      if (way != Restoration.NOT_NEEDED) {
        context.partVersion(part.name(), versionNow());
      }
      return failure(isFinal, what + ". But " + way.sentence(), why);
    } catch (IOException e) {
      boolean isBackFinal = e instanceof CoprocessorException c && FINAL.contains(c.problem());
      AssetException failure =
          failure(
              isFinal && isBackFinal,
              what + ". The former program could not be put back: " + Printable.failure(e),
              why);
      failure.addSuppressed(e);
      return failure;
    }
  }

  private static AssetException failure(boolean isFinal, String message, IOException why) {
    return isFinal ? new UnsuitableAssetException(message, why) : new AssetException(message, why);
  }

  private Optional<String> versionNow() {
    try {
      return part.installedVersion();
    } catch (IOException e) {
      log.info("The version of {} is not known: {}", part.name(), Printable.failure(e));
      return Optional.empty();
    }
  }
}
