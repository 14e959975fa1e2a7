#!/usr/bin/env bash
# Updates pairs of files, and compares what moves with zchunk, casync, zsync, zstd --patch-from and bsdiff, each from
# an nginx on this machine whose log has the bytes and requests. The last two make a patch for each pair of versions.
# Needs, from Debian: nginx zchunk casync zsync zstd bsdiff time.
#
#   benchmarks/delta.sh WIREMOCK_A.jar WIREMOCK_B.jar OPENAPI_A.jar OPENAPI_B.jar
#
# two releases of org.wiremock:wiremock-standalone (3.13.1, 3.13.2) and of org.openapitools:openapi-generator-cli
# (7.16.0, 7.17.0).
#
#   PAIRS  which ones, of: wiremock openapi jars SQLite "raw image" WAV text random
set -euo pipefail
cd "$(dirname "$0")/.."

classpath=${CLASSPATH:-benchmarks/target/benchmarks.jar}
[[ -n ${CLASSPATH:-} || -f $classpath ]] || mvn -B -ntp -q -DskipTests -Dmaven.javadoc.skip -pl benchmarks -am package

port=${PORT:-18091}
url=http://127.0.0.1:$port
work=$(mktemp -d)
source benchmarks/nginx.sh
trap 'stop_nginx; rm -rf "$work"' EXIT
mkdir "$work/html"
java -cp "$classpath" io.assetota.benchmarks.DeltaInput "$work/input" "$@"

start_nginx "log_format bytes '\$body_bytes_sent';
  access_log access.log bytes;
  keepalive_requests 100000;
  max_ranges 1000000;
  large_client_header_buffers 4 256k;"

ours() { java ${memory:+"$memory"} -cp "$classpath" io.assetota.benchmarks.DeltaRun "$@" 2>> "$work/log"; }

size() { stat -c %s "$1"; }

# served COMMAND...: runs it, and prints bytes, requests, seconds and the most memory in MB
served() {
  : > "$work/access.log"
  if ! /usr/bin/time -o "$work/time" -f '%e %M' "$@" > "$work/out" 2>> "$work/log"; then
    echo "failed: $*" >&2
    tail -3 "$work/log" >&2
  fi
  sync "$work/access.log"
  awk -v t="$(tail -1 "$work/time")" '{ s += $1 } END { split(t, m, " "); print s + 0, NR, m[1], int(m[2] / 1024) }' \
    "$work/access.log"
}

row() { printf '%-10s %-18s %12s %8s %7s %7s  %s\n' "$@"; }

# archive FOLDER FILE: the other tools take files
archive() {
  if [[ -d $1 ]]; then
    tar --sort=name --mtime=@0 --owner=0 --group=0 -C "$1" -cf "$2" .
  else
    cp "$1" "$2"
  fi
}

pair() {
  local name=$1 in=$work/input/$1 html=$work/html
  rm -rf "${html:?}"/* "$work/d" "$work/store"
  mkdir "$work/d"
  archive "$in/a" "$work/d/a"
  archive "$in/b" "$html/b"

  ours bundle "$in/b" 2 "$work/plain.zip" plain
  ours bundle "$in/a" 1 "$work/a.zip"
  ours bundle "$in/b" 2 "$html/b.zip"
  local plain chunked changed
  plain=$(size "$work/plain.zip")
  chunked=$(size "$html/b.zip")
  ours update "$work/home" "$work/a.zip" > /dev/null
  ours update "$work/home-b" "$html/b.zip" > /dev/null
  changed=$(ours changed "$work/home" "$work/home-b")
  row "$name" "Asset OTA" $(served java -Xmx48m -cp "$classpath" io.assetota.benchmarks.DeltaRun update "$work/home" "$url/b.zip") \
    "$(awk -v p="$plain" -v c="$chunked" -v n="$changed" \
      'BEGIN { printf "whole: %d, with chunks +%.2f %%; new chunks: %d", p, 100 * (c - p) / p, n }')"
  rm -rf "$work/home" "$work/home-b"

  zck -o "$work/d/a.zck" "$work/d/a" > /dev/null 2>&1
  zck -o "$html/b.zck" "$html/b" > /dev/null 2>&1
  row "" zchunk $(cd "$work/d" && served zckdl -s a.zck "$url/b.zck") "whole: $(size "$html/b.zck")"

  casync make --store="$work/store" "$work/d/a.caibx" "$work/d/a" > /dev/null 2>&1
  casync make --store="$html/b.castr" "$html/b.caibx" "$html/b" > /dev/null 2>&1
  row "" casync $(cd "$work/d" && served casync extract --store="$url/b.castr" --extra-store="$work/store" --seed="$work/d/a" "$url/b.caibx" out) \
    "whole: $(cat $(find "$html/b.castr" -type f) "$html/b.caibx" | wc -c)"

  (cd "$html" && zsyncmake -u "$url/b" -o b.zsync b) > /dev/null 2>&1
  row "" zsync $(cd "$work/d" && served zsync -q -i a -o out.zsync "$url/b.zsync") "whole: $(size "$html/b")"
  rm -f "$work/d/out.zsync"
  (cd "$html" && zsyncmake -z -u "$url/b.gz" -o bz.zsync b) > /dev/null 2>&1
  row "" "zsync -z" $(cd "$work/d" && served zsync -q -i a -o out.zsync "$url/bz.zsync") "whole: $(size "$html/b.gz")"

  zstd -q -19 --long=27 --patch-from="$work/d/a" "$html/b" -o "$html/b.zst"
  row "" "zstd --patch-from" $(served zstd -q -d --long=27 --patch-from="$work/d/a" "$html/b.zst" -o "$work/d/out.zst" | awk '{ $1 = '"$(size "$html/b.zst")"'; $2 = 1; print }') "a patch for each pair"

  bsdiff "$work/d/a" "$html/b" "$html/b.bsdiff"
  row "" bsdiff $(served bspatch "$work/d/a" "$work/d/out.bsdiff" "$html/b.bsdiff" | awk '{ $1 = '"$(size "$html/b.bsdiff")"'; $2 = 1; print }') "a patch for each pair"
}

row pair tool bytes requests seconds MB ""
pairs=(wiremock openapi jars SQLite "raw image" WAV text random)
if [[ -n ${PAIRS:-} ]]; then
  eval "pairs=($PAIRS)"
fi
for p in "${pairs[@]}"; do
  pair "$p"
done

echo
mkdir "$work/seek" "$work/seek-plain"
echo "4 KiB at a random place of a stored map of 100 MB"
echo "  in chunks:    $(ours seek "$work/seek" | tail -1)"
echo "  in one piece: $(ours seek "$work/seek-plain" plain | tail -1)"
