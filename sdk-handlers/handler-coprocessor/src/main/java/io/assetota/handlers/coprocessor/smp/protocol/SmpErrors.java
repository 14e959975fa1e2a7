package io.assetota.handlers.coprocessor.smp.protocol;

import io.assetota.core.model.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The errors that parts answer with (Zephyr, mgmt_defines.h and img_mgmt.h). */
final class SmpErrors {
  static final int NOT_SUPPORTED = 8;
  static final int TOO_NEW = 13;

  private static final int IMAGE_GROUP = 1;

  private static final List<String> GENERAL =
      List.of(
          "no error",
          "unknown error",
          "too little memory",
          "a value that is not valid",
          "timeout",
          "there is no such thing",
          "its state does not allow that",
          "the answer would be too large",
          "command not supported",
          "damaged data",
          "busy with another command",
          "access denied",
          "the version of the protocol is too old",
          "the version of the protocol is too new");

  private static final List<String> IMAGE =
      List.of(
          "no error",
          "unknown error",
          "its flash areas are not configured",
          "there is no image in the slot",
          "the image in the slot has no TLVs",
          "the image in the slot has a TLV that is not valid",
          "the image in the slot has several hashes",
          "the image in the slot has a TLV of a wrong size",
          "the image in the slot has no hash",
          "there is no free slot: an image in it is to be started, or is the way back",
          "flash can't be opened",
          "flash can't be read",
          "flash can't be written",
          "flash can't be erased",
          "there is no such slot",
          "too little memory",
          "flash is in use already",
          "flash is not in use",
          "there is no such flash",
          "an offset beyond its flash",
          "the offset is missing",
          "the length is missing",
          "the image is shorter than its header",
          "the image does not begin with the magic number of MCUboot",
          "the hash is not valid",
          "the image is for another address",
          "its own version can't be read",
          "it runs a newer version",
          "an image is to be started already: reset the part first",
          "the image has no valid vector table",
          "the image is too large for the slot",
          "the image is larger than was said");

  private SmpErrors() {}

  /** The error in an answer, if there is one: by group in version 2, by number else. */
  static Optional<SmpRefusedException> in(Map<String, Object> answer, String what) {
    if (answer.get("err") instanceof Map<?, ?> error
        && error.get("group") instanceof Long group
        && error.get("rc") instanceof Long code) {
      return code == 0 ? Optional.empty() : Optional.of(ofGroup(group, code, what));
    }
    if (answer.get("rc") instanceof Long code && code != 0) {
      String reason = answer.get("rsn") instanceof String text ? ": " + Printable.text(text) : "";
      return Optional.of(
          new SmpRefusedException(
              number(code), refused(what, name(GENERAL, code) + reason + " (error " + code + ")")));
    }
    return Optional.empty();
  }

  private static SmpRefusedException ofGroup(long group, long code, String what) {
    String error =
        group == IMAGE_GROUP
            ? name(IMAGE, code) + " (error " + code + " of images)"
            : "error " + code + " of group " + group;
    return new SmpRefusedException(-1, refused(what, error));
  }

  private static String refused(String what, String error) {
    return what + ": the part refuses: " + error;
  }

  private static String name(List<String> names, long code) {
    return code >= 0 && code < names.size() ? names.get((int) code) : "unknown error";
  }

  private static int number(long code) {
    return code > 0 && code < Integer.MAX_VALUE ? (int) code : -1;
  }
}
