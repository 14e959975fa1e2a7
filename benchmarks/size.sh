#!/usr/bin/env bash
# Tells how large is what a device needs: benchmarks/size.sh, after mvn -Ppackages package.
#
# Installed, it is the device archive's folder lib, in which core, ota, runtime, the command and the used parts of their
# dependencies are; an application that hands assets to parts brings handlers and their dependencies along. For
# comparison, the same as whole jars, as Maven resolves them. The goals are 5 MB without handlers, and 8 MB with them.
set -euo pipefail
cd "$(dirname "$0")/.."

stage=dist/asset-ota-device/target/stage/lib
jars=dist/asset-ota/target/stage/lib
jre=dist/asset-ota-device/target/jre/jre
[[ -d $stage && -d $jars ]] || { echo "build first: mvn -Ppackages package -DskipTests" >&2; exit 1; }

# Prints the sum of the sizes of some files.
sum() {
  stat -c %s "$@" | awk '{s += $1} END {printf "%.2f", s / 1e6}'
}

row() {
  printf '%-62s %8s MB\n' "$1" "$2"
}

libraries=("$jars"/{sdk-core,sdk-ota,sdk-runtime,guava,failureaccess,jackson-core,slf4j-api,junixsocket-common,junixsocket-native-common}-[0-9]*.jar)
handlers=("$jars"/handler-{io,files,coprocessor,display,sound}-[0-9]*.jar "$jars"/{jSerialComm,pi4j-core}-[0-9]*.jar)

row "installed: core, ota, runtime, their dependencies, the command" "$(sum "$stage"/*.jar)"
row "... and handlers, with jSerialComm and Pi4J, in the application" "$(sum "$stage"/*.jar "${handlers[@]}")"
row "whole jars: core, ota, runtime, their dependencies" "$(sum "${libraries[@]}")"
row "... and handlers, with jSerialComm and Pi4J" "$(sum "${libraries[@]}" "${handlers[@]}")"
row "the device archive (tar.gz)" "$(sum dist/target/asset-ota-device-[0-9]*.tar.gz)"
if [[ -d $jre ]]; then
  row "a Java runtime by jlink, for $(uname -m), with $("$jre/bin/java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/Java \1/p')" \
    "$(sum $(find "$jre" -type f))"
  row "the package with it (deb)" "$(sum dist/target/asset-ota-device-jre_*.deb)"
fi
echo
echo "the largest jars:"
ls -S "${libraries[@]}" "${handlers[@]}" | head -n 6 | while read -r jar; do
  row "  $(basename "$jar")" "$(sum "$jar")"
done
