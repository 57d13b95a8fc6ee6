# A monitor is killed at several moments while a server flaps, and started again: it takes the table over as it finds it. The server that
# is well is never out, a connection through it lives on, and nothing is there twice.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
flapping_world

# A connection whose request has not ended, through the server that is never stopped.
stop_server r8o
start
tables 'begun with one server' "$SEVEN" diro
mkfifo /run/go
n clo bash -c 'exec 3<>/dev/tcp/192.168.1.205/80; printf "GET / HTTP/1.1\r\nHost: x\r\n" >&3; echo >/run/held; read -r _ </run/go; printf "\r\n" >&3; cat <&3 >/run/answer' &
lab_until 60 test -e /run/held
established() { n diro ipvsadm -Lnc | grep -c 'ESTABLISHED.*172\.16\.0\.7:80'; }
is_established() { [ "$(established)" = 1 ]; }
lab_until 60 is_established
start_server r8o
tables 'both' "$BASE" diro

# From here on, whatever happens: each look at the table has the server that is well, and nothing twice.
: >/run/wrong
(
    until [ -e /run/looked-enough ]; do
        SEEN=$(n diro ipvsadm -Sn)
        grep -qx -- "-a -t $S -r 172.16.0.7:80 -g -w 2" <<<"$SEEN" || printf 'without it:\n%s\n' "$SEEN" >>/run/wrong
        [ -z "$(sort <<<"$SEEN" | uniq -d)" ] || printf 'twice:\n%s\n' "$SEEN" >>/run/wrong
        sleep 0.1
    done
) &
LOOKING=$!

killed 'while all is well'
start
lab_until 120 has Started
killed 'at the start'
stop_server r8o
start
lab_until 120 has Started
sleep 0.5
killed 'shortly after the start'
start
lab_until 120 has Down
killed 'when a server had just gone down'
start
lab_until 120 has_table diro "$SEVEN"
killed 'when it had just been taken out'
start_server r8o
start
lab_until 120 has Changed
killed 'when it had just been put back'
stop_server r8o
start
tables 'killed six times, one server' "$SEVEN" diro
start_server r8o
tables 'killed six times, both servers' "$BASE" diro
killed 'while all is well, and a server stops unseen'
stop_server r8o
start
tables 'what happened meanwhile is seen' "$SEVEN" diro
start_server r8o
tables 'and what happens afterwards' "$BASE" diro
touch /run/looked-enough
wait $LOOKING
check 'the server that is well was in the table all the time, and nothing twice' '' "$(head -n 20 /run/wrong)"
check 'the connection is still there' 1 "$(established)"
echo >/run/go
lab_until 60 grep -q '^r7-CentOS' /run/answer
check 'and gets its answer' 0 $?

end_monitor /run/out-$RUN_NUMBER
tables 'ended' '' diro
[ $FAILED = 0 ] || tail -n 30 /run/out-* /run/log-*
exit $FAILED
