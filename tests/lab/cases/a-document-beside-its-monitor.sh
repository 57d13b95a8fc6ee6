# One document describes a service and its checks. While a monitor of its own process runs it, Sync-LvsState again and again brings no
# dead server back and leaves the fallback; it takes back what an administrator did by hand; once the monitor is killed, nothing is held.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
worlds o
S=192.168.1.205:80
BASE="-A -t $S -s rr
-a -t $S -r 172.16.0.7:80 -g -w 2
-a -t $S -r 172.16.0.8:80 -g -w 1"
cat >/run/lvs.yaml <<YAML
health: { autoReload: true }
services:
  - service: tcp://$S
    scheduler: rr
    realServers:
      - { address: 172.16.0.7, weight: 2 }
      - { address: 172.16.0.8 }
    health:
      interval: 2s
      fall: 2
      fallback: { address: 127.0.0.1, port: 80 }
      check: { type: http, match: CentOS, timeout: 2s }
YAML
sync() { n diro dotnet "$LVSPS_SHELL" -Command "\$r = Sync-LvsState /run/lvs.yaml -PassThru -ErrorAction Stop; \"\$(\$r.Changed) \$(\$r.Plan.LeftAlone.Count)\"" 2>&1; }

monitor diro /run/out 'Start-LvsHealthMonitor -Path /run/lvs.yaml'
tables 'begun' "$BASE" diro
check 'the document is true' 'False 0' "$(sync)"

stop_server r8o
tables 'a server is down' "$(grep -v '172.16.0.8' <<<"$BASE")" diro
check 'it is left to the monitor' 'False 1' "$(sync)"
tables 'a server is down, and the document was applied' "$(grep -v '172.16.0.8' <<<"$BASE")" diro
n diro ipvsadm -e -t $S -r 172.16.0.7:80 -g -w 9
check 'what was done by hand is taken back' 'True 1' "$(sync)"
tables 'the weight of the document is back' "$(grep -v '172.16.0.8' <<<"$BASE")" diro

stop_server r7o
tables 'all are down' "-A -t $S -s rr"$'\n'"-a -t $S -r 127.0.0.1:80 -g -w 1" diro
check 'the fallback is left to the monitor' 'False 3' "$(sync)"
answers 'all are down' sorry=12 192.168.1.205 clo
tables 'all are down, and the document was applied' "-A -t $S -s rr"$'\n'"-a -t $S -r 127.0.0.1:80 -g -w 1" diro

start_server r7o r8o
tables 'all are back' "$BASE" diro
check 'nothing is held any more' 'False 0' "$(sync)"

# The document changes, and whoever comes first makes it so: the monitor by itself, or Sync-LvsState.
sed -i 's/weight: 2/weight: 5/' /run/lvs.yaml
sync >/dev/null
tables 'another weight' "$(sed 's/-w 2/-w 5/' <<<"$BASE")" diro
stop_server r7o
tables 'another weight, and down' "$(grep -v '172.16.0.7' <<<"$BASE")" diro
start_server r7o
tables 'another weight, and back' "$(sed 's/-w 2/-w 5/' <<<"$BASE")" diro

stop_server r8o
tables 'down once more' "$(sed 's/-w 2/-w 5/; /172.16.0.8/d' <<<"$BASE")" diro
kill -9 $MONITOR
wait $MONITOR 2>/dev/null
check 'a killed monitor holds nothing' 'True 0' "$(sync)"
tables 'the document alone' "$(sed 's/-w 2/-w 5/' <<<"$BASE")" diro
exit $FAILED
