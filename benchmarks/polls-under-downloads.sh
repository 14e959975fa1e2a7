#!/usr/bin/env bash
# Measures how long the update server takes to answer a poll: alone, and while 50 devices download as fast as they can.
# With another checkout as its operand, that one's server is measured beside ours, in turns.
#
#   benchmarks/polls-under-downloads.sh [OTHER_CHECKOUT]
#
#   ROUNDS  how often (3); POLLS  polls of a round (2000); SERVE  what starts a server, for the checkout in $1
set -euo pipefail
cd "$(dirname "$0")/.."

jar=benchmarks/target/benchmarks.jar
[[ -f $jar ]] || mvn -B -ntp -q -DskipTests -Dmaven.javadoc.skip -pl benchmarks -am package

devices=50
port=${PORT:-18090}
polls=${POLLS:-2000}
serve=${SERVE:-'"$1/asset-ota"'}
url=http://127.0.0.1:$port/
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2> /dev/null || true; rm -rf "$work"' EXIT
run() { java -cp "$jar" io.assetota.benchmarks.load.PollRun "$@"; }

# start CHECKOUT
start() {
  rm -rf "$work/data"
  eval "set -- \"$1\"; exec $serve serve --data '$work/data' --port $port \
    --token gateway-token-for-benchmarks --operator-token operator-token-for-benchmarks" > "$work/out" 2>&1 &
  pids=($!)
  for ((i = 0; i < 600; i++)); do
    ! grep -q -- '--server ' "$work/out" || return 0
    sleep 0.1
  done
  cat "$work/out"
  exit 1
}

# measure NAME CHECKOUT: prints medians and 99th percentiles in ms
measure() {
  start "$2"
  run prepare "$url" "$work" "$devices"
  read -r idle50 idle99 <<< "$(run poll "$url" "$polls")"
  run download "$url" "$devices" 2> /dev/null &
  pids+=($!)
  sleep 3
  before=$(date +%s%N)
  read -r busy50 busy99 <<< "$(run poll "$url" "$polls")"
  seconds=$(awk -v a="$before" -v b="$(date +%s%N)" 'BEGIN { print (b - a) / 1e9 }')
  kill "${pids[@]}"
  wait "${pids[@]}" 2> /dev/null || true
  pids=()
  awk -v n="$1" -v a="$idle50" -v b="$idle99" -v c="$busy50" -v d="$busy99" -v s="$seconds" 'BEGIN {
    printf "%-8s idle: median %7.2f, p99 %7.2f   with downloads: median %7.2f, p99 %7.2f   p99 x %.1f   (%.0f s)\n",
      n, a, b, c, d, d / b, s }'
}

echo "Polls in ms, $polls of each, and $devices downloads"
for ((round = 0; round < ${ROUNDS:-3}; round++)); do
  measure ours "$PWD"
  [[ $# == 0 ]] || measure other "$1"
done
