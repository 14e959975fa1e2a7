package io.assetota.handlers.display.picture;

/** How the steps between the few colours of a panel are hidden. */
public enum Dither {
  /** Not at all: the nearest colour below. */
  NONE,
  /** By a fixed pattern of 8x8: quick, and still where a picture does not change. */
  ORDERED,
  /** By passing each error to the neighbours (Floyd and Steinberg): best for photos. */
  DIFFUSION
}
