package io.assetota.handlers.coprocessor.xmodem;

/**
 * The menu of a boot loader in front of its transfer.
 *
 * @param prompt what the boot loader sends when it takes a choice
 * @param upload the choice that begins the transfer
 * @param run the choice that starts the program
 * @param success what the boot loader sends when it has checked and stored the file
 * @param failure what it sends when it has not
 */
public record XmodemMenu(String prompt, char upload, char run, String success, String failure) {
  /** The Gecko boot loader, with its standalone UART interface (Silicon Labs, UG489, chapter 8). */
  public static final XmodemMenu GECKO =
      new XmodemMenu("BL >", '1', '2', "Serial upload complete", "Serial upload aborted");

  /**
   * Checks the texts.
   *
   * @param prompt what the boot loader sends when it takes a choice
   * @param upload the choice that begins the transfer
   * @param run the choice that starts the program
   * @param success what the boot loader sends when it has checked and stored the file
   * @param failure what it sends when it has not
   * @throws IllegalArgumentException if a text is empty
   */
  public XmodemMenu {
    if (prompt.isEmpty() || success.isEmpty() || failure.isEmpty()) {
      throw new IllegalArgumentException("a menu has no empty texts");
    }
  }
}
