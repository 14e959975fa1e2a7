package io.assetota.handlers.coprocessor.stm32.protocol;

/** The commands of the boot loader, AN3155 table 2. */
public enum Stm32Command {
  GET(0x00, "Get"),
  GET_VERSION(0x01, "Get Version"),
  GET_ID(0x02, "Get ID"),
  READ_MEMORY(0x11, "Read Memory"),
  GO(0x21, "Go"),
  WRITE_MEMORY(0x31, "Write Memory"),
  ERASE(0x43, "Erase"),
  EXTENDED_ERASE(0x44, "Extended Erase"),
  READOUT_UNPROTECT(0x92, "Readout Unprotect"),
  GET_CHECKSUM(0xa1, "Get Checksum");

  private final int code;
  private final String title;

  Stm32Command(int code, String title) {
    this.code = code;
    this.title = title;
  }

  int code() {
    return code;
  }

  @Override
  public String toString() {
    return title;
  }
}
