#!/usr/bin/env bash
# A fleet on the update server: how long polls take while others download and operators look, and whether the server's
# memory and file descriptors stay flat. Each side is a process of its own, over real HTTP. First, a few devices poll
# an idle server, for comparison.
#
#   benchmarks/load.sh [SECONDS]     how long (1800)
#
#   DEVICES (5000)  INTERVAL seconds between a device's polls (30)  DOWNLOADS (100)  OPERATORS (5)
#   SILENT connections that send nothing (0)
#   ASSET_OTA_JAVA_OPTS for our server (a heap of 256 MB that it takes at once, so that what grows besides can be seen)
#   SERVER  the address of another DDI server that runs already, for polls only, with its GATEWAY token and process PID
set -euo pipefail
cd "$(dirname "$0")/.."

jar=benchmarks/target/benchmarks.jar
[[ -f $jar ]] || mvn -B -ntp -q -DskipTests -Dmaven.javadoc.skip -pl benchmarks -am package

seconds=${1:-1800}
devices=${DEVICES:-5000}
interval=${INTERVAL:-30}
downloads=${DOWNLOADS:-100}
operators=${OPERATORS:-5}
silent=${SILENT:-0}
port=${PORT:-18091}
url=${SERVER:-http://127.0.0.1:$port/}
export ASSET_OTA_JAVA_OPTS=${ASSET_OTA_JAVA_OPTS:--Xms256m -Xmx256m -XX:+AlwaysPreTouch}
ulimit -n "$(ulimit -H -n)"
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2> /dev/null || true; wait; rm -rf "$work"' EXIT
clients() { java -Xmx256m -Xss256k "-Dgateway=${GATEWAY:-gateway-token-for-benchmarks}" -cp "$jar" io.assetota.benchmarks.load.LoadRun "$@"; }

if [[ -z ${SERVER:-} ]]; then
  touch "$work/out"
  "${ASSET_OTA:-./asset-ota}" serve --data "$work/data" --port "$port" \
    --token gateway-token-for-benchmarks --operator-token operator-token-for-benchmarks > "$work/out" 2>&1 &
  server=$!
  pids+=("$server")
  until grep -q -- '--server ' "$work/out"; do
    kill -0 "$server" 2> /dev/null || { cat "$work/out"; exit 1; }
    sleep 0.1
  done
  clients prepare "$url" "$work" "$downloads"
else
  server=${PID:?the process id of the server}
  downloads=0 operators=0
fi

echo "idle: 20 devices, one poll a second each, for 30 s"
clients poll "$url" 20 1 30

# The bytes of all objects that are in use.
live() { jcmd "$server" GC.class_histogram | awk '/^Total/ { printf "%.1f MB", $3 / 1e6 }'; }

# Each ten seconds: resident memory in MB, file descriptors, threads.
sample() {
  while kill -0 "$server" 2> /dev/null; do
    awk -v t="$SECONDS" -v fds="$(ls "/proc/$server/fd" | wc -l)" '
      /VmRSS/ { rss = $2 / 1024 } /Threads/ { threads = $2 }
      END { printf "%d %.0f %d %d\n", t, rss, fds, threads }' "/proc/$server/status"
    sleep 10
  done
}

echo "load: $devices devices, a poll each $interval s, $downloads downloads, $operators operators, $silent silent, for $seconds s"
SECONDS=0
sample > "$work/samples" 2> /dev/null &
pids+=($!)
(sleep $((2 * interval)) && live > "$work/live") &
pids+=($!)
if [[ -z ${SERVER:-} ]]; then
  clients load "$url" "$devices" "$interval" "$seconds" "$downloads" "$operators" "$silent"
else
  clients poll "$url" "$devices" "$interval" "$seconds"
fi

# The first round of polls connects; after that, nothing should grow.
echo "objects in use: $(cat "$work/live") after two rounds of polls, $(live) at the end"
awk -v begin="$interval" -v end="$((interval + seconds))" '
  $1 >= begin && $1 <= end { third = int(($1 - begin) / (end - begin) * 3); if (third > 2) third = 2
    n[third]++; rss[third] += $2; fds[third] += $3
    if ($2 > most) most = $2; if ($3 > mostFds) mostFds = $3; if ($4 > threads) threads = $4 }
  END {
    for (i = 0; i < 3; i++) if (n[i]) printf "third %d of the time: %.0f MB resident, %.0f file descriptors (means)\n", i + 1, rss[i] / n[i], fds[i] / n[i]
    printf "at most %.0f MB resident, %d file descriptors, %d threads\n", most, mostFds, threads }' "$work/samples"
