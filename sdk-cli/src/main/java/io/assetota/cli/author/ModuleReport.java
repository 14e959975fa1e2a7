package io.assetota.cli.author;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.module.AssetModule;
import io.assetota.core.module.CombinedModules;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleFormatException;
import io.assetota.core.module.ModuleFunction;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about a file with one or more modules.
 *
 * @param file the file
 * @param modules its modules: several in a combined file, none if the file is no module
 * @param problems what is wrong with it
 */
record ModuleReport(Path file, List<ModuleView> modules, List<String> problems) implements Report {

  static ModuleReport of(Path file) throws IOException {
    List<ModuleView> modules = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try {
      read(file).forEach(m -> modules.add(ModuleView.of(m)));
      modules.forEach(m -> problems.addAll(m.problems()));
      if (modules.size() == 1
          && modules.get(0).module().prefix().function().equals(ModuleFunction.ASSET)) {
        verifyAsset(file);
      }
    } catch (AssetException e) {
      if (!problems.contains(e.getMessage())) {
        problems.add(e.getMessage());
      }
    }
    return new ModuleReport(file, modules, problems);
  }

  private static List<FirmwareModule> read(Path file) throws IOException {
    try {
      return List.of(FirmwareModule.read(file));
    } catch (ModuleFormatException asOne) {
      try {
        return CombinedModules.split(Files.readAllBytes(file));
      } catch (ModuleFormatException asSeveral) {
        throw asOne;
      }
    }
  }

  /** Checks the hash of the content, which needs the whole file. */
  private static void verifyAsset(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      AssetModule.verify(channel);
    }
  }

  private List<String> warnings() {
    return modules.stream().flatMap(m -> m.warnings().stream()).toList();
  }

  @Override
  public boolean isGood() {
    return problems.isEmpty();
  }

  @Override
  public void print(Console console) {
    for (ModuleView module : modules) {
      console.line(console.style(Style.STRONG, Printable.line(file + ": " + module.module())));
      module.print(console);
      console.line("");
    }
    if (problems.isEmpty()) {
      console.line(console.style(Style.GOOD, "No problems"));
    } else {
      console.line(
          console.style(Style.BAD, Sizes.count(problems.size(), "problem") + " in " + file));
      problems.forEach(p -> console.line("  " + Printable.line(p)));
    }
    warnings().forEach(w -> console.warn(file + ": " + w));
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("file", file)
        .with("kind", "module")
        .with("valid", isGood())
        .with("problems", messages(problems))
        .with("warnings", messages(warnings()))
        .with("modules", modules.stream().map(ModuleView::toJson).toList());
  }

  private static List<JsonObject> messages(List<String> texts) {
    return texts.stream().map(t -> new JsonObject().with("message", t)).toList();
  }
}
