/** An application that flashes the coprocessor of its board from an asset. */
module io.assetota.samples.stm32ota {
  requires com.pi4j;
  requires io.assetota.core;
  requires io.assetota.handlers.coprocessor;
  requires io.assetota.handlers.io;
  requires io.assetota.handlers.testkit;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.assetota.samples.stm32ota;
}
