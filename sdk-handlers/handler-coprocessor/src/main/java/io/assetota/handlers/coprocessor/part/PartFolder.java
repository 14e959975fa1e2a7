package io.assetota.handlers.coprocessor.part;

import io.assetota.core.files.Disk;
import io.assetota.core.files.SealedLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is kept of a part on this device. Only the process that is the application writes it.
 *
 * @param folder where; made when it is needed
 * @param name what the part is called
 */
record PartFolder(Path folder, String name) {
  private static final int MAX_RECORD = 1024;

  private SealedLine line() {
    return new SealedLine(recordFile(), MAX_RECORD, "what " + name + " had before is not known");
  }

  PartRecord record() throws IOException {
    return line().read().flatMap(PartRecord::parse).orElse(PartRecord.EMPTY);
  }

  void write(PartRecord record) throws IOException {
    if (Files.notExists(folder)) {
      Disk.real().createDurableFolder(folder);
    }
    line().write(record.toLine());
  }

  Path recordFile() {
    return folder.resolve(name + ".part");
  }

  FormerFile former() {
    return new FormerFile(folder.resolve(name + ".former"));
  }
}
