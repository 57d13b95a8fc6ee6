# Sourced in the guest, after topology.sh and check.sh: what Test-LvsHost finds, mended by its own lines.

# examine NODE [PARAMETERS]: what is found there, a line "Id|Remedy" for each.
examine() { n "$1" dotnet "$LVSPS_SHELL" -Command "Test-LvsHost ${2:-} | ForEach-Object { \"\$(\$_.Id)|\$(\$_.Remedy)\" }" 2>&1; }

# mend NODE LINE [PARAMETERS]: runs a line as it was printed, in the shell that it is for, and tells what is found then.
mend() {
    case $2 in
        *-Lvs*) n "$1" dotnet "$LVSPS_SHELL" -Command "\$ErrorActionPreference = 'Stop'; $2; Test-LvsHost ${3:-} | ForEach-Object { \"\$(\$_.Id)|\$(\$_.Remedy)\" }" 2>&1 ;;
        *)
            n "$1" bash -c "$2" 2>&1
            examine "$1" "${3:-}"
            ;;
    esac
}

# healthy WHAT NODE [PARAMETERS]
healthy() { check "$1: nothing is found" '' "$(examine "$2" "${3:-}")"; }

# one URL [OPTIONS]: who answers one request of the client, or "none" where nobody does in time.
one() { n cl curl -gs --connect-timeout 2 -m 3 "${@:2}" "$1" || echo none; }
answers() { [ "$(one "$@")" != none ]; }

# finding NODE ID BREAK FAILS WORKS [PARAMETERS]: BREAK breaks one thing; exactly ID is found; FAILS is true; the line that it prints mends it; then nothing
# is found, and WORKS becomes true. Both are commands.
finding() {
    local found line
    eval "$3"
    found=$(examine "$1" "${6:-}")
    check "$2: exactly that is found" "$2" "${found%%|*}$(tail -n +2 <<<"$found")"
    line=${found#*|}
    eval "$4" && check "$2: something does not work" yes yes || check "$2: something does not work: $4" yes no
    check "$2: '$line' mends it" '' "$(mend "$1" "$line" "${6:-}")"
    lab_until 60 eval "$5" && check "$2: it works" yes yes || check "$2: it works: $5" yes no
}
