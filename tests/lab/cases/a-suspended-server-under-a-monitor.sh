# A server that another process suspended stays so under a running monitor, while the other server flaps, and when the monitor is killed
# and started again; resumed, it is as before.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
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
start() { LOG=/run/log-$((++RUN_NUMBER)); monitor diro /run/out-$RUN_NUMBER "Start-LvsHealthMonitor -Path /run/ldirectord.cf -LogPath $LOG"; }
has() { grep -q " $1 " $LOG 2>/dev/null; }
killed() { kill -9 $MONITOR; wait $MONITOR 2>/dev/null; echo "killed: $1"; }

start
lab_until 120 has Started
tables 'begun' "$BASE" diro
lvs_in() { n diro dotnet "$LVSPS_SHELL" -Command "$1" 2>&1; }
HELD="$SEVEN
-a -t $S -r 172.16.0.8:80 -g -w 0"
lvs_in "Suspend-LvsRealServer tcp://$S 172.16.0.8 -Reason disk"
tables 'suspended' "$HELD" diro
has_resumed() { [ "$(grep -c ' Resumed ' $LOG)" -ge 1 ]; }
lab_until 120 has Suspended
stop_server r7o
tables 'suspended, and the other is out' "-A -t $S -s wrr
-a -t $S -r 127.0.0.1:80 -g -w 1
-a -t $S -r 172.16.0.8:80 -g -w 0" diro
start_server r7o
tables 'suspended, and the other is back' "$HELD" diro
killed 'while a server is suspended'
start
lab_until 120 has Started
stop_server r7o
tables 'a new monitor, and the other is out' "-A -t $S -s wrr
-a -t $S -r 127.0.0.1:80 -g -w 1
-a -t $S -r 172.16.0.8:80 -g -w 0" diro
start_server r7o
tables 'suspended still' "$HELD" diro
lvs_in "Resume-LvsRealServer tcp://$S 172.16.0.8"
tables 'resumed' "$BASE" diro
lab_until 120 has_resumed
stop_server r8o
tables 'resumed, and checked as ever' "$SEVEN" diro
end_monitor /run/out-$RUN_NUMBER
tables 'ended' '' diro
[ $FAILED = 0 ] || tail -n 30 /run/out-* /run/log-*
exit $FAILED
