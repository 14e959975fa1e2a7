// Builds the same bundle as BundleBenchmark with the npm package, again and again in one process, and prints the average
// of the second half of the runs in milliseconds.
const fs = require('fs');
const path = require('path');
const { createApplicationAndAssetBundle } = require('binary-version-reader');

async function main() {
  const [input, runs] = [process.argv[2], Number(process.argv[3])];
  const assets = fs.readdirSync(path.join(input, 'assets')).sort().map((name) => path.join(input, 'assets', name));
  const output = path.join(input, 'npm.zip');
  const times = [];
  for (let i = 0; i < runs; i++) {
    const start = process.hrtime.bigint();
    fs.writeFileSync(output, await createApplicationAndAssetBundle(path.join(input, 'application.bin'), assets));
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  const measured = times.slice(runs / 2);
  console.log((measured.reduce((a, b) => a + b) / measured.length).toFixed(2));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
