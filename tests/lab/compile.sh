#!/bin/bash
# compile.sh NAME...
# Compiles the lab's C programs NAME.c into the cache, where they are not there yet, and prints a path for each.
set -euo pipefail
LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$LAB/cache.sh"
for NAME; do
    PROGRAM=$LAB_CACHE/$NAME-$(lab_key <"$LAB/$NAME.c")
    if [ ! -x "$PROGRAM" ]; then
        mkdir -p "$LAB_CACHE"
        gcc -std=gnu17 -O2 -Wall -Wextra -Werror -static -pthread -o "$PROGRAM.$$" "$LAB/$NAME.c"
        mv "$PROGRAM.$$" "$PROGRAM"
    fi
    echo "$PROGRAM"
done
