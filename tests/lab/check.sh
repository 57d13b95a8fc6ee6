# Sourced in the guest: comparisons that go on after a failure. A script ends with "exit $FAILED".
FAILED=0

# check WHAT WANTED SEEN
check() {
    if [ "$2" = "$3" ]; then
        echo "ok      $1"
    else
        printf 'FAILED  %s\n--- wanted\n%s\n--- seen\n%s\n' "$1" "$2" "$3"
        FAILED=1
    fi
}

# same WHAT FILE FILE: what only the first has is shown with <, what only the second has with >.
same() { check "$1" '' "$(diff "$2" "$3")"; }

# lvs ARGUMENTS...: LvsPS.Shell in the director.
lvs() { n dir dotnet "$LVSPS_SHELL" "$@"; }
