# One director takes the addresses of another that still answers: refused without -Force, with the other's hardware address; with it
# and -Announce the client's neighbours are changed at once, in IPv4 and IPv6, by the messages that a capture shows.
. "$LAB/topology.sh"
. "$LAB/check.sh"
VIP=192.168.1.205
VIP6=fd00:1::205
lab_up
lab_director dir2 202 247
lvs2() { n dir2 dotnet "$LVSPS_SHELL" "$@"; }
mac() { ip -n "$1" -br link show public | awk '{ print $3 }'; }
neighbour() { ip -n cl neigh show "$1" | awk '{ for (i = 1; i < NF; i++) if ($i == "lladdr") print $(i + 1) }'; }
capture() {
    n cl tcpdump -i public -nn -e -l 'arp or (icmp6 and ip6[40] == 136)' >/run/capture 2>/run/capture.err &
    CAPTURE=$!
    lab_until 20 grep -q listening /run/capture.err
}
seen() { grep -c -e "$1" /run/capture; }
captured() { [ "$(seen "$1")" -ge "$2" ]; }

capture
check 'added and announced without a word' '' "$(lvs -Command "Add-LvsVirtualAddress $VIP, $VIP6 public -Announce -AnnounceInterval 1" 2>&1)"
lab_until 20 captured "Request who-has $VIP tell $VIP" 10
lab_until 20 captured "neighbor advertisement, tgt is $VIP6" 10
check 'gratuitous ARP, five and five' 10 "$(seen "$(mac dir) > ff:ff:ff:ff:ff:ff.*Request who-has $VIP tell $VIP")"
check 'neighbour advertisements, five and five, from the address to all' 10 "$(seen "$(mac dir) > 33:33:00:00:00:01.*$VIP6 > ff02::1.*neighbor advertisement, tgt is $VIP6")"
check 'asked before, three times, from no address' 3 "$(seen "$(mac dir) > ff:ff:ff:ff:ff:ff.*Request who-has $VIP tell 0.0.0.0")"
kill $CAPTURE; wait $CAPTURE 2>/dev/null

# The client knows the first director, which answers for both.
n cl busybox ping -qc1 -W5 $VIP >/dev/null
n cl busybox ping -qc1 -W5 $VIP6 >/dev/null
check 'the client has them at the first director' "$(mac dir) $(mac dir)" "$(neighbour $VIP) $(neighbour $VIP6)"

lab_dump dir2 >/run/before
for address in $VIP $VIP6; do
    lvs2 -Command "try { Add-LvsVirtualAddress $address public -ErrorAction Stop } catch { \$_.FullyQualifiedErrorId.Split(',')[0]; \$_.ToString() }" >/run/out 2>&1
    check "$address is refused with who has it" "AddressInUse
$address is in use: the host $(mac dir) answers for it on public." "$(cat /run/out)"
done
lab_dump dir2 >/run/after
same 'and nothing was done' /run/before /run/after

capture
check 'taken by force without a word' '' "$(lvs2 -Command "Add-LvsVirtualAddress $VIP, $VIP6 -Force -Announce -AnnounceCount 2 -AnnounceInterval 0" 2>&1)"
lab_until 20 captured "neighbor advertisement, tgt is $VIP6" 2
check 'nobody was asked' 0 "$(seen "who-has $VIP tell 0.0.0.0")"
check 'the client has them at the second director at once' "$(mac dir2) $(mac dir2)" "$(neighbour $VIP) $(neighbour $VIP6)"
kill $CAPTURE; wait $CAPTURE 2>/dev/null
lvs -Command "Get-LvsVirtualAddress | Remove-LvsVirtualAddress"
n cl ip neigh flush dev public
check 'the second answers, asked from outside' '0 0' "$(n cl busybox ping -qc1 -W5 $VIP >/dev/null; echo -n "$? "; n cl busybox ping -qc1 -W5 $VIP6 >/dev/null; echo $?)"
check 'alone' "$(mac dir2) $(mac dir2)" "$(neighbour $VIP) $(neighbour $VIP6)"
check 'and is asked by the first one now' AddressInUse "$(lvs -Command "try { Add-LvsVirtualAddress $VIP6 -ErrorAction Stop } catch { \$_.FullyQualifiedErrorId.Split(',')[0] }")"

# A real server has the address on lo and does not answer for it.
lvs2 -Command "Get-LvsVirtualAddress | Remove-LvsVirtualAddress"
n dir2 sysctl -qw net.ipv4.conf.{all,lo}.arp_ignore=1 net.ipv4.conf.{all,lo}.arp_announce=2
lvs2 -Command "Add-LvsVirtualAddress $VIP, $VIP6 lo"
check 'beside a real server the director takes them' "$VIP $VIP6" "$(lvs -Command "(Add-LvsVirtualAddress $VIP, $VIP6 public -PassThru) -join ' '" 2>&1)"

# Ctrl+C ends the wait for the second round; the address stays.
# A shell's background job ignores the signal; perl, which Debian always has, takes that back.
ip netns exec dir perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' \
    dotnet "$LVSPS_SHELL" -Command "Add-LvsVirtualAddress 192.168.1.207 public -Announce -AnnounceInterval 600" >/run/out 2>&1 &
WAITING=$!
on() { ip -n dir addr show dev public | grep -q "$1"; }
lab_until 60 on 192.168.1.207/32
kill -INT $WAITING
gone() { ! kill -0 $WAITING 2>/dev/null; }
lab_until 60 gone
on 192.168.1.207/32
check 'Ctrl+C ends the wait, the address stays' 0 $?
exit $FAILED
