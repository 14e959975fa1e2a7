package io.assetota.core.materialize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.StartCommand;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleProgramTest {
  @TempDir Path home;
  private final Programs programs = new Programs();

  private static FirmwareModule wrap(String name, byte[] payload) throws IOException {
    return ApplicationModule.wrap(Platform.LINUX, new ProductData(65535, 1), 5500, name, payload);
  }

  private Path materialize(ModuleProgram program) throws IOException {
    return Materializer.in(home)
        .materialize(program.manifest(), program.contents(programs), TreeCheck.CONTENT);
  }

  @Test
  void aJarIsOneFileAndStartedByJava() throws IOException {
    ModuleProgram program = ModuleProgram.of(wrap("kiosk.jar", "PK jar".getBytes(UTF_8)));
    assertThat(program.manifest().start()).isEqualTo(StartCommand.ofJar("kiosk.jar"));
    assertThat(materialize(program).resolve("kiosk.jar"))
        .hasContent("PK jar")
        .satisfies(f -> assertThat(f.toFile().canExecute()).isFalse());
  }

  @Test
  void anyOtherFileIsAProgram() throws IOException {
    ModuleProgram program = ModuleProgram.of(wrap("kiosk", "#!/bin/sh".getBytes(UTF_8)));
    assertThat(program.manifest().start().command()).isEqualTo(List.of("./kiosk"));
    Path tree = materialize(program);
    assertThat(tree.resolve("kiosk")).isExecutable().hasContent("#!/bin/sh");
    assertThat(StartCommand.resolve(program.manifest().start().command(), tree))
        .containsExactly(tree + "/./kiosk");
  }

  @Test
  void aManifestNamesItsFiles() throws IOException {
    ApplicationManifest manifest = programs.first();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.writeTo(bytes);
    ModuleProgram program = ModuleProgram.of(wrap("kiosk", bytes.toByteArray()));
    assertThat(program.manifest()).isEqualTo(manifest);
    assertThat(materialize(program).resolve("lib/same.jar")).hasContent("in both");
  }

  @Test
  void firmwareIsNoProgram() throws IOException {
    FirmwareModule module = wrap("kiosk.jar", new byte[1]);
    byte[] bytes = module.toByteArray();
    bytes[14] = 4; // a system part
    assertThatThrownBy(() -> ModuleProgram.of(FirmwareModule.parse(bytes)))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("is firmware");
  }
}
