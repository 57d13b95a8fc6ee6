# The relations of lvsps-host.service to nftables.service in a real systemd, a manager of a user's units, with lines that only say that
# they ran: whenever nftables is started, reloaded or restarted, ours follows, and only once that has ended.
. "$LAB/check.sh"
MANAGER=/usr/lib/systemd/systemd
[ -x $MANAGER ] || { echo 'Debian package systemd is not installed'; exit 77; }
export XDG_RUNTIME_DIR=/run/user-of-test HOME=/root
UNITS=/root/.config/systemd/user

# What it wants of a machine that was booted with it.
mkdir -p $XDG_RUNTIME_DIR $UNITS /run/systemd/system
mount -t cgroup2 none /sys/fs/cgroup
mkdir -p /sys/fs/cgroup/test
echo $$ >/sys/fs/cgroup/test/cgroup.procs

cat >$UNITS/nftables.service <<'END'
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'sleep 0.5; echo nftables starts >>/run/ran'
ExecReload=/bin/sh -c 'sleep 0.5; echo nftables reloads >>/run/ran'
END
sed -E -e 's/^Exec(Start|Reload)=.*/Exec\1=\/bin\/sh -c "echo ours \1 >>\/run\/ran"/' \
    -e 's/network-online.target//; s/multi-user.target/default.target/; /^Environment/d' \
    "$LVSPS_MODULE/systemd/lvsps-host.service" >$UNITS/lvsps-host.service
$MANAGER --user >/run/manager 2>&1 &
MANAGER=$!
ctl() { systemctl --user "$@" >/run/said 2>&1; }
answers() { ctl list-units; }
end=$((SECONDS + 60))
until answers; do
    [ $SECONDS -lt $end ] || { cat /run/manager; exit 1; }
    sleep 0.1
done
ctl enable lvsps-host.service
ctl daemon-reload

does() { # does ACTION WANTED
    : >/run/ran
    ctl "$1" nftables.service
    check "$1: exit code" 0 $?
    local end=$((SECONDS + 60))
    until [ "$(wc -l </run/ran)" -ge 2 ] || [ $SECONDS -ge $end ]; do sleep 0.05; done
    check "$1: what ran" "$2" "$(cat /run/ran)"
}
does start $'nftables starts\nours Start'
does reload $'nftables reloads\nours Reload'
does restart $'nftables starts\nours Start'
ctl stop nftables.service
does start $'nftables starts\nours Start'
kill $MANAGER
exit $FAILED
