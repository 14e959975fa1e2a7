#!/usr/bin/env bash
# What the store of the update server does with many devices: the size of its files, and how long devices wait while a
# rollout to all of them begins. Devices, writes a second and seconds may be given: fleet.sh 20000 580 60
set -euo pipefail
cd "$(dirname "$0")/.."

jar=benchmarks/target/benchmarks.jar
[[ -f $jar ]] || mvn -B -ntp -q -DskipTests -Dmaven.javadoc.skip -pl benchmarks -am package

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -cp "$jar" io.assetota.benchmarks.FleetRun "$work" "${1:-100000}" "${2:-580}" "${3:-60}"
