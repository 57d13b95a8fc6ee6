# Every scheduler of the kernel, set up by cmdlets alone: each request reaches a server that the scheduler's definition allows.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
ECHO=$("$LAB/compile.sh" echo)
for server in rs1 rs2 rs3; do n $server "$ECHO" $server 7000; done
for ((i = 101; i <= 124; i++)); do ip -n cl address add 192.168.1.$i/24 dev public; done

# one SOURCE VIP PORT: the server that a connection of its own reaches. hold VIP PORT: the same, and the connection stays open.
one() { n cl "$ECHO" tcp "$2" "$3" 0 "$1" | cut -d' ' -f1; }
hold() {
    local answer
    answer=$(mktemp)
    n cl bash -c 'exec 3<>"/dev/tcp/$0/$1"; read -r -u 3 server _; echo "$server $$" >"$2"; exec sleep 300' "$1" "$2" "$answer" >/dev/null 2>&1 &
    lab_until 10 test -s "$answer"
    cat "$answer"
}
export ECHO
export -f n lab_until one hold
n dir dotnet "$LVSPS_SHELL" -File "$(dirname "$0")/schedulers.ps1" || check 'the script ends well' 0 $?
for pid in $(pgrep -f '^sleep 300$'); do kill "$pid"; done
exit $FAILED
