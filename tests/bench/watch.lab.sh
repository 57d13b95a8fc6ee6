# In the guest: the processor time of Watch-LvsStats at 100 ms and of `watch -n.1 'ipvsadm -Ln --rate'`, both on a terminal,
# over the same wall time, with 1,000 services of 4 real servers each. Once where nothing is forwarded, and once where packets
# come to all services, so that every total moves. watch reads as many lines as the terminal has and closes the pipe, so that
# ipvsadm does not get through its list: all that is compared is what somebody sees.
SERVICES=${SERVICES:-1000}
SECONDS_EACH=${SECONDS_EACH:-20}
. "$LAB/topology.sh"
lab_modules
lab_node dir cl
ip link add public netns dir type veth peer name public netns cl
ip -n dir address add 10.0.0.1/8 dev public; ip -n dir link set public up
ip -n cl address add 10.0.0.2/8 dev public; ip -n cl link set public up
awk -v n="$SERVICES" 'BEGIN {
    for (i = 0; i < n; i++) {
        vip = sprintf("10.1.%d.%d:53", int(i / 250), i % 250 + 1)
        printf "-A -u %s -s rr -o\n", vip
        for (k = 1; k <= 4; k++) printf "-a -u %s -r 10.0.0.2:%d -m\n", vip, 5000 + k
    }
}' | n dir ipvsadm -R
n dir sh -c 'for a in 0 1 2 3; do ip route add local 10.1.$a.0/24 dev lo; done'
n cl ip route add 10.1.0.0/16 via 10.0.0.1

# The kernel's own figure for a control group, which counts every microsecond of all that ran in it; times by the clock's ticks
# would miss programs that wake up for less than one.
GROUPS_ROOT=/sys/fs/cgroup
mkdir -p $GROUPS_ROOT
mount -t cgroup2 none $GROUPS_ROOT
cpu() { awk '$1 == "usage_usec" { print $2 / 1e6 }' "$GROUPS_ROOT/$1/cpu.stat"; }
# on_a_terminal NAME COMMAND...: the processor time that a program takes in SECONDS_EACH seconds, some time after its start.
on_a_terminal() {
    local name=$1 before after
    shift
    mkdir "$GROUPS_ROOT/$name"
    : >/run/screen
    export TERM=xterm
    (
        echo $BASHPID >"$GROUPS_ROOT/$name/cgroup.procs"
        n dir script -qefc "stty rows 50 cols 120; echo \$\$ >/run/pid; exec $*" /run/screen >/dev/null 2>&1 </dev/null
    ) &
    lab_until 30 grep -aq '10\.1\.[0-3]\.[0-9]*:53' /run/screen
    sleep 10
    before=$(cpu "$name")
    sleep "$SECONDS_EACH"
    after=$(cpu "$name")
    kill -TERM "$(cat /run/pid)"
    wait %%
    cp /run/screen "$RUN/$name.screen"
    awk -v n="$name" -v a="$before" -v b="$after" 'BEGIN { printf "%s %.3f\n", n, b - a }'
}
watching() { # watching NAME
    on_a_terminal "ipvsadm-$1" watch -t -n.1 "'ipvsadm -Ln --rate'"
    on_a_terminal "lvs-$1" dotnet "$LVSPS_SHELL" -Command "'Watch-LvsStats -Interval 100ms'"
}
watching idle >/run/rows
cat >/run/flood.sh <<'FLOOD'
while :; do
    for a in 0 1 2 3; do for b in $(seq 250); do echo >/dev/udp/10.1.$a.$b/53; done; done
    sleep 1
done
FLOOD
n cl bash /run/flood.sh 2>/dev/null &
FLOOD=$!
sleep 3
watching busy >>/run/rows
kill $FLOOD
cat /run/rows >&2
awk -v t="$SECONDS_EACH" '
    { v[$1] = $2 }
    function row(what) { printf "| %s | %.2f | %.2f | %.2f | at most 0.33 |\n", what, v["ipvsadm-" what], v["lvs-" what], v["lvs-" what] / v["ipvsadm-" what] }
    END {
        printf "| processor seconds in %d s | watch ipvsadm | Watch-LvsStats | ratio | wanted |\n| --- | --- | --- | --- | --- |\n", t
        row("idle"); row("busy")
    }' /run/rows
