package io.assetota.handlers.coprocessor.part;

/** How a part got its former program back. */
public enum Restoration {
  /** There was nothing to do: the part was not changed. */
  NOT_NEEDED("The part still has its former program"),
  /** From an asset that is still stored on this device. */
  FROM_ASSET("Its former program was put back from a stored asset"),
  /** From what was read out of the part before it was erased. */
  FROM_READ_BACK("Its former program was put back, as it was read before it was erased"),
  /** The part keeps its former program by itself, and went back to it. */
  BY_PART("The part went back to its former program by itself");

  private final String sentence;

  Restoration(String sentence) {
    this.sentence = sentence;
  }

  /**
   * Describes it for people.
   *
   * @return a sentence without its end
   */
  public String sentence() {
    return sentence;
  }
}
