# lvsps-health.service in a real systemd, a manager of a user's units, in LvsPS.Shell and in pwsh where that is on the path: it is started
# when the table is right, takes a changed file over when it is told to, keeps the old one where that is broken, is ended by the watchdog
# when it hangs, and leaves the table as its stop action says. One that was killed is started again and adopts the table as it finds it.
# A connection that was made in the beginning lives through all of it.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
MANAGER=/usr/lib/systemd/systemd
[ -x $MANAGER ] || { echo 'Debian package systemd is not installed'; exit 77; }
export XDG_RUNTIME_DIR=/run/user-of-test HOME=/root
UNITS=/root/.config/systemd/user
UNIT=lvsps-health.service
VIP=192.168.1.200
CF=/etc/ha.d/ldirectord.cf
lab_up_nat
serve rs1 rs2 rs3
mkdir -p /usr/local/lib /etc/ha.d $XDG_RUNTIME_DIR $UNITS /run/systemd/system
ln -sfn "$LVSPS_MODULE" /usr/local/lib/lvsps

# What systemd wants of a machine that was booted with it.
mount -t cgroup2 none /sys/fs/cgroup
mkdir -p /sys/fs/cgroup/test
echo $$ >/sys/fs/cgroup/test/cgroup.procs

# The unit is the one that is shipped, in the director's namespace; its output is a file where there is no journal.
shipped() { # shipped RUNNER
    sed -E -e 's/network-online.target//; s/multi-user.target/default.target/' \
        -e 's|^ExecStart=|ExecStart=/usr/sbin/ip netns exec dir |' \
        -e 's/^Type=.*/&\nStandardOutput=append:\/run\/told\nStandardError=append:\/run\/told/' \
        "$LVSPS_MODULE/systemd/$UNIT" >$UNITS/$UNIT
    mkdir -p /etc/default
    printf 'LVSPS_RUNNER="%s"\nDOTNET_ROOT=%s\n' "$1" "${DOTNET_ROOT:-}" >/etc/default/lvsps-health
    : >/run/told
    ctl daemon-reload
}
ctl() { systemctl --user "$@" >/run/said 2>&1; }
shown() { systemctl --user show -P "$1" $UNIT; }
is() { [ "$(shown "$1")" = "$2" ]; }
told() { grep -c "$1" /run/told; }
has_told() { [ "$(told "$1")" -ge "$2" ]; }
table() { n dir ipvsadm -Sn | sort; }
stands() { [ "$(table)" = "$1" ]; }
restarted() { is ActiveState active && is NRestarts "$1"; }
wanted() { # wanted WEIGHT...: of rs1, rs2 and rs3; - for one that is not there
    local number
    {
        echo "-A -t $VIP:7000 -s wrr"
        for number in 250 248 251; do
            [ "$1" = - ] || echo "-a -t $VIP:7000 -r 172.16.86.$number:7000 -m -w $1"
            shift
        done
    } | sort
}
configured() { # configured WEIGHT [LINE...]: the weight of rs2
    {
        printf '%s\n' checktimeout=5 checkinterval=2 cleanstop=no "${@:2}" "virtual=$VIP:7000"
        printf '    %s\n' 'real=172.16.86.250:7000 masq 3' "real=172.16.86.248:7000 masq $1" 'real=172.16.86.251:7000 masq 3' \
            'scheduler=wrr' 'protocol=tcp' 'checktype=connect'
    } >$CF
}
answers() { # answers WHAT: whether the held connection does
    echo "$1" >&8
    lab_until 120 grep -q "^$1\$" /run/back
}
$MANAGER --user >/run/manager 2>&1 &
MANAGER=$!
lab_until 120 ctl list-units || cat /run/manager

broken() {
    configured 3 frobnicate=1
    ctl start $UNIT
    check 'start with a broken file: exit code' 1 $?
    check 'start with a broken file: says which' 1 "$(($(told "^lvsps-health: $CF:4:1: ") > 0))"
    check 'start with a broken file: nothing is changed' '' "$(table)"
    ctl stop $UNIT
    ctl reset-failed $UNIT
}

restarts() {
    # One that hangs gives no sign of life.
    kill -STOP "$(shown MainPID)"
    lab_until 240 restarted 1
    check 'one that hangs is ended and started again' 'active 1' "$(shown ActiveState) $(shown NRestarts)"
    check 'it adopts the table' "$(wanted 3 7 3)" "$(table)"

    # A table as no configuration says it, which is that of a monitor that knew that a server was down.
    n rs3 iptables-legacy -I INPUT -p tcp --dport 7000 -j REJECT --reject-with tcp-reset
    lab_until 120 stands "$(wanted 3 7 -)"
    rm -f /run/differs /run/enough
    { until [ -e /run/enough ]; do stands "$(wanted 3 7 -)" || table >>/run/differs; sleep 0.2; done; } &
    WATCH=$!
    kill -KILL "$(shown MainPID)"
    lab_until 240 restarted 2
    check 'one that was killed is started again' 'active 2' "$(shown ActiveState) $(shown NRestarts)"
    touch /run/enough
    wait $WATCH
    check 'the table was never another meanwhile' '' "$(cat /run/differs 2>&1 | grep -v 'No such file')"
    n rs3 iptables-legacy -F INPUT
    lab_until 120 stands "$(wanted 3 7 3)"
    check 'and it goes on with its work' "$(wanted 3 7 3)" "$(table)"
    answers killed
    check 'the connection lived through the kill' 0 $?
}

walk() { # walk RUNNER whole|brief
    shipped "$1"
    n dir ipvsadm -C
    rm -f /run/held /run/back /run/go
    n rs3 iptables-legacy -I INPUT -p tcp --dport 7000 -j REJECT --reject-with tcp-reset
    configured 3
    ctl start $UNIT
    check 'start: exit code' 0 $?
    check 'start: what can serve is in the table' "$(wanted 3 3 -)" "$(table)"
    check 'start: the manager was told how it is' '2 of 3 servers up' "$(shown StatusText)"
    lab_until 120 has_told '^Down 172.16.86.251:7000 of tcp://' 1
    check 'start: an event is a line' 1 "$(told '^Down 172.16.86.251:7000 of tcp://')"

    [ $FAILED = 0 ] || { cat /run/told /run/said; return; }
    mkfifo /run/go
    n cl bash -c "exec 3<>/dev/tcp/$VIP/7000; read -r who _ <&3; echo \$who >/run/held
        while read -r line; do echo \$line >&3; read -r back <&3; echo \$back >>/run/back; done" </run/go &
    HELD=$!
    exec 8>/run/go
    lab_until 120 test -s /run/held
    answers hello
    check 'a connection is there' 0 $?

    n rs3 iptables-legacy -F INPUT
    lab_until 120 stands "$(wanted 3 3 3)"
    check 'a server that can serve again is in the table' "$(wanted 3 3 3)" "$(table)"
    lab_until 120 is StatusText '3 of 3 servers up'
    check 'and counted' '3 of 3 servers up' "$(shown StatusText)"

    configured 7
    ctl reload $UNIT
    check 'reload: exit code' 0 $?
    lab_until 120 stands "$(wanted 3 7 3)"
    check 'reload: the table' "$(wanted 3 7 3)" "$(table)"
    lab_until 120 is SubState running
    check 'reload: it goes on' "active running" "$(shown ActiveState) $(shown SubState)"

    configured 5 frobnicate=1
    ctl reload $UNIT
    lab_until 120 has_told "^Rejected monitor: $CF .*$CF:4:1: " 1
    check 'a broken file is told with its place' 1 "$(told "^Rejected monitor: $CF .*$CF:4:1: ")"
    lab_until 120 is SubState running
    check 'a broken file: the old one goes on' "active running $(wanted 3 7 3)" "$(shown ActiveState) $(shown SubState) $(table)"
    configured 7
    answers reloaded
    check 'the connection lived' 0 $?

    [ "$2" != whole ] || restarts

    ctl stop $UNIT
    check 'stop: it ended well' 'inactive success' "$(shown ActiveState) $(shown Result)"
    check 'stop: the table stays' "$(wanted 3 7 3)" "$(table)"
    answers stopped
    check 'stop: the connection lived' 0 $?

    echo STOP_ACTION=Clean >>/etc/default/lvsps-health
    ctl start $UNIT
    check 'start again: exit code' 0 $?
    check 'start again: the table stays' "$(wanted 3 7 3)" "$(table)"
    answers again
    check 'start again: the connection lived' 0 $?
    exec 8>&-
    wait $HELD
    ctl stop $UNIT
    check 'stop with Clean: it ended well' 'inactive success' "$(shown ActiveState) $(shown Result)"
    check 'stop with Clean: nothing is left' '' "$(table)"

    [ "$2" != whole ] || broken
}
echo 'in LvsPS.Shell:'
walk "dotnet $LVSPS_SHELL" whole
if command -v pwsh >/dev/null; then
    echo 'in pwsh:'
    walk 'pwsh -NoProfile -NonInteractive -File' brief
fi
kill $MANAGER
exit $FAILED
