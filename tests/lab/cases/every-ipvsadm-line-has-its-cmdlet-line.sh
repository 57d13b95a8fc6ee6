# Every example of about_LvsForIpvsadmUsers, in both languages, each on the table of the examples: what ipvsadm says of the two
# tables that come out is the same, and where an example only shows something, both show the same.
. "$LAB/topology.sh"
. "$LAB/check.sh"
HERE=$(dirname "$0")
TOPIC=$LVSPS_MODULE/en-US/about_LvsForIpvsadmUsers.help.txt
export ROWS=/run/rows
mkdir -p $ROWS
lab_modules

# A director of its own for each language, as connections outlive their services.
director() {
    [ ! -e /run/netns/dir ] || ip netns delete dir
    lab_node dir
    n dir sysctl -qw net.ipv4.ip_forward=1
    ip -n dir address add 10.0.0.1/24 dev lo
    ip -n dir link add eth0 type dummy
    ip -n dir link set eth0 up multicast on
    ip -n dir address add 172.16.0.254/24 dev eth0
    ip -n dir address add 2001:db8::fe/64 dev eth0 nodad
    for server in 1 2 3; do ip -n dir neighbour add 172.16.0.$server lladdr 02:00:00:00:00:0$server dev eth0; done
}

# An example is lines of ipvsadm and, further to the right, the cmdlets; the first lines have none, and are the table.
awk -v rows=$ROWS '
    goes_on { print substr($0, 5) >(row ".ipvsadm"); goes_on = /\\$/; next }
    /^    (ipvsadm|echo |watch )/ { if (!inside || cmdlet) { row = sprintf("%s/%03d", rows, ++count); cmdlet = 0 } inside = 1; print substr($0, 5) >(row ".ipvsadm"); goes_on = /\\$/; next }
    /^        / && inside { cmdlet = 1; print substr($0, 9) >(row ".cmdlets"); next }
    { inside = 0 }' "$TOPIC"
mv $ROWS/001.ipvsadm /run/given
check 'the first lines are the table' "$(grep -c '' /run/given)" "$(grep -c '^ipvsadm -[Aa]' /run/given)"
COUNT=$(ls $ROWS/*.ipvsadm | wc -l)
check 'every example has both languages' "$COUNT" "$(ls $ROWS/*.cmdlets | wc -l)"

# Few processes, since each costs a guest what ten do elsewhere. Traffic, for the examples that count it, is one datagram each
# for two services.
{ printf '%s\n' -C '--set 900 120 300'; cat /run/given; } >/run/begin
begin() { # begin ROW
    local lines
    lines=$(<"$1.ipvsadm")
    ipvsadm -R </run/begin
    [[ $lines != *-Z* && $lines != *--zero* && $lines != *--stats* && $lines != *-Lnc* && $lines != *--connection* ]] || {
        echo >/dev/udp/10.0.0.1/53
        echo >/dev/udp/10.0.0.1/5060
        lab_until 60 counted
    }
}
counted() { [ "$(ipvsadm -Ln --stats | awk '$1 == "UDP" && $3 == 1' | wc -l)" = 2 ]; }
picture() { # picture ROW LANGUAGE
    local lines
    lines=$(<"$1.ipvsadm")
    {
        ipvsadm -Sn
        ipvsadm -Ln --thresholds
        ipvsadm -L --timeout
        [[ $lines != *daemon* ]] || ipvsadm -L --daemon
        [[ $lines != *-Z* && $lines != *--zero* ]] || ipvsadm -Ln --stats --exact
    } >"$1.$2.table"
    [[ $lines != *daemon* ]] || for role in master backup; do ipvsadm --stop-daemon $role 2>/dev/null || true; done
}
export -f begin counted picture lab_until

director
n dir bash -c 'for row in $ROWS/*.ipvsadm; do
    row=${row%.ipvsadm}
    begin $row
    show="bash"
    [[ $(<$row.ipvsadm) != watch* ]] || show="env TERM=xterm LINES=60 COLUMNS=120 timeout --preserve-status -s INT 5 bash"
    $show $row.ipvsadm >$row.ipvsadm.said 2>&1 || echo "exit code $?" >>$row.ipvsadm.said
    picture $row ipvsadm
done'
director
lvs -File "$HERE/every-ipvsadm-line.ps1"
check 'the cmdlets ran' 0 $?

for row in $ROWS/*.ipvsadm; do
    row=${row%.ipvsadm}
    what=$(<$row.ipvsadm)
    what=${what//$'\n'/; }
    check "$what" "$(<$row.ipvsadm.table)" "$(<$row.cmdlets.table)"
    check "$what: no error" '' "$(<$row.cmdlets.errors)"
    if [ -e $row.cmdlets.said ]; then
        check "$what: shows the same" "$(bash "$HERE/every-ipvsadm-line.normal.bash" "$what" <$row.ipvsadm.said)" "$(<$row.cmdlets.said)"
    else
        check "$what: says nothing" '' "$(<$row.ipvsadm.said)"
    fi
done
echo "$COUNT examples"
exit $FAILED
