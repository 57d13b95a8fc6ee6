# Sourced in the guest after topology.sh and check.sh: what proves a way of forwarding with packets.
ECHO=$("$LAB/compile.sh" echo)
EXAMPLES=$(cd "$LAB/../.." && pwd)/docs/examples
MEGABYTE=1048576

# serve NAMESPACE...: the echo on port 7000, over TCP, UDP and SCTP.
serve() { local node; for node; do n "$node" "$ECHO" "$node" 7000; done; }

# example MACHINE SCRIPT ARGUMENTS...: an example, with typed arguments. It must end well.
example() { n "$1" dotnet "$LVSPS_SHELL" -Command "& '$EXAMPLES/$2.ps1' ${*:3}" || check "$2 ${*:3}" 0 $?; }

# keep MACHINE...; as_before: what could have been changed on them, and that nothing is.
keep() { KEPT=("$@"); local node; for node; do lab_dump "$node" >"/run/$node.before"; done; }
as_before() {
    local node
    for node in "${KEPT[@]}"; do
        lab_dump "$node" >"/run/$node.after"
        check "$1: $node is as before" '' "$(diff "/run/$node.before" "/run/$node.after")"
    done
}

# spread PROTOCOL ADDRESS COUNT: who answers so many connections: "rs1=2 rs2=2".
spread() {
    local i
    for ((i = 0; i < $3; i++)); do n cl "$ECHO" "$1" "$2" 7000 0 2>&1; done | awk '{ print $1 }' | sort | uniq -c |
        awk '{ printf "%s%s=%s", sep, $2, $1; sep = " " } END { print "" }'
}

# moves WHAT SPREAD COUNT SEEN4 SEEN6 ADDRESS...: over each protocol, requests to each address are spread so, a megabyte comes back
# whole, and the server sees that address as its client.
moves() {
    local what=$1 wanted=$2 count=$3 seen4=$4 seen6=$5 address protocol seen
    for address in "${@:6}"; do
        case $address in *:*) seen=$seen6 ;; *) seen=$seen4 ;; esac
        for protocol in ${PROTOCOLS:-tcp udp sctp}; do
            check "$what: $protocol to $address is spread" "$wanted" "$(spread $protocol "$address" "$count")"
            check "$what: $protocol to $address, a megabyte both ways, from" "$seen $MEGABYTE" \
                "$(n cl "$ECHO" $protocol "$address" 7000 $MEGABYTE 2>&1 | cut -d' ' -f2-)"
        done
    done
}

# watch MACHINE FILTER; watched MACHINE: counts the packets that a machine sees.
watch() {
    ip netns exec "$1" tcpdump -ni any -w "/run/$1.pcap" "$2" 2>"/run/$1.tcpdump" &
    echo $! >"/run/$1.watch"
    lab_until 10 grep -q listening "/run/$1.tcpdump"
}
watched() {
    # What waits for tcpdump in the kernel comes before its end.
    kill "$(cat "/run/$1.watch")"
    wait "$(cat "/run/$1.watch")"
    awk '/packets captured/ { print ($1 > 0 ? "some" : "none") }' "/run/$1.tcpdump"
}
