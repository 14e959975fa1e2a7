package io.assetota.handlers.coprocessor.boot;

/** Somebody else brings the part into its boot loader. */
final class NoBootControl implements BootControl {
  @Override
  public void enterBootLoader() {}

  @Override
  public void runProgram() {}

  @Override
  public boolean canReset() {
    return false;
  }

  @Override
  public void close() {}
}
