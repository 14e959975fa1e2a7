#!/usr/bin/env bash
# Downloads a bundle of 100 MB from the same nginx over loopback with this SDK and with curl, in turns, and prints the
# medians; then what memory an update of 10 MB and one of 100 MB takes in a heap of 32 MB.
set -euo pipefail
cd "$(dirname "$0")/.."

jar=benchmarks/target/benchmarks.jar
[[ -f $jar ]] || mvn -B -ntp -q -DskipTests -Dmaven.javadoc.skip -pl benchmarks -am package

port=${PORT:-18089}
work=$(mktemp -d)
source benchmarks/nginx.sh
trap 'stop_nginx; rm -rf "$work"' EXIT
mkdir "$work/html" "$work/device"
run() { java "${options[@]}" -cp "$jar" io.assetota.benchmarks.FetchRun "$@" 2> /dev/null; }

options=()
run make "$work/html/10.zip" 10
run make "$work/html/100.zip" 100
start_nginx 'access_log off;
  sendfile on;'

for size in 16384 65536; do
  options=("-Djdk.httpclient.bufsize=$size")
  echo "100 MB over loopback, jdk.httpclient.bufsize=$size"
  run compare "http://127.0.0.1:$port/100.zip" "$work/device" "${ROUNDS:-15}"
done
for size in 10 100; do
  options=(-Xmx32m)
  rm -rf "$work/device"
  echo "$size MB in a heap of 32 MB: $(run memory "http://127.0.0.1:$port/$size.zip" "$work/device")"
done
