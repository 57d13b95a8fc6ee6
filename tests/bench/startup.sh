#!/bin/bash
# What the module costs at the start, on this machine: Import-Module and the first Get-LvsService on a simulated session,
# against the same engine with nothing to do. Medians of RUNS runs each, taken in turns so that both see the same machine.
# The difference is to stay at or below 150 ms.
set -euo pipefail
RUNS=${RUNS:-15}
export LVSPS_SESSION=simulated

milliseconds() { # milliseconds ARGUMENTS...
    local start=${EPOCHREALTIME/./}
    dotnet "$LVSPS_SHELL" "$@" >/dev/null
    echo $(((${EPOCHREALTIME/./} - start) / 1000))
}
median() { sort -n | sed -n "$(((RUNS + 1) / 2))p"; }
spread() { sort -n | sed -n '1p;$p' | paste -sd- ; }

nothing='' module=''
for _ in $(seq "$RUNS"); do
    nothing+=$(milliseconds -NoModule -Command 1)$'\n'
    module+=$(milliseconds -Command Get-LvsService)$'\n'
done
base=$(printf %s "$nothing" | median) with=$(printf %s "$module" | median)
echo "the engine alone           $base ms ($(printf %s "$nothing" | spread))"
echo "import and first reading   $with ms ($(printf %s "$module" | spread))"
echo "the module                 $((with - base)) ms, ratio $(awk "BEGIN { printf \"%.2f\", $with / $base }")"
