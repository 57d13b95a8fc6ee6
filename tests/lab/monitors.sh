# Sourced in the guest after topology.sh and check.sh: networks that are alike, each with a client, a director and two real servers,
# so that a monitor in the one director and another program in the other see the same things at the same time.
#
#     clX 192.168.1.100    dirX 192.168.1.200 and 172.16.0.1, with 192.168.1.205 and, for mark 5, 192.168.1.206
#     r7X 172.16.0.7       r8X 172.16.0.8, both with 192.168.1.205 and .206 on lo: direct routing
#
# A director itself answers "sorry" at its port 80, which is the fallback 127.0.0.1:80.
SERVER=$("$LAB/compile.sh" server)

# world X: such a network, with its servers running.
world() {
    local x=$1 net=net$1 i
    ip -n switch link add "$net" type bridge
    ip -n switch link set "$net" up
    lab_node cl$x dir$x r7$x r8$x
    lab_join cl$x "$net" 192.168.1.100/24
    lab_join dir$x "$net" 192.168.1.200/24 192.168.1.205/32 192.168.1.206/32 172.16.0.1/24
    lab_forward dir$x
    n dir$x iptables-legacy -t mangle -A PREROUTING -d 192.168.1.206 -p tcp --dport 80 -j MARK --set-mark 5
    ip -n cl$x route add 172.16.0.0/24 dev "$net"
    for i in 7 8; do
        lab_join r$i$x "$net" 172.16.0.$i/24
        n r$i$x sysctl -qw net.ipv4.conf.{all,lo}.arp_ignore=1 net.ipv4.conf.{all,lo}.arp_announce=2
        ip -n r$i$x address add 192.168.1.205/32 dev lo
        ip -n r$i$x address add 192.168.1.206/32 dev lo
        ip -n r$i$x route add 192.168.1.0/24 dev "$net"
        start_server r$i$x
    done
    n dir$x "$SERVER" sorry
}

# worlds X...: all of them.
worlds() {
    local x
    lab_modules
    ip netns add switch
    for x; do world $x; done
}

# What a server answers is what the checks of the configurations look for.
start_server() { local node; for node; do n $node "$SERVER" "${node%?}-CentOS"; done; }
signal_server() { local node signal=$1 pids=; shift; for node; do pids+=" $(ip netns pids $node)"; done; kill -$signal $pids; }
stop_server() { signal_server KILL "$@"; }

# table DIRECTOR: its table, in an order that does not depend on who made it.
table() { n "$1" ipvsadm -Sn 2>/dev/null | sort; }
has_table() { [ "$(table $1)" = "$2" ]; }

# tables WHAT WANTED DIRECTOR...: each comes to have that table.
tables() {
    local what=$1 wanted director
    wanted=$(sort <<<"$2")
    for director in "${@:3}"; do
        lab_until 120 has_table $director "$wanted" 2>/dev/null
        check "$what: the table of $director" "$wanted" "$(table $director)"
    done
}

# answers WHAT WANTED ADDRESS CLIENT...: who answers twelve requests of each client.
answers() {
    local client
    for client in "${@:4}"; do
        check "$1: $client is answered at $3" "$2" "$(mapfile -t urls < <(yes "http://$3/" | head -n 12)
            n $client curl -gs --connect-timeout 20 -m 30 -w '%{onerror}error-%{exitcode}\n' "${urls[@]}" | sort | uniq -c | awk '{ printf "%s%s=%s", sep, $2, $1; sep = " " } END { print "" }')"
    done
}

# monitor DIRECTOR OUT COMMAND: a monitor of ours as a process of its own, in the background; its number is in $MONITOR. It ends when
# there is a file OUT.end, as Stop-Job ends it.
monitor() {
    rm -f "$2.end"
    ip netns exec "$1" dotnet "$LVSPS_SHELL" -Command "\$job = $3
        while (-not [IO.File]::Exists('$2.end')) { \$null = Wait-Job \$job -Timeout 1 }
        Stop-Job \$job; Receive-Job \$job" >"$2" 2>&1 &
    MONITOR=$!
}
end_monitor() { touch "$1.end"; wait $MONITOR; }

# since MOMENT DIRECTOR...: how many seconds after a moment each director's table had no 172.16.0.8 left, in $LATER by director. All
# are looked at in turn, so that none has an advantage.
declare -A LATER
since() {
    local moment=$1 director left=("${@:2}") end=$((SECONDS + 120))
    LATER=()
    while [ ${#LATER[@]} -lt $(($# - 1)) ] && [ $SECONDS -lt $end ]; do
        for director in "${left[@]}"; do
            [ -z "${LATER[$director]:-}" ] || continue
            n $director ipvsadm -Sn | grep -q '172\.16\.0\.8' ||
                LATER[$director]=$(awk -v a="$moment" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }')
        done
    done
}

# resources NAME; same_resources WHAT NAME: the files and threads of $MONITOR; that they come to be no more than then, less what a run of
# the checks and the pool's threads make of difference. Assemblies stay open once they are loaded, and do not count.
resources() { printf '%s %s\n' "$(ls -l /proc/$MONITOR/fd | grep -vc '\.dll$')" "$(ls /proc/$MONITOR/task | wc -l)" >"/run/$1.resources"; }
are_as() { resources now; cat "/run/$1.resources" /run/now.resources | awk '{ f[NR] = $1; t[NR] = $2 } END { exit !(f[2] <= f[1] + 6 && t[2] <= t[1] + 6) }'; }
same_resources() {
    lab_until 120 are_as "$2"
    check "$1: as many files and threads as before" 0 $?
    echo "files and threads: $(cat "/run/$2.resources"), then $(cat /run/now.resources)"
}

# flapping_world: the network "o", a file of ldirectord for it whose server 8 may flap, what its table has ($BASE, and $SEVEN without that
# server), and a monitor of it that start starts, with a log of its own, in which has KIND looks; killed WHEN kills it.
flapping_world() {
    worlds o
    S=192.168.1.205:80
    cat >/run/ldirectord.cf <<CF
checktimeout=3
checkinterval=1
quiescent=no
virtual=$S
    real=172.16.0.7:80 gate 2
    real=172.16.0.8:80 gate 1
    fallback=127.0.0.1:80 gate
    service=http
    scheduler=wrr
    checktype=negotiate
    failurecount=3
    request="index.html"
    receive="CentOS"
CF
    SEVEN="-A -t $S -s wrr
-a -t $S -r 172.16.0.7:80 -g -w 2"
    BASE="$SEVEN
-a -t $S -r 172.16.0.8:80 -g -w 1"
    RUN_NUMBER=0
}
start() { LOG=/run/log-$((++RUN_NUMBER)); monitor diro /run/out-$RUN_NUMBER "Start-LvsHealthMonitor -Path /run/ldirectord.cf -LogPath $LOG"; }
has() { grep -q " $1 " $LOG 2>/dev/null; }
killed() { kill -9 $MONITOR; wait $MONITOR 2>/dev/null; echo "killed: $1"; }
