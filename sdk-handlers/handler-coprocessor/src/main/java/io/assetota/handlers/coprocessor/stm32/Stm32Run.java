package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.stm32.FlashPlan.Page;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Bootloader;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One program on its way into one part. */
final class Stm32Run {
  private static final Logger log = LoggerFactory.getLogger(Stm32Run.class);

  private final Set<Stm32Permission> permissions;
  private final Stm32Session session;
  private final MonotonicClock clock;
  private final long begin;
  private boolean lifted;

  Stm32Run(
      SerialLink link, BootControl boot, MonotonicClock clock, Set<Stm32Permission> permissions) {
    this.permissions = permissions;
    this.session = new Stm32Session(link, boot, clock);
    this.clock = clock;
    this.begin = clock.nanoTime();
  }

  FlashResult run(FirmwareImage image, FlashListener listener, boolean preview) throws IOException {
    session.connect();
    Stm32Target target = new Stm32Geometry(session, image).find();
    log.info("Found {}, boot loader protocol {}", target.device(), protocol());
    FlashPlan plan =
        FlashPlan.of(
            image, target.device().flash(), Stm32Bootloader.MAX_BLOCK, target.device().toString());
    requireReadable(plan, target.device());
    Stm32Comparison comparison = new Stm32Comparison(session, listener);
    List<Page> pending = plan.withFirst(comparison.toWrite(plan.pages()));
    listener.checkCancelled();
    Optional<String> reason = target.reasonAgainstPages(pending, session.info());
    if (reason.isPresent() && !pending.isEmpty()) {
      requireMassErase(target.device(), reason.get());
      pending = plan.pages();
    }
    Stm32Writer writer = new Stm32Writer(session, target, listener, reason.isEmpty());
    if (preview) {
      return result(pending, target, comparison, writer);
    }
    if (!pending.isEmpty()) {
      if (reason.isEmpty() && !lifted) {
        listener.beforeErase(FlashPlan.ranges(pending), new Stm32Reader(session));
      }
      new Stm32Programmer(plan, writer, comparison).write(pending);
    }
    FlashResult result = result(pending, target, comparison, writer);
    session.checkInStep();
    session.start(image.start());
    log.info("The {} holds the {}", target.device(), image);
    return result;
  }

  private void requireMassErase(Stm32Device device, String reason) throws CoprocessorException {
    if (!permissions.contains(Stm32Permission.MASS_ERASE)) {
      throw new CoprocessorException(
          Problem.PAGES_UNKNOWN,
          String.format(
              "the pages of the %s can't be erased one by one: %s. Nothing was erased. Erasing all"
                  + " its flash would do, but takes everything else with it, and has to be asked"
                  + " for",
              device, reason));
    }
  }

  /**
   * A smaller member of the family, and readout protection, both show in reading the last byte that
   * would be written.
   */
  private void requireReadable(FlashPlan plan, Stm32Device device) throws IOException {
    if (isReadable(plan.lastAddress())) {
      return;
    }
    if (!isReadable(device.flash().start())) {
      liftReadoutProtection(device);
      if (isReadable(plan.lastAddress())) {
        return;
      }
    }
    throw new CoprocessorException(
        Problem.DOES_NOT_FIT,
        String.format(
            "this %s has no flash at 0x%08X, where the image ends. Nothing was erased. It is a"
                + " smaller part than the image is for",
            device, plan.lastAddress()));
  }

  private boolean isReadable(long address) throws IOException {
    try {
      session.attempt(false, () -> session.bootloader().read(address, 1));
      return true;
    } catch (CoprocessorException e) {
      if (e.problem() != Problem.REFUSED) {
        throw e;
      }
      return false;
    }
  }

  private void liftReadoutProtection(Stm32Device device) throws IOException {
    if (!permissions.contains(Stm32Permission.LIFT_READOUT_PROTECTION)) {
      throw new CoprocessorException(
          Problem.READOUT_PROTECTED,
          "the "
              + device
              + " is protected against readout, so that nothing can be written or verified. Nothing"
              + " was changed. Lifting the protection erases all its flash; it has to be asked"
              + " for");
    }
    log.warn("Lifting the readout protection of {}, which erases it", device);
    session.attempt(
        false,
        () -> {
          session.bootloader().unprotectReadout();
          return device;
        });
    lifted = true;
    session.connect();
  }

  private FlashResult result(
      List<Page> pending, Stm32Target target, Stm32Comparison comparison, Stm32Writer writer) {
    boolean wrote = writer.pagesErased() > 0;
    long blank =
        pending.stream()
            .flatMap(page -> page.blocks().stream())
            .filter(FlashBlock::isBlank)
            .mapToLong(FlashBlock::length)
            .sum();
    return new FlashResult(
        target.device().toString(),
        pending.isEmpty() ? Outcome.UNCHANGED : Outcome.WRITTEN,
        comparison.kind(),
        wrote ? writer.bytesWritten() : FlashPlan.bytes(pending) - blank,
        wrote ? writer.bytesSkipped() : blank,
        wrote ? writer.pagesErased() : pending.size(),
        session.retries(),
        Duration.ofNanos(clock.nanoTime() - begin));
  }

  private String protocol() {
    return (session.info().version() >> 4) + "." + (session.info().version() & 0xf);
  }
}
