package io.assetota.handlers.coprocessor.part;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.UnsuitableAssetException;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReader;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.part.PartUpdate.Expectation;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

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
  private final Part part;
  private final Optional<Function<Asset, Expectation>> expectation;

  /**
   * Installs what comes, and takes it for right when it is written and verified.
   *
   * @param part the part
   */
  public PartHandler(Part part) {
    this(part, Optional.empty());
  }

  private PartHandler(Part part, Optional<Function<Asset, Expectation>> expectation) {
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
    Expectation unused = new Expectation("", within); // checks the time now, not at the first asset
    return new PartHandler(
        part, Optional.of(asset -> new Expectation(version.apply(asset), within)));
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
    Optional<Expectation> expected = expectation.map(of -> of.apply(asset));
    new PartUpdate(part, version -> context.partVersion(part.name(), version))
        .run(program(asset), expected, FlashListener.of(context));
  }

  private PartProgram program(Asset asset) throws IOException {
    try (AssetReader in = asset.open()) {
      return new PartProgram(asset.reference(), part.read(in));
    } catch (CoprocessorException e) {
      throw new UnsuitableAssetException(part.name() + ": " + e.getMessage(), e);
    }
  }
}
