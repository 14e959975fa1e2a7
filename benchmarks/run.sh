#!/usr/bin/env bash
# What 'asset-ota run' costs a device: its memory with an agent when nothing happens, and how much later the first
# instruction of the application comes than with a bare 'java -jar'. The number of rounds may be given: run.sh 9
# ASSET_OTA names another launcher.
set -euo pipefail
cd "$(dirname "$0")/.."
asset_ota=${ASSET_OTA:-$PWD/asset-ota}
rounds=${1:-9}
work=$(mktemp -d)
server=
device=
trap 'kill $server $device 2> /dev/null || true; wait; rm -rf "$work"' EXIT
cd "$work"

mkdir classes assets
cat > App.java <<'X'
public class App {
  public static void main(String[] args) throws Exception {
    java.nio.file.Files.writeString(java.nio.file.Path.of(System.getenv("FIRST")), "" + System.currentTimeMillis());
    Thread.sleep(Long.MAX_VALUE);
  }
}
X
javac -d classes App.java
jar --create --file app.jar --main-class App -C classes .
echo asset > assets/a.txt
"$asset_ota" wrap app.jar --platform linux --app-version 1 -o app.bin > /dev/null
"$asset_ota" bundle app.bin --assets assets --save-to release.zip > /dev/null
"$asset_ota" flash release.zip --home device > /dev/null
export FIRST=$work/first

# Milliseconds until the application's first instruction; what is started is killed then.
until_first() {
  rm -f first
  local begin
  begin=$(date +%s%3N)
  "$@" > /dev/null 2>&1 &
  local pid=$!
  while [[ ! -s first ]]; do sleep 0.01; done
  echo $(($(cat first) - begin))
  kill $pid
  wait $pid || true
}

median() {
  sort -n | sed -n "$(((rounds + 1) / 2))p"
}

for ((i = 0; i < rounds; i++)); do
  until_first java -jar app.jar >> bare
  until_first "$asset_ota" run --home device >> run
done
bare=$(median < bare)
run=$(median < run)
echo "first instruction, median of $rounds: java -jar $bare ms, asset-ota run $run ms, $((run - bare)) ms later"

touch serve
"$asset_ota" serve --data server --port 0 --token a-token-of-gateways --operator-token a-token-of-operators > serve 2>&1 &
server=$!
until grep -q -- '--server ' serve; do sleep 0.1; done
url=$(sed -n 's/.*--server \([^ ]*\).*/\1/p' serve)
"$asset_ota" run --home device --server "$url" --device d --gateway-token a-token-of-gateways --interval 1s > /dev/null 2>&1 &
device=$!
sleep 60
awk '/VmHWM|VmRSS/ { printf "%s %.1f MB  ", $1, $2 / 1024 } END { print "with an agent that polled each second for a minute" }' \
  "/proc/$device/status"
