# In the guest: 200 HTTP servers, the addresses of one process, checked every second by our monitor, by keepalived and by ldirectord, each in
# a director of its own, all at the same time, so that whatever else the machine does costs each of them alike. The processor time of a
# check is the kernel's count for a control group, which knows short-lived helpers too, by the connections that its director opened. Then
# all servers stop and all come back, ROUNDS times: how long until the last one is out of each table, and in it again. In the beginning
# our monitor's own time counts as well, by its log: from its start, when the shell is there, to the last server in the table.
SERVERS=${SERVERS:-200}
WARM_UP=${WARM_UP:-60}
SECONDS_EACH=${SECONDS_EACH:-60}
ROUNDS=${ROUNDS:-3}
WITH=${WITH:-lvs keepalived ldirectord}
. "$LAB/topology.sh"
lab_modules
SERVER=$("$LAB/compile.sh" server)
lab_node web
ip -n web route add local 10.2.0.0/16 dev lo
NUMBER=0
for name in $WITH; do
    lab_node $name
    net=net$((NUMBER++))
    ip link add $net netns $name type veth peer name $net netns web
    ip -n $name link set $net up
    ip -n web link set $net up
    ip -n $name address add 10.0.$NUMBER.1/24 dev $net
    ip -n web address add 10.0.$NUMBER.2/24 dev $net
    ip -n $name route add 10.2.0.0/16 via 10.0.$NUMBER.2
    ip -n $name address add 10.9.9.9/32 dev lo
done
mkdir -p /run/conf
reals() { awk -v n="$SERVERS" -v form="$1" 'BEGIN { for (i = 0; i < n; i++) printf form, int(i / 250), i % 250 + 1 }'; }
{
    printf 'checktimeout=3\ncheckinterval=1\nquiescent=no\nvirtual=10.9.9.9:80\n'
    reals '    real=10.2.%d.%d:80 gate\n'
    printf '    service=http\n    checktype=negotiate\n    scheduler=rr\n    protocol=tcp\n    request="/"\n    receive="page"\n'
} >/run/conf/ldirectord.cf
{
    printf 'virtual_server 10.9.9.9 80 {\n    delay_loop 1\n    lvs_sched rr\n    lvs_method DR\n    protocol TCP\n'
    reals '    real_server 10.2.%d.%d 80 {\n        HTTP_GET {\n            url {\n                path /\n                regex "page"\n            }\n            connect_timeout 3\n            retry 0\n        }\n    }\n'
    printf '}\n'
} >/run/conf/keepalived.conf

declare -A TABLE
GROUPS_ROOT=/sys/fs/cgroup
mkdir -p $GROUPS_ROOT
mount -t cgroup2 none $GROUPS_ROOT
in_group() { # in_group NAME COMMAND...
    local name=$1
    shift
    mkdir "$GROUPS_ROOT/$name"
    ( echo $BASHPID >"$GROUPS_ROOT/$name/cgroup.procs"; exec ip netns exec "$name" "$@" ) >"/run/$name.out" 2>&1 &
    TABLE[$name]=/proc/$!/net/ip_vs
}
start() {
    case $1 in
        lvs) in_group lvs dotnet "$LVSPS_SHELL" -Command 'Start-LvsHealthMonitor -Path /run/conf/ldirectord.cf -LogPath /run/lvs.log | Wait-Job' ;;
        keepalived) in_group keepalived keepalived -n -G --check -f /run/conf/keepalived.conf -p /run/keepalived.pid -c /run/checkers.pid ;;
        ldirectord) in_group ldirectord ldirectord -d /run/conf/ldirectord.cf start ;;
    esac
}
cpu() { awk '$1 == "usage_usec" { print $2 }' "$GROUPS_ROOT/$1/cpu.stat"; }
opened() { n "$1" awk '$1 == "Tcp:" && $6 ~ /^[0-9]/ { print $6 }' /proc/net/snmp; }
start_web() { n web "$SERVER" page; }
stop_web() { kill -9 $(ip netns pids web); }
# Who looks is on the same processor: no process is started for it, and the monitors have most of the time.
holds() {
    local lines line count=0
    mapfile -t lines <"${TABLE[$1]}"
    for line in "${lines[@]}"; do [[ $line != '  -> '[0-9A-F]* ]] || ((++count)); done
    [ $count = "$2" ]
}

# reach WHAT COUNT: how long until each table has so many real servers.
reach() {
    local start=$EPOCHREALTIME end=$((SECONDS + 600)) name left=$WITH still
    while [ -n "$left" ] && [ $SECONDS -lt $end ]; do
        still=
        for name in $left; do
            holds $name $2 && awk -v n="$name $1" -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%s %.2f\n", n, b - a }' || still+=" $name"
        done
        left=$still
        sleep 0.05
    done
}
own_start() { # own_start: our monitor's time from its start to the last of its changes
    local first last
    first=$(awk '/ Started / { print $1; exit }' /run/lvs.log)
    last=$(awk '/ Changed .* absent -> / { at = $1 } END { print at }' /run/lvs.log)
    awk -v a="$(date -d "$first" +%s.%N)" -v b="$(date -d "$last" +%s.%N)" 'BEGIN { printf "lvs own %.2f\n", b - a }'
}
rows() {
    start_web
    for name in $WITH; do start $name; done
    reach begun $SERVERS
    [[ " $WITH " != *' lvs '* ]] || own_start
    sleep $WARM_UP
    for name in $WITH; do echo "$(cpu $name) $(opened $name)" >/run/$name.before; done
    sleep $SECONDS_EACH
    for name in $WITH; do
        read -r used connections </run/$name.before
        echo "$name checks $(($(opened $name) - connections))"
        echo "$name cost $(awk -v c="$(($(cpu $name) - used))" -v k="$(($(opened $name) - connections))" 'BEGIN { printf "%.3f", c / k / 1000 }')"
    done
    for ((i = 0; i < ROUNDS; i++)); do
        stop_web
        reach out 0
        start_web
        reach in $SERVERS
    done
}
rows | tee /run/rows >&2
awk -v n="$SERVERS" -v t="$SECONDS_EACH" '
    { v[$1 " " $2] = v[$1 " " $2] (v[$1 " " $2] ? " " : "") $3; last[$1 " " $2] = $3 }
    function median(key,   a, k, i, j, x) {
        k = split(v[key], a, " ")
        for (i = 1; i <= k; i++) for (j = i + 1; j <= k; j++) if (a[j] + 0 < a[i] + 0) { x = a[i]; a[i] = a[j]; a[j] = x }
        return a[int((k + 1) / 2)]
    }
    function row(what, key) { printf "| %s | %s | %s | %s |\n", what, median("lvs " key), median("keepalived " key), median("ldirectord " key) }
    function ratio(what, other, wanted) { if (last[other " cost"]) printf "| %s | %.2f | %s |\n", what, last["lvs cost"] / last[other " cost"], wanted }
    END {
        printf "| %d servers, every second | LvsPS | keepalived | ldirectord |\n| --- | --- | --- | --- |\n", n
        row("processor time of a check, ms", "cost")
        row("checks in " t " s", "checks")
        row("from the start of the process until all are in, seconds", "begun")
        printf "| from the start of the monitor until all are in, seconds | %s | | |\n", median("lvs own")
        row("all stop: seconds until the last is out, median", "out")
        row("all come back: seconds until the last is in, median", "in")
        print ""; print "| ratio | seen | wanted |"; print "| --- | --- | --- |"
        ratio("processor time of a check, LvsPS / keepalived", "keepalived", "at most 2")
        ratio("processor time of a check, LvsPS / ldirectord", "ldirectord", "under 0.5")
    }' /run/rows
