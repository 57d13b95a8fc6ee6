# Test-LvsHost on a director that masquerades: nothing on a healthy one; each thing that is broken is found alone, and mended by its line.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/doctor.sh"
URL=http://192.168.1.200/
lab_up_nat
lvs -Command "Set-LvsKernelSetting expire_nodest_conn 1
    foreach (\$vip in '192.168.1.200', '[fd00:1::200]') { New-LvsService -Tcp \"\${vip}:80\" -Scheduler rr -PassThru | Out-Null }
    '172.16.86.250', '172.16.86.248' | ForEach-Object { Add-LvsRealServer -Tcp 192.168.1.200:80 -Address \$_ -Port 80 -Forwarding Masquerade }
    Add-LvsRealServer -Tcp '[fd00:1::200]:80' -Address fd00:2::250 -Port 80 -Forwarding Masquerade
    New-LvsService -Tcp 192.168.1.200:8080 -Scheduler rr -Persistent
    New-LvsService -Udp 192.168.1.200:53 -Scheduler rr" >/run/made 2>&1 || cat /run/made
server() { n dir ipvsadm "-$1" "${@:2}"; }
healthy 'a NAT director' dir
check 'and -Quiet says so' True "$(lvs -Command 'Test-LvsHost -Quiet')"

finding dir ForwardingOff 'n dir sysctl -qw net.ipv4.ip_forward=0' '! answers $URL' 'answers $URL'
finding dir ForwardingOff 'n dir sysctl -qw net.ipv4.conf.private.forwarding=0' '! answers $URL' 'answers $URL'
finding dir ForwardingOff 'n dir sysctl -qw net.ipv6.conf.all.forwarding=0' '! answers "http://[fd00:1::200]/"' 'answers "http://[fd00:1::200]/"'

moved() { n dir ipvsadm -Ln --stats --exact -t 192.168.1.200:80 | awk '$1 == "TCP" { print $3 }'; }
still() { BEFORE=$(moved); answers $URL; sleep 3; [ "$(moved)" = "$BEFORE" ]; }
moves() { answers $URL; [ "$(moved)" -gt "$BEFORE" ]; }
finding dir EstimationOff 'n dir sysctl -qw net.ipv4.vs.run_estimation=0' still moves

# A UDP client that keeps its port stays with a server that is gone.
udp() { echo x | n cl timeout 5 socat -t 2 - UDP4:192.168.1.200:53,sourceport=5353 2>/dev/null; }
udp_breaks() {
    server a -u 192.168.1.200:53 -r 172.16.86.250:53 -m
    n dir sysctl -qw net.ipv4.vs.expire_nodest_conn=0
    check 'a name server answers' rs1 "$(udp)"
    server a -u 192.168.1.200:53 -r 172.16.86.248:53 -m
    server d -u 192.168.1.200:53 -r 172.16.86.250:53
}
finding dir ExpireNodestConnOff udp_breaks '[ -z "$(udp)" ]' '[ "$(udp)" = rs2 ]'

server D -u 192.168.1.200:53
n dir sysctl -qw net.ipv4.vs.expire_nodest_conn=0
healthy 'without UDP expire_nodest_conn is as wanted' dir

# A persistent client stays with a server that was taken out by its weight.
drain() {
    n dir sysctl -qw net.ipv4.vs.expire_quiescent_template=0
    server a -t 192.168.1.200:8080 -r 172.16.86.250:80 -m
    check 'a persistent client' rs1 "$(one http://192.168.1.200:8080/)"
    server a -t 192.168.1.200:8080 -r 172.16.86.248:80 -m
    server e -t 192.168.1.200:8080 -r 172.16.86.250:80 -m -w 0
}
finding dir ExpireQuiescentTemplateOff drain '[ "$(one http://192.168.1.200:8080/)" = rs1 ]' '[ "$(one http://192.168.1.200:8080/)" = rs2 ]'

# A port that is used again reaches the old server, though its weight is 0.
again() { one $URL --local-port 40000; }
reuse() {
    n dir sysctl -qw net.ipv4.vs.conn_reuse_mode=0
    n cl sysctl -qw net.ipv4.tcp_tw_reuse=1
    OLD=$(one $URL --local-port 40000)
    [ "$OLD" != none ] || check 'a request from a port of its own is answered' yes no
    server e -t 192.168.1.200:80 -r "$([ "$OLD" = rs1 ] && echo 172.16.86.250 || echo 172.16.86.248):80" -m -w 0
}
# The client itself may keep the port for a second.
old() { [ "$(again)" = "$OLD" ]; }
another() { local who; who=$(again); [ "$who" != none ] && [ "$who" != "$OLD" ]; }
finding dir ConnReuseModeOff reuse 'lab_until 20 old' another

finding dir ConntrackOn 'n dir sysctl -qw net.ipv4.vs.conntrack=1' 'answers $URL' 'answers $URL'

# Another manager: keepalived with virtual servers, not with VRRP alone; ldirectord, which is a script.
printf 'global_defs {\n}\nvrrp_instance x {\n interface public\n virtual_router_id 9\n priority 9\n virtual_ipaddress {\n 192.168.1.209\n }\n}\n' >/run/vrrp.conf
printf 'virtual_server 192.168.1.200 88 {\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n real_server 172.16.86.250 80 {\n }\n}\n' >/run/keepalived.conf
keeper() { n dir keepalived -n -l -f "/run/$1" -p "/run/$1.pid" -r "/run/$1.vrrp" -c "/run/$1.check" >/dev/null 2>&1 & }
listed() { n dir ipvsadm -Ln | grep -q "192.168.1.200:$1 "; }
keeper vrrp.conf
lab_until 60 test -s /run/vrrp.conf.pid
healthy 'keepalived for VRRP alone' dir
finding dir OtherManager 'keeper keepalived.conf; lab_until 60 listed 88' 'listed 88' '! listed 88'
printf 'checktimeout=3\ncheckinterval=5\nvirtual=192.168.1.200:89\n\treal=172.16.86.250:80 masq\n\tservice=http\n\tchecktype=on\n\tscheduler=rr\n' >/run/ld.cf
finding dir OtherManager 'n dir ldirectord /run/ld.cf start >/dev/null 2>&1; lab_until 60 listed 89' 'listed 89' '! listed 89'

# Not root: the line runs it as root.
mkdir -p /run/bin
printf '#!/bin/sh\nexec "$@"\n' >/run/bin/sudo
printf '#!/bin/sh\nexec dotnet "$LVSPS_SHELL" "$@"\n' >/run/bin/pwsh
chmod +x /run/bin/sudo /run/bin/pwsh
found=$(n dir setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all dotnet "$LVSPS_SHELL" -Command 'Test-LvsHost | ForEach-Object { "$($_.Id)|$($_.Remedy)" }' 2>&1)
check 'not root: exactly that is found' PermissionDenied "${found%%|*}"
check 'as root: nothing is found' '' "$(PATH=/run/bin:$PATH n dir bash -c "${found#*|}" 2>&1)"
exit $FAILED
