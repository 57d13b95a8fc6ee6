# Add- and Remove-LvsVirtualAddress leave what 'ip addr' leaves, and after the removal the machine is as it was before; what the host
# serves is what its kernel says, AnyIP included; each refusal of a real kernel is one error and changes nothing.
. "$LAB/topology.sh"
. "$LAB/check.sh"
VIP=192.168.1.205
VIP6=fd00:1::205
lab_up
id_of() { lvs -Command "try { $1 -ErrorAction Stop; 'no error' } catch { \$_.FullyQualifiedErrorId.Split(',')[0] }" 2>&1; }
addresses() { ip -n dir address show; ip -n dir route show table all; ip -n dir -6 route show table all; }
lab_dump dir >/run/before

ip -n dir addr add $VIP/32 broadcast $VIP dev public label public:0
ip -n dir addr add $VIP6/128 dev public nodad
ip -n dir addr add 192.168.1.206/24 broadcast 192.168.1.255 dev public
ip -n dir addr add $VIP/32 broadcast $VIP dev lo label lo:0
addresses >/run/by-ip
ip -n dir addr del $VIP/32 dev public
ip -n dir addr del $VIP6/128 dev public
ip -n dir addr del 192.168.1.206/24 dev public
ip -n dir addr del $VIP/32 dev lo
check 'added without a word' '' "$(lvs -Command "
    Add-LvsVirtualAddress $VIP public -Label public:0
    Add-LvsVirtualAddress $VIP6
    Add-LvsVirtualAddress 192.168.1.206/24 public
    Add-LvsVirtualAddress $VIP lo -Label lo:0
    Add-LvsVirtualAddress $VIP public
    Add-LvsVirtualAddress $VIP6, 192.168.1.206" 2>&1)"
addresses >/run/by-cmdlet
same 'the same addresses and routes as by ip' /run/by-ip /run/by-cmdlet

check 'what is on several interfaces has to be named' InterfaceRequired "$(id_of "Remove-LvsVirtualAddress $VIP")"
check 'the own address of the host stays' InvalidVirtualAddress "$(id_of 'Remove-LvsVirtualAddress 192.168.1.200 public')"
check 'removed without a word, twice' '' "$(lvs -Command "
    1..2 | ForEach-Object {
        Remove-LvsVirtualAddress $VIP lo
        Get-LvsVirtualAddress | Remove-LvsVirtualAddress
        Remove-LvsVirtualAddress $VIP, $VIP6 public
        Remove-LvsVirtualAddress 192.168.1.206/24
    }" 2>&1)"
lab_dump dir >/run/after
same 'removed without a trace' /run/before /run/after

# What is served: on an interface, by a local route, not at all; one whose detection of duplicates still runs is not.
n dir ipvsadm -A -t $VIP:80
n dir ipvsadm -A -t $VIP:443
n dir ipvsadm -A -t 10.9.0.7:80
n dir ipvsadm -A -t 10.9.1.7:80
n dir ipvsadm -A -u "[fd09::7]:53"
n dir ipvsadm -A -u "[$VIP6]:53"
n dir ipvsadm -A -f 3
ip -n dir route add local 10.9.0.0/24 dev lo
ip -n dir -6 route add local fd09::/64 dev lo
ip -n dir addr add $VIP/32 dev public
rows='ForEach-Object { "$_ $($_.Interface) $($_.IsServed) $($_.Services)" }'
check 'which addresses are served' "10.9.0.7  True tcp://10.9.0.7:80
10.9.1.7  False tcp://10.9.1.7:80
$VIP public True tcp://$VIP:80 tcp://$VIP:443
$VIP6  False udp://[$VIP6]:53
fd09::7  True udp://[fd09::7]:53" "$(lvs -Command "Get-LvsVirtualAddress | $rows")"
check 'what is missing is added in one line' "$VIP6 public" "$(lvs -Command '
    Get-LvsVirtualAddress -NotServed -Address fd00:1::/64, 192.168.0.0/16 | Add-LvsVirtualAddress -PassThru | ForEach-Object { "$_ $($_.Interface)" }')"
check 'and from outside' 10.9.1.7 "$(dotnet "$LVSPS_SHELL" -Command '$s = New-LvsSession -NetworkNamespace dir; (Get-LvsVirtualAddress -NotServed -Session $s).Address.ToString()')"
n dir sysctl -qw net.ipv6.conf.all.accept_dad=1 net.ipv6.conf.public.accept_dad=1 net.ipv6.conf.public.dad_transmits=50
ip -n dir addr del $VIP6/128 dev public
ip -n dir addr add $VIP6/128 dev public
check 'while detection of duplicates runs it is not served' "$VIP6 public False udp://[$VIP6]:53" "$(lvs -Command "Get-LvsVirtualAddress $VIP6 | $rows")"

# Bad input: one error each, and nothing changed.
ip -n dir addr del $VIP6/128 dev public
ip -n dir link add off type dummy
ip -n dir link set off up
n dir sysctl -qw net.ipv6.conf.off.disable_ipv6=1
ip -n dir link add idle type veth peer name idle-peer
lab_dump dir >/run/before
check 'no such interface' InterfaceNotFound "$(id_of 'Add-LvsVirtualAddress 192.168.1.207 nosuch')"
check 'no such interface to remove from' InterfaceNotFound "$(id_of 'Remove-LvsVirtualAddress 192.168.1.207 nosuch')"
check 'a name that no interface can have' InterfaceNotFound "$(id_of 'Add-LvsVirtualAddress 192.168.1.207 an-interface-of-many-letters')"
check 'no interface is near' InterfaceRequired "$(id_of 'Add-LvsVirtualAddress 10.99.0.1')"
check 'a multicast address' InvalidEndpoint "$(id_of 'Add-LvsVirtualAddress 224.0.0.7 public')"
check 'a label of another interface' InvalidVirtualAddress "$(id_of 'Add-LvsVirtualAddress 192.168.1.207 public -Label lo:0')"
check 'IPv6 with a label' InvalidVirtualAddress "$(id_of 'Add-LvsVirtualAddress fd00:1::207 public -Label public:0')"
check 'a mark service' InvalidEndpoint "$(id_of 'Get-LvsService -FwMark 3 | Add-LvsVirtualAddress -Interface public')"
check 'announced where nobody is' InvalidVirtualAddress "$(id_of 'Add-LvsVirtualAddress 192.168.1.207 lo -Announce')"
check 'announced on an interface that is down' InvalidVirtualAddress "$(id_of 'Add-LvsVirtualAddress 192.168.1.207 idle -Announce')"
check 'IPv6 is switched off' NotSupportedByKernel "$(id_of 'Add-LvsVirtualAddress fd00:1::207 off')"
powerless() {
    n dir setpriv --bounding-set=-net_admin,-net_raw --inh-caps=-net_admin,-net_raw dotnet "$LVSPS_SHELL" -Command "
        try { $1 -ErrorAction Stop; 'no error' } catch { \$_.FullyQualifiedErrorId.Split(',')[0] }" 2>&1
}
check 'without the right to add' PermissionDenied "$(powerless 'Add-LvsVirtualAddress 192.168.1.207 lo')"
check 'without the right to ask' PermissionDenied "$(powerless 'Add-LvsVirtualAddress 192.168.1.207 public')"
check 'without the right to remove' PermissionDenied "$(powerless "Remove-LvsVirtualAddress $VIP public")"
check 'without the right what is there is no error' 'no error' "$(powerless "Add-LvsVirtualAddress $VIP public")"
lab_dump dir >/run/after
same 'no refusal has changed anything' /run/before /run/after
exit $FAILED
