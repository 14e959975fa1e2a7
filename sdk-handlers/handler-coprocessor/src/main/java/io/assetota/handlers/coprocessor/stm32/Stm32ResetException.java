package io.assetota.handlers.coprocessor.stm32;

import io.assetota.core.model.AssetException;

/** The part was reset while it was worked on: what it was doing is half done. */
final class Stm32ResetException extends AssetException {
  private static final long serialVersionUID = 1L;

  Stm32ResetException() {
    super("the part was reset in the middle of the work");
  }
}
