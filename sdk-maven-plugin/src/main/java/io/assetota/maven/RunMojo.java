package io.assetota.maven;

import io.assetota.runtime.DeviceRuntime;
import io.assetota.runtime.DeviceRuntimeBuilder;
import io.assetota.runtime.event.EventText;
import io.assetota.runtime.event.RuntimeEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Builds the project up to the phase package, installs the bundle into a device folder, and runs it
 * there as a device would, until Ctrl-C. What the application prints goes to the console. While it
 * runs, mvn package asset-ota:flash in another terminal replaces it.
 */
@Mojo(name = "run")
@Execute(phase = LifecyclePhase.PACKAGE)
public final class RunMojo extends DeviceMojo {
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Where the application's output goes instead of the console. */
  Optional<OutputStream> output = Optional.empty();

  /** What Ctrl-C does, for who ends it in another way. */
  Runnable end = () -> {};

  @Override
  void run(Path bundle) throws IOException {
    install(bundle, true, Optional.empty());
    DeviceRuntimeBuilder builder = DeviceRuntime.builder(home.toPath()).listener(this::tell);
    output.ifPresent(out -> builder.output(out, out));
    try (DeviceRuntime runtime = builder.build()) {
      end = () -> end(runtime);
      Thread hook = new Thread(end, "end at Ctrl-C");
      Runtime.getRuntime().addShutdownHook(hook);
      getLog().info("Running until Ctrl-C.");
      runtime.run();
      removeUnlessEnding(hook);
    } finally {
      ended.countDown();
    }
  }

  private void tell(RuntimeEvent event) {
    if (event instanceof RuntimeEvent.Failed || event instanceof RuntimeEvent.Replaced) {
      getLog().warn(EventText.of(event));
    } else {
      getLog().info(EventText.of(event));
    }
  }

  /** Waits for the application, which gets its time to end. */
  private void end(DeviceRuntime runtime) {
    runtime.close();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeUnlessEnding(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running.
    }
  }
}
