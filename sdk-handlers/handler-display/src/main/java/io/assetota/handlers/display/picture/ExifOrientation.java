package io.assetota.handlers.display.picture;

/** Whether a photo is turned as its camera noted. */
public enum ExifOrientation {
  /** It is shown upright, by what Exif says of how the camera was held. */
  APPLIED,
  /** It is shown as it is stored. */
  IGNORED
}
