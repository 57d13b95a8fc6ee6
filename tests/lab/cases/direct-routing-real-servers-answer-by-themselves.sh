# Enable-LvsRealServerHost -Mode DirectRouting on rs1 and rs3 beside the scripts of old on rs2: the same settings, addresses and
# routes; requests are spread over all three and answered past the director; nobody but the director answers for the address, in
# IPv4 and IPv6; and what is undone is as before, also after a second Enable, a crash, a failure and without the right.
. "$LAB/topology.sh"
. "$LAB/check.sh"
VIP=192.168.1.205
VIP6=fd00:1::205
lab_up_dr
rs() { n "$1" dotnet "$LVSPS_SHELL" -Command "$2" 2>&1; }
id_of() { rs "$1" "try { $2 -ErrorAction Stop } catch { \$_.FullyQualifiedErrorId.Split(',')[0] }"; }
for i in rs1 rs2 rs3; do lab_dump $i >/run/$i.before; done

# What a scenario's script does, for comparison.
by_hand() {
    n "$1" sysctl -qw net.ipv4.conf.{all,lo}.arp_ignore=1 net.ipv4.conf.{all,lo}.arp_announce=2
    ip -n "$1" addr add $VIP/32 broadcast $VIP dev lo label lo:0
    ip -n "$1" addr add $VIP6/128 dev lo nodad
}
by_hand rs2
for i in rs1 rs3; do
    check "$i is set up without a word" '' "$(rs $i "Enable-LvsRealServerHost $VIP, $VIP6 -Mode DirectRouting")"
done
seen() {
    ip -n "$1" address show dev lo
    ip -n "$1" route show table all | grep $VIP
    ip -n "$1" -6 route show table all | grep $VIP6
    n "$1" sysctl -a 2>/dev/null | grep '^net.ipv4.conf' | grep -e arp_ -e rp_filter
}
seen rs2 >/run/by-hand
seen rs1 >/run/by-cmdlet
same 'the same as by ip and sysctl' /run/by-hand /run/by-cmdlet
check 'all is in place' 'True True' "$(rs rs1 '(Get-LvsRealServerHost).IsComplete -join " "')"
check 'what is done by hand is seen as well' "$VIP DirectRouting True, $VIP6 DirectRouting True" \
    "$(rs rs2 '(Get-LvsRealServerHost | ForEach-Object { "$_ $($_.IsComplete)" }) -join ", "')"

# Three real servers have the addresses, and nobody may answer for them but a director.
neighbour() { # neighbour ADDRESS: the link address that answers the client, or nothing
    local word=-4
    [[ $1 != *:* ]] || word=-6
    ip -n cl $word neigh flush all
    n cl bash -c "echo >/dev/udp/$1/9"
    lab_until 60 sh -c "ip -n cl $word neigh show $1 | grep -qE 'lladdr|FAILED'"
    ip -n cl $word neigh show "$1" | grep -o 'lladdr [^ ]*' | cut -d' ' -f2
}
check 'without a director nobody answers for the IPv4 address' '' "$(neighbour $VIP)"
check 'without a director nobody answers for the IPv6 address' '' "$(neighbour $VIP6)"
ip -n dir addr add $VIP/32 broadcast $VIP dev public label public:0
ip -n dir addr add $VIP6/128 dev public nodad
DIRECTOR=$(ip -n dir -br link show public | awk '{ print $3 }')
for _ in 1 2 3; do
    check 'the director answers for the IPv4 address' "$DIRECTOR" "$(neighbour $VIP)"
    check 'the director answers for the IPv6 address' "$DIRECTOR" "$(neighbour $VIP6)"
done

for service in $VIP:80 "[$VIP6]:80"; do
    n dir ipvsadm -A -t "$service" -s rr
    for i in 1 2 3; do
        case $service in
            \[*) n dir ipvsadm -a -t "$service" -r "[fd00:1::20$i]:80" -g ;;
            *) n dir ipvsadm -a -t "$service" -r 192.168.1.20$i:80 -g ;;
        esac
    done
done
watch_packets() { # watch_packets NAMESPACE FILE FILTER...
    touch "$2.says"
    n "$1" tcpdump -nli public "${@:3}" >"$2" 2>"$2.says" &
    WATCHING+=($!)
    lab_until 60 grep -q listening "$2.says"
}
for vip in $VIP $VIP6; do
    wait_http "http://$([[ $vip == *:* ]] && echo "[$vip]" || echo $vip)/"
    WATCHING=()
    watch_packets dir /run/at-dir -Q out tcp and src $vip
    watch_packets dir /run/at-dir-in -Q in tcp and src $vip
    watch_packets rs1 /run/at-rs1 -Q out tcp and src $vip
    check "$vip: each server has its share" 'rs1=4 rs2=4 rs3=4' "$(get "http://$([[ $vip == *:* ]] && echo "[$vip]" || echo $vip)/" 12)"
    lab_until 60 grep -q 'Flags .*F' /run/at-rs1
    kill "${WATCHING[@]}"
    wait "${WATCHING[@]}" 2>/dev/null
    check "$vip: rs1 answers the client itself" 1 "$(($(grep -c " $vip\.80 > " /run/at-rs1) >= 4))"
    check "$vip: no answer passes the director" 0 "$(cat /run/at-dir /run/at-dir-in | wc -l)"
done

# An answer of a server goes by the client's link address, which it asks for with an address of its own.
n rs1 ip neigh flush all
n cl tcpdump -nli public -c 1 arp and arp[6:2] = 1 and src host $VIP >/run/asked-with-vip 2>/dev/null &
SPY=$!
check 'still spread' 'rs1=1 rs2=1 rs3=1' "$(get http://$VIP/ 3)"
kill $SPY
wait $SPY 2>/dev/null
check 'nobody asks with the virtual address' '' "$(cat /run/asked-with-vip)"

# A second time, and one address after the other.
lab_dump rs1 >/run/rs1.enabled
rs rs1 "Enable-LvsRealServerHost $VIP, $VIP6 -Mode DirectRouting" >/run/said
lab_dump rs1 >/run/rs1.again
same 'a second time changes nothing' /run/rs1.enabled /run/rs1.again
check '-WhatIf of the end' "What if: Remove the address $VIP6/128 from lo." "$(rs rs1 "Disable-LvsRealServerHost $VIP6 -WhatIf")"
check 'ended' '' "$(rs rs1 "Get-LvsRealServerHost | Disable-LvsRealServerHost")"
lab_dump rs1 >/run/rs1.after
same 'as before' /run/rs1.before /run/rs1.after
check 'nothing is left in the record' '' "$(find /run/lvsps -name '*.host.json' -newer /run/rs1.enabled -size +0 | grep "$(n rs1 stat -Lc %i /proc/self/ns/net)")"
check 'rs3 is as it was' True "$(rs rs3 "(Get-LvsRealServerHost $VIP).IsComplete")"

# A setting that somebody else changed is left; several addresses; one with a route.
n rs1 sysctl -qw net.ipv4.conf.all.arp_announce=1
lab_dump rs1 >/run/rs1.one
rs rs1 "Enable-LvsRealServerHost $VIP DR -AddRoute; Enable-LvsRealServerHost 192.168.1.206 DR" >/run/said
check 'the second has a label of its own' 'lo:0 lo:1' "$(ip -n rs1 -4 addr show dev lo | grep -o 'lo:[0-9]' | tr '\n' ' ' | sed 's/ $//')"
check 'the route is there' 1 "$(ip -n rs1 route show table main | grep -c "^$VIP dev lo")"
rs rs1 "Disable-LvsRealServerHost $VIP" >/run/said
check 'the settings stay for the other' 2 "$(n rs1 sysctl -n net.ipv4.conf.all.arp_announce)"
rs rs1 "Disable-LvsRealServerHost 192.168.1.206" >/run/said
lab_dump rs1 >/run/rs1.two
same 'as before, with 1' /run/rs1.one /run/rs1.two
n rs1 sysctl -qw net.ipv4.conf.all.arp_announce=0

# A process that dies in the middle: the record is there before the first change.
for _ in 1 2 3; do
    n rs1 dotnet "$LVSPS_SHELL" -Command "Enable-LvsRealServerHost $VIP, 192.168.1.206, 192.168.1.207, $VIP6 DR" &
    VICTIM=$!
    RECORD=/run/lvsps/$(n rs1 stat -Lc %i /proc/self/ns/net)-$(cat /proc/sys/kernel/random/boot_id).host.json
    until [ -s "$RECORD" ] || ! kill -0 $VICTIM 2>/dev/null; do :; done
    kill -9 $VICTIM 2>/dev/null
    wait $VICTIM 2>/dev/null
    check 'the crash left a record' 1 "$([ -s "$RECORD" ] && echo 1)"
    rs rs1 "Get-LvsRealServerHost | Disable-LvsRealServerHost" >/run/said
    lab_dump rs1 >/run/rs1.after
    same 'after a crash as before' /run/rs1.before /run/rs1.after
done

# Refusals: one typed error each, and nothing half done.
check 'not root' PermissionDenied "$(n rs1 setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/tmp LVSPS_STATE_DIR=/tmp/nobody dotnet "$LVSPS_SHELL" \
    -Command "try { Enable-LvsRealServerHost $VIP DR -ErrorAction Stop } catch { \$_.FullyQualifiedErrorId.Split(',')[0] }" 2>&1)"
check 'a read-only /proc/sys' PermissionDenied "$(n rs1 unshare -m sh -c "mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys && exec dotnet '$LVSPS_SHELL' \
    -Command 'try { Enable-LvsRealServerHost $VIP DR -ErrorAction Stop } catch { \$_.FullyQualifiedErrorId.Split(\",\")[0] }'" 2>&1)"
lab_dump rs1 >/run/rs1.after
same 'nothing half done' /run/rs1.before /run/rs1.after
rs rs1 "Enable-LvsRealServerHost $VIP DR" >/run/said
lab_dump rs1 >/run/rs1.enabled
check 'the end on a read-only /proc/sys' PermissionDenied "$(n rs1 unshare -m sh -c "mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys && exec dotnet '$LVSPS_SHELL' \
    -Command 'try { Disable-LvsRealServerHost $VIP -ErrorAction Stop } catch { \$_.FullyQualifiedErrorId.Split(\",\")[0] }'" 2>&1)"
lab_dump rs1 >/run/rs1.after
same 'it is undone' /run/rs1.enabled /run/rs1.after
check 'an address that no host can have' InvalidEndpoint "$(id_of rs1 'Enable-LvsRealServerHost 224.0.0.1 DR')"

# Without a record it says what it left.
rs rs1 "Disable-LvsRealServerHost $VIP" >/run/said
by_hand rs1
check 'without a record it says what it left' 1 "$(rs rs1 "Disable-LvsRealServerHost $VIP 3>&1 | ForEach-Object { \"\$_\" }" |
    tr -d '\n' | grep -c "nothing was changed. Left are: .*net.ipv4.conf.all.arp_ignore=1.*address lo $VIP/32=present")"
check 'and leaves it' 1 "$(ip -n rs1 addr show dev lo | grep -c $VIP/32)"
exit $FAILED
