# Test-LvsHost on a director between clients behind a router and real servers: redirects in one network, and a way back that is another than the way in.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/doctor.sh"
lab_up
ip -n switch link add outer type bridge
ip -n switch link set outer up
lab_node gw far
lab_join gw public 192.168.1.1/24 fd00:1::1/64
lab_join gw private 172.16.86.1/24 fd00:2::1/64
lab_join gw outer 10.9.0.1/24 fd00:9::1/64
lab_forward gw
lab_join far outer 10.9.0.2/24 fd00:9::2/64
lab_gateway 10.9.0.1 fd00:9::1 far
lab_gateway 192.168.1.1 fd00:1::1 dir
lab_node rs1
lab_join rs1 public 192.168.1.201/24 fd00:1::201/64
lab_gateway 192.168.1.200 fd00:1::200 rs1
lab_serve rs1
n dir sysctl -qw net.ipv4.conf.public.send_redirects=0 net.ipv4.conf.private.send_redirects=0
lvs -Command 'Set-LvsKernelSetting expire_nodest_conn 1
    New-LvsService -Udp 192.168.1.200:53 -PassThru | Add-LvsRealServer -Address 192.168.1.201 -Forwarding Masquerade
    New-LvsService -Tcp 192.168.1.200:80 -PassThru | Add-LvsRealServer -Address 192.168.1.201 -Forwarding Masquerade'
healthy 'NAT in one network' dir
one() { n far curl -gs --connect-timeout 2 -m 3 "$1" || echo none; }
URL=http://192.168.1.200/
check 'a far client is served' rs1 "$(one $URL)"

# A redirect counts once the way that it tells is known, so not with the first answer.
udp() { echo x | n far timeout 5 socat -t 1 - UDP4:192.168.1.200:53 2>/dev/null; }
astray() { for _ in 1 2 3 4 5 6 7 8; do [ -n "$(udp)" ] || return 0; sleep 0.2; done; return 1; }
back() { ip -n rs1 route flush cache; ! astray; }
finding dir RedirectsSent 'n dir sysctl -qw net.ipv4.conf.{all,public}.send_redirects=1' astray back

# The way back by the other network.
lab_real_server rs2 248
lvs -Command 'Remove-LvsService -Tcp 192.168.1.200:80; New-LvsService -Tcp 192.168.1.200:80 -PassThru | Add-LvsRealServer -Address 172.16.86.248 -Forwarding Masquerade'
lab_gateway 172.16.86.1 fd00:2::1 dir
healthy 'in by one network, back by the other' dir
check 'a far client is served' rs2 "$(one $URL)"
finding dir ReversePathStrict 'n dir sysctl -qw net.ipv4.conf.public.rp_filter=1; answers $URL' '! answers $URL' 'answers $URL'
exit $FAILED
