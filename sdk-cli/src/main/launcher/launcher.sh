# How the command asset-ota is started: the part that an installation and a checkout share. Whoever sources this sets
#
#   home          the folder of the folder cds, for archives of classes, and of a Java of its own, jre, if there is one
#   java_package  which Debian package brings Java
#
# and then calls launch, with the arguments of the user and these set:
#
#   self          the file that the user calls
#   jar           what Java runs
#   lib           the folder of picocli's jar
#   samples       the folder of the demo's samples
#   stamp         a file that is newer than what was built last
#
# For users:
#
#   ASSET_OTA_JAVA_OPTS  more options for the JVM
#   JAVA_HOME            which Java to use; else the one on the PATH. A Java of the installation's own comes first.

say() {
  printf 'asset-ota: %s\n' "$*" >&2
}

fail() {
  say "$*"
  exit 1
}

if [ -x "$home/jre/bin/java" ]; then
  java=$home/jre/bin/java
elif [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it"
else
  java=$(command -v java) ||
    fail "needs Java 17 or later: install it (apt install $java_package), or set JAVA_HOME"
fi

require_java_17() {
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ] || fail "needs Java 17 or later, but $java is version ${version:-unknown}: set JAVA_HOME"
}

# Names in bundles are UTF-8, whatever the locale: without one Java could not even open such files. A locale that was
# never generated is none, whatever its name says.
speak_utf8() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    C.[Uu][Tt][Ff]8 | C.[Uu][Tt][Ff]-8) ;;
    *) [ "$(locale charmap 2> /dev/null)" = UTF-8 ] || export LC_ALL=C.UTF-8 ;;
  esac
}

# Java can't ask for each stream alone whether it is a terminal.
look_for_terminals() {
  terminals=
  [ ! -t 1 ] || terminals="-Dasset-ota.out.terminal=true"
  if [ -t 2 ]; then
    terminals="$terminals -Dasset-ota.err.terminal=true"
    columns=$(stty size <&2 2> /dev/null) || return 0
    terminals="$terminals -Dasset-ota.columns=${columns#* }"
  fi
}

# As process 1 of a container, this shell stays: it hands signals on, and takes leave of the dead children that others
# have left, which Java doesn't.
start() {
  [ $$ -eq 1 ] || exec "$@"
  "$@" <&0 &
  child=$!
  trap 'kill -TERM "$child" 2> /dev/null || :' TERM INT HUP
  while :; do
    code=0
    wait "$child" || code=$?
    kill -0 "$child" 2> /dev/null || break # a signal may have ended the wait, and not the child
  done
  exit "$code"
}

# What makes it start fast: the small compiler (but for a server, which runs on: with it, looking at a password takes
# seven times as long), the small collector, no counters for jstat, the log without a search for
# its provider, and an archive of the classes as they are in memory. Picocli's classes are in the format of Java 5, which
# no archive takes and which takes long to verify; classes on the boot class path are not verified.
run() {
  # shellcheck disable=SC2086
  start "$java" $compiler -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -Xlog:disable -Xlog:all=error:stderr \
    -Dfile.encoding=UTF-8 -Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider -Dslf4j.internal.verbosity=WARN \
    "-Xbootclasspath/a:$picocli" "-Dasset-ota.launcher=$self" "-Dasset-ota.samples=$samples" $terminals \
    ${ASSET_OTA_JAVA_OPTS:-} "$@"
}

is_current() {
  [ -f "$1" ] && [ ! "$jar" -nt "$1" ] && [ ! "$stamp" -nt "$1" ] && [ ! "$java_file" -nt "$1" ]
}

# Sets the archive of classes: one for each Java, beside the jars or, where that can't be written, in the cache.
find_archive() {
  java_file=$(readlink -f "$java" 2> /dev/null || echo "$java")
  key=$(printf %s "$java_file" | tr -c 'A-Za-z0-9.\n' _)
  archives=$home/cds
  archive=$archives/$key.jsa
  is_current "$archive" && return
  if [ ! -w "$archives" ] && { [ -e "$archives" ] || [ ! -w "$home" ]; }; then
    archives=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/asset-ota/$(printf %s "$home" | tr -c 'A-Za-z0-9.\n' _)
    archive=$archives/$key.jsa
    is_current "$archive" && return
  fi
  require_java_17
  if mkdir -p "$archives" 2> /dev/null && [ -w "$archives" ]; then
    say "preparing a fast start for $java_file (once)"
    (run "-XX:ArchiveClassesAtExit=$archive.$$" -jar "$jar" training > /dev/null 2>&1) || true
    mv -f "$archive.$$" "$archive" 2> /dev/null || rm -f "$archive.$$"
  fi
}

launch() {
  speak_utf8
  look_for_terminals
  for picocli in "$lib"/picocli-*.jar; do :; done
  compiler=-XX:TieredStopAtLevel=1
  case ${1:-} in
    serve) compiler= ;;
    # What stays on a device for ever takes little memory: by default, the heap begins with a part of all there is.
    run | agent) compiler="$compiler -Xms8m -Xmn4m -Xmx128m" ;;
  esac
  case $home in
    *:*) run -jar "$jar" "$@" ;; # Java would take the archive's name for two archives.
  esac
  find_archive
  [ ! -f "$archive" ] || run "-XX:SharedArchiveFile=$archive" -jar "$jar" "$@"
  run -jar "$jar" "$@"
}
