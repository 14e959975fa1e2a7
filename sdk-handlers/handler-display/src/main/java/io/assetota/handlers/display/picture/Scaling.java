package io.assetota.handlers.display.picture;

/** How a picture is brought to the size of a region. */
public enum Scaling {
  /** Not scaled: centred, with bars or cut edges. */
  NONE,
  /** As large as it fits, with bars (letter-boxed). Small pictures grow. */
  FIT,
  /** As small as it covers everything; what is too much is cut off at both sides. */
  FILL,
  /** To exactly that size, distorted if it must be. */
  STRETCH
}
