#!/bin/bash
# kernel.sh [-q]
# Builds the lab's own kernel, user-mode Linux 6.12 from Debian's linux-source-6.12 with the options of kernel.config,
# and prints its path as the last line of stdout. A second call finds it in the cache and does nothing; two calls at
# once wait for each other. Progress goes to stderr. Exit code 3: the source package is missing.
#   -q                only ask: prints the path of the kernel that is there already, or exits 1
#   LVSPS_LAB_CACHE   the cache folder (default $XDG_CACHE_HOME/lvsps/lab, or ~/.cache/lvsps/lab)
set -euo pipefail
LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$LAB/cache.sh"
PACKAGE=linux-source-6.12 SOURCE=/usr/src/linux-source-6.12.tar.xz FRAGMENT=$LAB/kernel.config
say() { printf 'kernel.sh: %s\n' "$*" >&2; }

# build_kernel SOURCE FRAGMENT, in the folder to build in.
build_kernel() {
    tar -xJf "$1" --strip-components=1
    make -s ARCH=um defconfig
    ARCH=um scripts/kconfig/merge_config.sh -m .config "$2"
    make -s ARCH=um olddefconfig
    # An option that the kernel drops in silence, for want of another one, would show much later and far from here.
    local line dropped=0
    while read -r line; do
        case $line in
            '' | '#'*) continue ;;
            *=n) grep -q "^${line%n}[ym]" .config || continue ;;
            *) ! grep -qxF -- "$line" .config || continue ;;
        esac
        echo "kernel.config: $line was not taken"
        dropped=1
    done <"$2"
    [ $dropped = 0 ]
    make ARCH=um -j"$(nproc)" linux
    strip linux
}

# The key holds the steps as bash prints them, so that a changed comment costs no build.
KEY=$({ declare -f build_kernel; grep ^CONFIG_ "$FRAGMENT"; } | lab_key)
if VERSION=$(dpkg-query -W -f '${source:Upstream-Version}' $PACKAGE 2>/dev/null) && [ -n "$VERSION" ]; then
    KERNEL=$LAB_CACHE/linux-$VERSION-$KEY
else
    # A kernel kept from elsewhere serves without its source; the newest counts.
    VERSION= KERNEL=$(find "$LAB_CACHE" -maxdepth 1 -name "linux-*-$KEY" 2>/dev/null | sort -V | tail -n 1)
fi
if [ -n "$KERNEL" ] && [ -x "$KERNEL" ]; then echo "$KERNEL"; exit 0; fi
[ "${1:-}" != -q ] || exit 1
[ -n "$VERSION" ] && [ -r $SOURCE ] || { say "the package $PACKAGE is missing; setup.sh installs it"; exit 3; }

mkdir -p "$LAB_CACHE"
exec 9>"$LAB_CACHE/kernel.lock"
flock -n 9 || { say 'another build is under way, waiting for it'; flock 9; }
if [ ! -x "$KERNEL" ]; then
    LOG=$LAB_CACHE/kernel.log BUILD=$(mktemp -d "$LAB_CACHE/build.XXXXXX") PID= PROGRESS=
    # The build is a process group of its own, so that all of it ends with this script.
    trap '[ -z "$PID" ] || kill -- "-$PID" 2>/dev/null; [ -z "$PROGRESS" ] || kill -- "-$PROGRESS" 2>/dev/null; rm -rf "$BUILD"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    say "building ${KERNEL##*/}, once: about six minutes on two processors"
    export -f build_kernel
    cd "$BUILD"
    setsid nice -n 10 bash -euo pipefail -c 'build_kernel "$@"' build $SOURCE "$FRAGMENT" >"$LOG" 2>&1 9>&- &
    PID=$!
    setsid bash -c 'while sleep 20; do echo "kernel.sh: $(grep -cE "^ +(CC|AS) " "$1") files compiled"; done' progress "$LOG" >&2 9>&- &
    PROGRESS=$!
    RC=0; wait "$PID" || RC=$?
    PID=
    if [ $RC != 0 ]; then tail -n 30 "$LOG" >&2; say "the build failed; $LOG has all of it"; exit 1; fi
    mv "$BUILD/linux" "$KERNEL"
fi
echo "$KERNEL"
