# What lvsps-table.service runs: start, stop and restart of its script in LvsPS.Shell, and in pwsh where that is on the path, with
# their exit codes. A restart drops no connection and no request, and a file with a bad line fails the unit and changes nothing.
. "$LAB/topology.sh"
. "$LAB/check.sh"
UNIT=$LVSPS_MODULE/systemd/lvsps-table.service
RULES=/etc/ipvsadm.rules
VIP=192.168.1.200:80
lab_up_nat
rm -f $RULES /etc/sysconfig/ipvsadm
ipvs() { n dir ipvsadm "$@"; }
table() { ipvs -Sn | sort; }
total() { ipvs -Ln --stats --exact | awk '$1 == "TCP" { print $3 }'; }

# As systemd does it: the unit's line for the action, with its variables split into words.
unit() { # unit RUNNER ACTION [NAME=VALUE...]
    local runner=$1 line
    case $2 in start) line=ExecStart ;; stop) line=ExecStop ;; reload) line=ExecReload ;; esac
    line=$(sed -n "s/^$line=//p" "$UNIT")
    n dir env -u HOME LVSPS_RUNNER="$runner" "${@:3}" sh -c "$line" >/run/said 2>&1
}
mkdir -p /usr/local/lib
ln -sfn "$LVSPS_MODULE" /usr/local/lib/lvsps

brief() { # brief RUNNER: the exit codes, once more
    printf '%s\n' "-A -t $VIP -s rr" "-a -t $VIP -r 172.16.86.250:80 -m -w 1" >$RULES
    unit "$1" start
    check 'start: exit code' 0 $?
    check 'start: the table' "$(cat $RULES)" "$(table)"
    echo "-A -t 192.168.1.200:81 -s a_name_of_16_char" >>$RULES
    unit "$1" start
    check 'start with a bad line: exit code' 1 $?
    echo "-A -t 192.168.1.200:81 -s nosuch" >$RULES
    unit "$1" start RESTORE_MODE=Merge
    check 'start with a line that the kernel refuses: exit code' 1 $?
    unit "$1" stop
    check 'stop: exit code' 0 $?
    check 'stop: the file' "$(table)" "$(grep -v -e --set $RULES | sort)"
}

walk() { # walk RUNNER
    rm -f $RULES
    ipvs -C
    unit "$1" start
    check 'start without a file: exit code' 0 $?
    check 'start without a file: says so' 1 "$(grep -c 'nothing is restored' /run/said)"
    unit "$1" start RULES_FILE=/etc/nowhere.rules
    check 'start with a file that is not there: exit code' 1 $?

    # As ipvsadm's own script leaves it.
    printf '%s\n' '# ipvsadm.rules' "-A -t $VIP -s rr" "-a -t $VIP -r 172.16.86.250:80 -m -w 1" "-a -t $VIP -r 172.16.86.248:80 -m -w 1" >$RULES
    unit "$1" start
    check 'start with a file of ipvsadm: exit code' 0 $?
    check 'start: the table' "$(grep -v '#' $RULES | sort)" "$(table)"
    ipvs -e -t $VIP -r 172.16.86.248 -m -w 1 -x 1000 -y 800

    # A request that is only half said, and others meanwhile.
    wait_http http://$VIP/
    rm -f /run/go /run/half
    mkfifo /run/go
    n cl bash -c "exec 6<>/dev/tcp/${VIP/:/\/}; printf 'GET / HTTP/1.0\r\n' >&6; touch /run/half
        read -r </run/go; printf '\r\n' >&6; cat <&6 >/run/answer" &
    HELD=$!
    lab_until 60 [ -e /run/half ]
    rm -f /run/stop-asking /run/asked
    { while [ ! -e /run/stop-asking ]; do ask http://$VIP/; done >/run/asked; } &
    ASKING=$!
    lab_until 60 [ -s /run/asked ]
    unit "$1" stop
    check 'stop: exit code' 0 $?
    check 'stop: the table stays' 2 "$(table | grep -c -e '-a')"
    check 'stop: thresholds are saved' 1 "$(grep -c -e '-x 1000 -y 800' $RULES)"
    unit "$1" start
    check 'start again: exit code' 0 $?
    check 'start again: nothing had to be changed' 1 "$(grep -c ': 0 added, 0 edited, 0 removed' /run/said)"
    touch /run/stop-asking
    wait $ASKING
    check 'no request failed meanwhile' '' "$(grep -v '^rs' /run/asked)"
    check 'and there were some' 1 "$(($(wc -l </run/asked) > 3))"
    echo >/run/go
    wait $HELD
    check 'the request that was under way has its answer' 1 "$(grep -c '^rs' /run/answer)"

    cp $RULES /run/good
    table >/run/before
    echo "-A -t 192.168.1.200:81 -s a_name_of_16_char" >>$RULES
    echo "-A -t 192.168.1.200:82 -s rr" >>$RULES
    unit "$1" start
    check 'start with a bad line: exit code' 1 $?
    check 'start with a bad line: names it' 1 "$(($(grep -c "ipvsadm.rules:$(grep -n 16_char $RULES | cut -d: -f1):" /run/said) > 0))"
    check 'start with a bad line: the table stays' "$(cat /run/before)" "$(table)"
    cp /run/good $RULES
    echo '-A -t 192.168.1.200:83 -s nosuch' >>$RULES
    unit "$1" reload
    check 'reload with a line that the kernel refuses: exit code' 1 $?
    cp /run/good $RULES
    unit "$1" stop CLEAR_ON_STOP=perhaps
    check 'a setting that is none: exit code' 1 $?

    mkdir -p /etc/nowhere
    unit "$1" stop CLEAR_ON_STOP=yes RULES_FILE=/etc/nowhere
    check 'stop, where the file cannot be written: exit code' 1 $?
    check 'stop, where the file cannot be written: nothing is cleared' "$(cat /run/before)" "$(table)"
    echo '# by hand' >$RULES
    unit "$1" stop CLEAR_ON_STOP=yes SAVE_ON_STOP=no
    check 'stop with CLEAR_ON_STOP and without SAVE_ON_STOP: exit code' 0 $?
    check 'stop with CLEAR_ON_STOP: the table is empty' '' "$(table)"
    check 'stop without SAVE_ON_STOP: the file stays' '# by hand' "$(cat $RULES)"

    rm $RULES
    mkdir -p /etc/sysconfig
    cp /run/good /etc/sysconfig/ipvsadm
    unit "$1" start
    check 'start with /etc/sysconfig/ipvsadm: exit code' 0 $?
    check 'start with /etc/sysconfig/ipvsadm: the table' "$(cat /run/before)" "$(table)"
    rm /etc/sysconfig/ipvsadm
}

echo 'in LvsPS.Shell:'
walk "dotnet $LVSPS_SHELL"
if command -v pwsh >/dev/null; then
    echo 'in pwsh:'
    brief 'pwsh -NoProfile -NonInteractive -File'
fi
exit $FAILED
