// Flashes IMAGE at ADDRESS through PORT with esptool-js, which is made for browsers: a file of Node's
// stands in for its Web Serial port. The stub that it would upload is code for the real chip's
// processor, so that it is left out, and the ROM's own commands are used.
import fs from "node:fs";
import { ESPLoader, Transport } from "esptool-js";

const [path, file, address] = process.argv.slice(2);
const fd = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_NOCTTY);
const port = {
  getInfo: () => ({}),
  open: async () => {},
  close: async () => {},
  setSignals: async () => {},
  readable: new ReadableStream({
    pull: (controller) =>
      new Promise((resolve, reject) => {
        const buffer = new Uint8Array(4096);
        fs.read(fd, buffer, 0, buffer.length, null, (error, count) => {
          if (error) {
            reject(error);
          } else {
            controller.enqueue(buffer.slice(0, count));
            resolve();
          }
        });
      }),
  }),
  writable: new WritableStream({
    write: (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        at += fs.writeSync(fd, bytes, at);
      }
    },
  }),
};

const loader = new ESPLoader({ transport: new Transport(port), baudrate: 115200 });
await loader.connect("no_reset");
console.log("chip", loader.chip.CHIP_NAME);
await loader.flashSpiAttach(0);
await loader.writeFlash({
  fileArray: [{ data: new Uint8Array(fs.readFileSync(file)), address: Number(address) }],
  flashSize: "keep",
  flashMode: "keep",
  flashFreq: "keep",
  eraseAll: false,
  compress: true,
});
console.log("flashed");
// Not exit(): that would wait for the read that is still under way.
process.kill(process.pid);
