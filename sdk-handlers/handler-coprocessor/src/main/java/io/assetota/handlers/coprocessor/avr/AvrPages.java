package io.assetota.handlers.coprocessor.avr;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes pages in an order in which no cut leaves a mix of two programs that starts. */
final class AvrPages {
  private static final Logger log = LoggerFactory.getLogger(AvrPages.class);

  /** How often pages are written before the part is given up. */
  private static final int ROUNDS = 4;

  /** An endless loop: RJMP to itself. Erased flash would be passed through, up to what follows. */
  private static final byte[] STOP = {(byte) 0xff, (byte) 0xcf};

  private final AvrSession session;
  private final int pageSize;
  private final Map<Integer, byte[]> wanted;
  private final FlashListener listener;
  private boolean stopped;
  private boolean touched;

  /**
   * Writes pages.
   *
   * @param wanted what all pages of the image should hold, by their addresses, lowest first
   */
  AvrPages(AvrSession session, int pageSize, Map<Integer, byte[]> wanted, FlashListener listener) {
    this.session = session;
    this.pageSize = pageSize;
    this.wanted = wanted;
    this.listener = listener;
  }

  /**
   * Writes and verifies.
   *
   * @param pages those that differ
   * @throws CoprocessorException if they can't be written; the message says in which state the part
   *     is
   */
  void write(List<Integer> pages) throws IOException {
    List<Integer> body = wanted.keySet().stream().filter(page -> page != 0).toList();
    List<Integer> pending = pages.stream().filter(page -> page != 0).toList();
    try {
      for (int round = 1; round <= ROUNDS; round++) {
        if (!stop()) {
          continue;
        }
        writeAll(pending);
        // All of the body: an address that the line disturbed may have hit any page.
        List<Integer> wrong = verify(body);
        if (wrong.isEmpty() && writeFirst(body)) {
          return;
        }
        log.warn("Writing again what reads back differently, in round {}", round);
        pending = wrong;
      }
    } catch (CoprocessorException e) {
      throw new CoprocessorException(e.problem(), e.getMessage() + ". " + state(), e);
    }
    throw new CoprocessorException(
        Problem.NOT_VERIFIED,
        "pages read back differently after "
            + ROUNDS
            + " rounds of erasing and writing, on "
            + session.line()
            + ". Likely they are locked, or the flash is worn out. "
            + disarm());
  }

  private boolean startsProgram() {
    return wanted.containsKey(0);
  }

  /** Makes sure that nothing starts while there is no whole program. */
  private boolean stop() throws IOException {
    if (stopped || !startsProgram()) {
      return true;
    }
    touched = true;
    session.write(0, stopPage());
    stopped = holds(0, stopPage());
    return stopped;
  }

  private byte[] stopPage() {
    byte[] page = new byte[pageSize];
    Arrays.fill(page, (byte) 0xff);
    System.arraycopy(STOP, 0, page, 0, STOP.length);
    return page;
  }

  private void writeAll(List<Integer> pages) throws IOException {
    long total = (long) pages.size() * pageSize;
    long done = 0;
    listener.progress(FlashPhase.WRITE, 0, total);
    for (int page : pages) {
      touched = true;
      session.write(page, content(page));
      done += pageSize;
      listener.progress(FlashPhase.WRITE, done, total);
    }
  }

  private List<Integer> verify(List<Integer> pages) throws IOException {
    List<Integer> wrong = new ArrayList<>();
    long total = (long) pages.size() * pageSize;
    long done = 0;
    listener.progress(FlashPhase.VERIFY, 0, total);
    for (int page : pages) {
      if (!holds(page, content(page))) {
        wrong.add(page);
      }
      done += pageSize;
      listener.progress(FlashPhase.VERIFY, done, total);
    }
    return wrong;
  }

  /** Writes the page that starts the program. If that goes wrong, the others are in doubt again. */
  private boolean writeFirst(List<Integer> body) throws IOException {
    if (!startsProgram()) {
      return true;
    }
    int retries = session.retries();
    stopped = false;
    session.write(0, content(0));
    if (!holds(0, content(0))) {
      return false;
    }
    return session.retries() == retries || verify(body).isEmpty();
  }

  private boolean holds(int page, byte[] content) throws IOException {
    if (Arrays.equals(session.read(page, pageSize), content)) {
      return true;
    }
    // A second look: noise on the line can change what is read, too.
    return Arrays.equals(session.read(page, pageSize), content);
  }

  private byte[] content(int page) {
    return Objects.requireNonNull(wanted.get(page));
  }

  private String disarm() {
    try {
      stop();
    } catch (IOException e) {
      log.warn("The first page can't be written any more: {}", e.getMessage());
    }
    return state();
  }

  private String state() {
    if (!touched) {
      return "Nothing was written";
    }
    if (stopped) {
      return "The first page of the program holds an endless loop, so that the part starts nothing"
          + " until this succeeds";
    }
    return startsProgram()
        ? "What the first page of the program holds is not known: flash it again before it is used"
        : "The program at the start of flash was not touched";
  }
}
