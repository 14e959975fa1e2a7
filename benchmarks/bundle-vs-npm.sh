#!/usr/bin/env bash
# Builds a bundle of 8 x 120 KB with this SDK (JMH) and with the npm package binary-version-reader, on the same files and
# one right after the other, and prints both average times.
set -euo pipefail
cd "$(dirname "$0")/.."

jar=benchmarks/target/benchmarks.jar
[[ -f $jar ]] || mvn -B -ntp -q -DskipTests -Dmaven.javadoc.skip -pl benchmarks -am package

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -cp "$jar" io.assetota.benchmarks.BundleInput "$work/input" sdk-core/src/test/resources/vectors/apps/tracker.bin
cp sdk-bundle/src/test/js/package*.json "$work/"
npm ci --silent --no-audit --no-fund --prefix "$work"

java -Dassetota.benchmark.input="$work/input" -jar "$jar" BundleBenchmark -rf csv -rff "$work/jmh.csv" > "$work/jmh.log" \
  || { cat "$work/jmh.log"; exit 1; }
ours=$(awk -F, 'NR == 2 { print $5 }' "$work/jmh.csv")
theirs=$(NODE_PATH="$work/node_modules" node benchmarks/src/main/js/bundle.js "$work/input" 40)

awk -v ours="$ours" -v theirs="$theirs" 'BEGIN {
  printf "8 x 120 KB, in process, average of warm runs\n"
  printf "  Asset OTA                  %8.1f ms\n", ours
  printf "  npm binary-version-reader  %8.1f ms\n", theirs
  printf "  factor                     %8.1f\n", theirs / ours
}'
