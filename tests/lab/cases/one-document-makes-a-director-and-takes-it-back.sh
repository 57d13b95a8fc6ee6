# A document makes a whole director: virtual addresses, a firewall mark, full NAT, settings, time-outs and services, and another one a
# real server for direct routing. Packets go through; the second time nothing is changed; and the undone plans leave both machines as
# they were, nftables, addresses and settings too.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_dr
for machine in dir rs1; do lab_dump $machine >/run/$machine.before; done
TIMEOUTS=$(n dir ipvsadm -L --timeout)
cat >/run/dir.yaml <<'END'
owner: site
prune: true
kernelSettings:
  expire_nodest_conn: 1
timeouts: { tcp: 800, udp: 200 }
virtualAddresses:
  - { address: 192.168.1.205, interface: public, announce: true }
  - { address: 192.168.1.206 }
fwMarks:
  - { fwMark: 5, addresses: [192.168.1.205], tcp: [80, 8000-8100] }
services:
  - service: fwmark://5
    scheduler: rr
    realServers:
      - { address: 192.168.1.201, weight: 3 }
  - service: tcp://192.168.1.206:80
    fullNat: true
    realServers:
      - { address: 192.168.1.202, forwarding: masquerade }
END
cat >/run/rs1.yaml <<'END'
realServerHosts:
  - { virtualAddress: 192.168.1.205, mode: directRouting }
END

# on MACHINE: applies its document, waits for a word, and takes it back.
on() {
    n "$1" dotnet "$LVSPS_SHELL" -Command "
        \$result = Sync-LvsState /run/$1.yaml -PassThru -ErrorAction Stop
        \"changed \$(\$result.Changed), then \$((Sync-LvsState /run/$1.yaml -PassThru).Changed)\"
        [IO.File]::WriteAllText('/run/$1.ready', '')
        while (-not [IO.File]::Exists('/run/go')) { [Threading.Thread]::Sleep(200) }
        \$back = \$result.Undo | Invoke-LvsPlan -PassThru -ErrorAction Stop
        \"back \$(\$back.Changed), as planned \$(\$back.Results.Count -eq \$result.Undo.Changes.Count)\"" >/run/$1.out
}
on dir &
on rs1 &
ready() { { [ -e /run/dir.ready ] && [ -e /run/rs1.ready ]; } || [ -z "$(jobs -r)" ]; }
lab_until 300 ready
check 'a request to the marked address comes to the first, which answers by itself' 'rs1=3' "$(get http://192.168.1.205/ 3)"
check 'one to the other comes to the second by full NAT' 'rs2=3' "$(get http://192.168.1.206/ 3)"
check 'ipvsadm sees the services' '-A -f 5 -s rr
-A -t 192.168.1.206:80 -s wlc
-a -f 5 -r 192.168.1.201:0 -g -w 3
-a -t 192.168.1.206:80 -r 192.168.1.202:80 -m -w 1' "$(n dir ipvsadm -Sn | sort)"
check 'the time-outs that are named are set' 'Timeout (tcp tcpfin udp): 800 120 200' "$(n dir ipvsadm -L --timeout)"
check 'the setting is set' 1 "$(n dir sysctl -n net.ipv4.vs.expire_nodest_conn)"
touch /run/go
wait
for machine in dir rs1; do
    check "what $machine said" 'changed True, then False
back True, as planned True' "$(cat /run/$machine.out)"
    lab_dump $machine >/run/$machine.after
    same "$machine is as before" /run/$machine.before /run/$machine.after
done
check 'the time-outs are as before' "$TIMEOUTS" "$(n dir ipvsadm -L --timeout)"
exit $FAILED
