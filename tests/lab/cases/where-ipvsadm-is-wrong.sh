# The wrong answers of ipvsadm 1.31, each beside the right one of LvsPS: firewall marks from 2^31 on, and the flag of sh and
# mh that it leaves out, and connections and packets of real servers, which it takes modulo 2^32. Their bytes are right in both.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_modules
lab_node dir cl
n dir sysctl -qw net.ipv4.ip_forward=1
ipvs() { n dir ipvsadm "$@"; }
rules() { lvs -Command 'ConvertTo-LvsRule -Dialect Ipvsadm'; }

ipvs -A -f 3000000000 -s wlc
ipvs -A -t 192.168.1.200:81 -s mh -b flag-3
ipvs -Sn >/run/by-ipvsadm
rules >/run/by-lvsps
check 'a mark of 3000000000: ipvsadm' '-A -f -1294967296 -s wlc' "$(grep -e '-f' /run/by-ipvsadm)"
check 'a mark of 3000000000: LvsPS' '-A -f 3000000000 -s wlc' "$(grep -e '-f 3' /run/by-lvsps)"
check 'flag-3 of mh: ipvsadm' '-A -t 192.168.1.200:81 -s mh -b ' "$(grep -e '-t' /run/by-ipvsadm)"
check 'flag-3 of mh: LvsPS' '-A -t 192.168.1.200:81 -s mh -b flag-3' "$(grep -e '-t' /run/by-lvsps)"

ipvs -C
ipvs -R </run/by-ipvsadm >/run/said 2>&1
check 'ipvsadm cannot read its own file' 2 $?
check 'and restores nothing of it' '' "$(ipvs -Sn)"
ipvs -R </run/by-lvsps
check 'it reads the one of LvsPS' "$(cat /run/by-lvsps)" "$(rules)"
OURS=$(lvs -Command 'Import-LvsTable /run/by-ipvsadm -Mode Replace' 2>&1)
check 'LvsPS says what the mark should be' 1 "$(grep -c 'expected 3000000000' <<<"$(tr -s ' \n' ' ' <<<"$OURS")")"
check 'and leaves the table alone' "$(cat /run/by-lvsps)" "$(rules)"

# A line that fails, and one that does not.
printf '%s\n' '-a -t 192.168.1.200:9999 -r 10.0.0.9:80 -m' '-A -t 192.168.1.200:82 -s rr' >/run/half
ipvs -R </run/half >/run/said 2>&1
check 'ipvsadm: exit code 0 for a file of which a line failed' 0 $?
lvs -Command 'Import-LvsTable /run/half; if (-not $?) { exit 5 }' >/run/said 2>&1
check 'LvsPS: an error' 5 $?
ipvs -C

# Datagrams as large as there are, which go through the director to a machine that is not there.
ip link add public mtu 65535 netns dir type veth peer name public mtu 65535 netns cl
ip -n dir address add 10.9.0.1/24 dev public; ip -n cl address add 10.9.0.2/24 dev public
ip -n dir link add private mtu 65535 type dummy
ip -n dir address add 10.0.0.1/24 dev private
for link in 'dir public' 'cl public' 'dir private'; do ip -n ${link% *} link set ${link#* } up; done
ip -n dir neighbour add 10.0.0.9 lladdr 02:00:00:00:00:09 dev private
ipvs -A -u 10.9.0.1:5000 -s rr
ipvs -a -u 10.9.0.1:5000 -r 10.0.0.9:5000 -m
DATAGRAMS=66000
BYTES=$((DATAGRAMS * (65500 + 28)))
n cl bash -c "dd bs=65500 count=$DATAGRAMS if=/dev/zero status=none >/dev/udp/10.9.0.1/5000"
numbers() { "$@" ipvsadm -Ln --stats --exact | awk '$1 == "UDP" || $2 == "10.0.0.9:5000" { print $2, $3, $4, $6 }'; }
ours() { "$@" dotnet "$LVSPS_SHELL" -Command 'Get-LvsStats | ForEach-Object {
    $name = if ($_.Address) { "$($_.Address):$($_.Port)" } else { "$($_.Service)" -replace "^udp://" }
    "$name $($_.Connections) $($_.IncomingPackets) $($_.IncomingBytes)" }'; }
complete() { numbers n dir | grep -q "^10.9.0.1:5000 1 $DATAGRAMS "; }
lab_until 60 complete
RIGHT="10.9.0.1:5000 1 $DATAGRAMS $BYTES
10.0.0.9:5000 1 $DATAGRAMS $BYTES"
check "$BYTES bytes: ipvsadm" "$RIGHT" "$(numbers n dir)"
check "$BYTES bytes: LvsPS" "$RIGHT" "$(ours n dir)"

# 2^32 more connections and packets, which would take weeks, are put into the kernel's answers.
MORE=$((1 << 32))
gcc -std=gnu17 -O2 -shared -fPIC -o /run/stats64.so "$LAB/stats64.c"
more() { n dir env LD_PRELOAD=/run/stats64.so "$@"; }
check '2^32 more connections and packets: ipvsadm is right for the service, and wrong for its server' \
    "10.9.0.1:5000 $((MORE + 1)) $((MORE + DATAGRAMS)) $BYTES
10.0.0.9:5000 1 $DATAGRAMS $BYTES" "$(numbers more)"
check '2^32 more connections and packets: LvsPS is right for both' \
    "10.9.0.1:5000 $((MORE + 1)) $((MORE + DATAGRAMS)) $BYTES
10.0.0.9:5000 $((MORE + 1)) $((MORE + DATAGRAMS)) $BYTES" "$(ours more)"
exit $FAILED
