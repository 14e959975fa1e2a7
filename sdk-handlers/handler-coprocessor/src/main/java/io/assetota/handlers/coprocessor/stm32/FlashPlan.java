package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import io.assetota.handlers.coprocessor.FlashRange;
import java.util.ArrayList;
import java.util.List;

/** What of a part's flash an image touches: the pages to erase and the blocks to write. */
final class FlashPlan {
  /**
   * One page that the image touches.
   *
   * @param number counted from the start of flash
   * @param start its address
   * @param size bytes that are erased together
   * @param blocks what the image has for it
   */
  record Page(int number, long start, int size, List<FlashBlock> blocks) {
    Page withBlocks(List<FlashBlock> others) {
      return new Page(number, start, size, others);
    }

    boolean holds(FlashBlock block) {
      return block.address() >= start && block.address() < start + size;
    }

    /** The blocks in groups without gaps. */
    List<List<FlashBlock>> runs() {
      List<List<FlashBlock>> runs = new ArrayList<>();
      long end = -1;
      for (FlashBlock block : blocks) {
        if (block.address() != end) {
          runs.add(new ArrayList<>());
        }
        runs.get(runs.size() - 1).add(block);
        end = block.end();
      }
      return runs;
    }

    /** Bytes of all blocks of this page. */
    long bytes() {
      return blocks.stream().mapToLong(FlashBlock::length).sum();
    }
  }

  private final List<Page> pages;

  private FlashPlan(List<Page> pages) {
    this.pages = pages;
  }

  /**
   * Lays an image out on a flash.
   *
   * @param blockSize the most that is written at once, a multiple of the write unit
   * @throws CoprocessorException if the image is not all inside the flash
   */
  static FlashPlan of(FirmwareImage image, FlashLayout flash, int blockSize, String part)
      throws CoprocessorException {
    for (FirmwareSegment segment : image.segments()) {
      if (segment.address() < flash.start() || segment.end() > flash.end()) {
        throw new CoprocessorException(
            Problem.DOES_NOT_FIT,
            String.format(
                "the image has %d bytes for 0x%08X to 0x%08X, but the flash of the %s goes from"
                    + " 0x%08X to 0x%08X (%d bytes). Nothing was erased. Is this the image for"
                    + " another part?",
                segment.length(),
                segment.address(),
                segment.end() - 1,
                part,
                flash.start(),
                flash.end() - 1,
                flash.size()));
      }
    }
    List<Page> pages = new ArrayList<>();
    long address = flash.start();
    for (int number = 0; number < flash.pageSizes().size(); number++) {
      int size = flash.pageSizes().get(number);
      long end = address + size;
      List<FlashBlock> blocks = new ArrayList<>();
      if (image.start() < end && image.end() > address) {
        for (long at = address; at < end; at += blockSize) {
          FlashBlock.of(image, at, Math.min(end, at + blockSize), flash).ifPresent(blocks::add);
        }
      }
      if (!blocks.isEmpty()) {
        pages.add(new Page(number, address, size, List.copyOf(blocks)));
      }
      address = end;
    }
    return new FlashPlan(pages);
  }

  /** The first block of the image: a vector table, with all that starts a program. */
  FlashBlock head() {
    return pages.get(0).blocks().get(0);
  }

  /** The same without that block. Its page stays, if only to be erased. */
  FlashPlan withoutHead() {
    List<Page> others = new ArrayList<>(pages);
    List<FlashBlock> blocks = pages.get(0).blocks();
    others.set(0, pages.get(0).withBlocks(blocks.subList(1, blocks.size())));
    return new FlashPlan(List.copyOf(others));
  }

  /** Some pages of this plan, and the first one, without which none of them is written. */
  List<Page> withFirst(List<Page> some) {
    if (some.isEmpty() || some.contains(pages.get(0))) {
      return some;
    }
    List<Page> all = new ArrayList<>();
    all.add(pages.get(0));
    all.addAll(some);
    return all;
  }

  /** The pages that the image touches, in the order of their addresses. */
  List<Page> pages() {
    return pages;
  }

  /** Where some pages are; those that touch are one range. */
  static List<FlashRange> ranges(List<Page> pages) {
    List<FlashRange> ranges = new ArrayList<>();
    for (Page page : pages) {
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).end() == page.start()) {
        FlashRange before = ranges.get(last);
        ranges.set(last, new FlashRange(before.address(), before.length() + page.size()));
      } else {
        ranges.add(new FlashRange(page.start(), page.size()));
      }
    }
    return ranges;
  }

  static long bytes(List<Page> pages) {
    return pages.stream().mapToLong(Page::bytes).sum();
  }

  /** The last byte that will be written: the first to be missing if the part is a smaller one. */
  long lastAddress() {
    List<FlashBlock> last = pages.get(pages.size() - 1).blocks();
    return last.get(last.size() - 1).end() - 1;
  }
}
