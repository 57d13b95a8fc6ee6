# A server that another process suspended stays so under a running monitor, while the other server flaps, and when the monitor is killed
# and started again; resumed, it is as before.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
flapping_world

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
