package io.assetota.core.device;

import com.google.common.collect.ImmutableList;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.FileContent;
import io.assetota.core.application.ProgramId;
import io.assetota.core.materialize.ModuleProgram;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.FirmwareModule;
import java.util.List;
import java.util.Optional;

/**
 * The program of a wrapped application, without its assets.
 *
 * @param id what identifies it: releases with the same one differ in their assets only
 * @param version what people call it; empty if only the number in the module tells
 * @param fileCount how many files it has
 * @param size what the files take in a folder, in bytes
 * @param contents the different contents of its files, as {@link FileContent} names them; none if
 *     its one file is in the module
 */
public record InstalledProgram(
    ProgramId id,
    Optional<String> version,
    int fileCount,
    long size,
    List<AssetReference> contents) {
  /** Copies the list. */
  public InstalledProgram {
    contents = ImmutableList.copyOf(contents);
  }

  /**
   * Looks into a module.
   *
   * @param module an intact application that wraps something
   * @return its program
   * @throws AssetException if its manifest breaks a rule
   */
  static InstalledProgram of(FirmwareModule module) throws AssetException {
    ModuleProgram program = ModuleProgram.of(module);
    ApplicationManifest manifest = program.manifest();
    List<AssetReference> contents =
        program.payload().isPresent()
            ? List.of()
            : manifest.contents().keySet().stream().map(FileContent::of).toList();
    return new InstalledProgram(
        manifest.program(), manifest.version(), manifest.fileCount(), manifest.size(), contents);
  }
}
