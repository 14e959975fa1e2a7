package io.assetota.handlers.coprocessor.avr;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashResult;
import io.assetota.handlers.coprocessor.FlashResult.Outcome;
import io.assetota.handlers.coprocessor.FlashResult.Verification;
import io.assetota.handlers.io.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One program on its way into one part. */
final class AvrRun {
  private static final Logger log = LoggerFactory.getLogger(AvrRun.class);

  private final AvrSession session;
  private final MonotonicClock clock;
  private final OptionalInt bootLoaderSize;
  private final FirmwareImage image;
  private final FlashListener listener;
  private final long begin;

  AvrRun(
      AvrSession session,
      MonotonicClock clock,
      OptionalInt bootLoaderSize,
      FirmwareImage image,
      FlashListener listener) {
    this.session = session;
    this.clock = clock;
    this.bootLoaderSize = bootLoaderSize;
    this.image = image;
    this.listener = listener;
    this.begin = clock.nanoTime();
  }

  FlashResult flash() throws IOException {
    AvrDevice device = find();
    Map<Integer, byte[]> wanted = new LinkedHashMap<>();
    List<Integer> pending = compare(device, wanted);
    listener.checkCancelled();
    if (!pending.isEmpty()) {
      listener.beforeErase(
          AvrReader.ranges(pending, wanted.containsKey(0), device.pageSize()),
          new AvrReader(session));
      new AvrPages(session, device.pageSize(), wanted, listener).write(pending);
    }
    session.leave();
    log.info("The {} holds the {}", device, image);
    return result(device, pending, session.bytesWritten(), session.pagesWritten());
  }

  FlashResult preview() throws IOException {
    AvrDevice device = find();
    List<Integer> pending = compare(device, new LinkedHashMap<>());
    session.leave();
    long bytes = (long) pending.size() * device.pageSize();
    return result(device, pending, bytes, pending.size());
  }

  private AvrDevice find() throws IOException {
    session.connect();
    AvrDevice device =
        AvrDevice.of(session.signature())
            .orElseThrow(
                () ->
                    new CoprocessorException(
                        Problem.PAGES_UNKNOWN,
                        String.format(
                            "the part on %s has the signature 0x%06X, which is not in the table of"
                                + " AVRs, so that its pages are not known. Nothing was erased",
                            session.line(), session.signature())));
    log.info("Found {}, boot loader {}", device, session.version());
    return device;
  }

  /** Fills in what the pages should hold, and gives those that differ. */
  private List<Integer> compare(AvrDevice device, Map<Integer, byte[]> wanted) throws IOException {
    AvrProgram program = new AvrProgram(image, device);
    program.requireFits(device, bootLoaderSize.orElse(device.bootLoaderSize()));
    List<Integer> pages = program.pages();
    List<Integer> pending = new ArrayList<>();
    long total = (long) pages.size() * device.pageSize();
    listener.progress(FlashPhase.CHECK, 0, total);
    for (int page : pages) {
      listener.checkCancelled();
      byte[] now =
          program.covers(page)
              ? session.read(page, device.pageSize())
              : session.readTwice(page, device.pageSize());
      byte[] content = program.over(page, now);
      wanted.put(page, content);
      if (!Arrays.equals(content, now)) {
        pending.add(page);
      }
      listener.progress(FlashPhase.CHECK, (long) wanted.size() * device.pageSize(), total);
    }
    return pending;
  }

  private FlashResult result(AvrDevice device, List<Integer> pending, long bytes, int pages) {
    return new FlashResult(
        device + " (boot loader " + session.version() + ")",
        pending.isEmpty() ? Outcome.UNCHANGED : Outcome.WRITTEN,
        Verification.READ_BACK,
        bytes,
        0,
        pages,
        session.retries(),
        Duration.ofNanos(clock.nanoTime() - begin));
  }
}
