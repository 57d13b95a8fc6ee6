# Restore-LvsTable goes back by difference: a connection that is open through a service that did not change goes on.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
for service in 192.168.1.200:80 192.168.1.200:8080; do
    n dir ipvsadm -A -t $service -s wrr
    for server in 172.16.86.250 172.16.86.248; do n dir ipvsadm -a -t $service -r $server:80 -m -w 5 -x 100 -y 50; done
done
BEFORE=$(n dir ipvsadm -Sn | sort)
established() { n dir ipvsadm -Lnc | grep -c ESTABLISHED; }
is_open() { [ "$(established)" = 1 ]; }

# A client that stays connected and has not yet sent the end of its request.
mkfifo /tmp/go
n cl bash -c 'exec 3<>/dev/tcp/192.168.1.200/80; printf "GET / HTTP/1.1\r\nHost: x\r\n" >&3; read -r _ </tmp/go; printf "\r\n" >&3; cat <&3 >/tmp/answer' &
lab_until 60 is_open

lvs -Command '$snapshot = Checkpoint-LvsTable
    Get-LvsRealServer tcp://192.168.1.200:8080 | Set-LvsRealServer -Weight 0
    Set-LvsService tcp://192.168.1.200:8080 -Scheduler rr
    Remove-LvsRealServer tcp://192.168.1.200:8080 172.16.86.248 -Port 80
    New-LvsService -FwMark 9
    Set-LvsTimeout -Udp 5
    $done = Restore-LvsTable $snapshot -PassThru
    "$($done.Added) $($done.Edited) $($done.Removed) $($done.Failed)"' >/tmp/out
check 'what was done' '1 3 1 0' "$(cat /tmp/out)"
check 'the table is as it was' "$BEFORE" "$(n dir ipvsadm -Sn | sort)"
check 'thresholds came back with the servers' '100 50' "$(n dir ipvsadm -Ln --thresholds | awk '/172.16.86.248:80/ { print $3, $4; exit }')"
check 'time-outs too' 'Timeout (tcp tcpfin udp): 900 120 300' "$(n dir ipvsadm -L --timeout)"
check 'the connection is still there' 1 "$(established)"
echo >/tmp/go
answered() { grep -q '^rs[123]' /tmp/answer 2>/dev/null; }
lab_until 60 answered
check 'and gets its answer' 0 $?
exit $FAILED
