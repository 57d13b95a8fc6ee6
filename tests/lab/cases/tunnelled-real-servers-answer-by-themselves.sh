# Enable-LvsRealServerHost -Mode Tunnel on rs1 and rs3 beside the commands of old on rs2, by ipip, gre and gue, with virtual addresses
# and real servers of either family: the same devices and settings; requests are spread over all three and answered past the
# director, though rp_filter is 1 everywhere; and what is undone is as before, also after a second Enable, a crash and a failure.
. "$LAB/topology.sh"
. "$LAB/check.sh"
VIP=192.168.1.205
VIP6=fd00:1::205
if [ -e /proc/modules ]; then
    # No tunnel is loaded, and the kernel loads what is asked for, as on any machine; here it must be told where that is.
    lab_modules() { modprobe -qa ip_vs ip_vs_rr veth bridge; }
    mkdir -p "$RUN/root/lib"
    ln -sfn /usr/lib/uml/modules "$RUN/root/lib/modules"
    printf '#!/bin/sh\nexec /sbin/modprobe -d %s "$@"\n' "$RUN/root" >"$RUN/modprobe"
    chmod +x "$RUN/modprobe"
    echo "$RUN/modprobe" >/proc/sys/kernel/modprobe
fi
lab_up_tun
ip -n dir addr add $VIP/32 dev public
ip -n dir addr add $VIP6/128 dev public nodad
rs() { n "$1" dotnet "$LVSPS_SHELL" -Command "$2" 2>&1; }
local_of() { # local_of SERVER FAMILY
    case $1$2 in
        rs14) echo 172.16.86.250 ;; rs24) echo 172.16.86.248 ;; rs34) echo 172.16.86.251 ;;
        rs16) echo fd00:2::250 ;; rs26) echo fd00:2::248 ;; rs36) echo fd00:2::251 ;;
    esac
}
enable() { # enable SERVER ADDRESS FAMILY TYPE: the line
    echo "Enable-LvsRealServerHost $2 Tunnel -TunnelType $4 -LocalAddress $(local_of "$1" "$3")$([ "$4" != gue ] || echo ' -Port 6080')"
}

if [ -e /proc/modules ]; then
    check 'no tunnel is loaded' '' "$(grep -E '^(ipip|ip_gre|sit|fou|fou6|ip6_tunnel|ip6_gre) ' /proc/modules)"
    for type in ipip gre gue; do
        for family in 4 6; do
            vip=$([ $family = 4 ] && echo $VIP || echo $VIP6)
            if [ $type$family = gue4 ]; then
                # The kernel has no name by which it could find this one.
                check 'GUE without its module' 'NotSupportedByKernel: Load its module: modprobe fou, and for IPv6 modprobe fou6.' \
                    "$(rs rs3 "try { $(enable rs3 $vip 4 gue) -ErrorAction Stop } catch { \"\$(\$_.FullyQualifiedErrorId.Split(',')[0]): \$(\$_.ErrorDetails.RecommendedAction)\" }")"
                modprobe -a fou fou6
            fi
            check "$type over IPv$family is loaded by what asks for it" True "$(rs rs3 "($(enable rs3 $vip $family $type) -PassThru).IsComplete; Disable-LvsRealServerHost $vip")"
        done
    done
    rs rs3 "$(enable rs3 $VIP6 4 ipip); Disable-LvsRealServerHost $VIP6"
fi
for i in rs1 rs2 rs3; do lab_dump $i >/run/$i.before; done

by_hand() { # by_hand SERVER ADDRESS FAMILY TYPE, the device being named as ours, so that both can be compared
    local local kind width=32 mode='remote any'
    local=$(local_of "$1" "$3")
    [[ $2 != *:* ]] || width=128
    case $4$3$width in
        gre4*) kind=gre ;; gre6*) kind=ip6gre mode='remote ::' ;; *6*) kind=ip6tnl mode='mode any' ;; *128) kind=sit ;; *) kind=ipip ;;
    esac
    [ $width = 128 ] || n "$1" sysctl -qw net.ipv4.conf.{all,lo}.arp_ignore=1 net.ipv4.conf.{all,lo}.arp_announce=2
    [ "$4" != gue ] || ip -n "$1" "-$3" fou add port 6080 gue
    ip -n "$1" link add lvsps-$kind type $kind local "$local" $mode
    [ $width = 128 ] || n "$1" sysctl -qw net.ipv4.conf.lvsps-$kind.rp_filter=2
    ip -n "$1" link set lvsps-$kind up
    ip -n "$1" addr add "$2/$width" dev lvsps-$kind $([ $width = 32 ] || echo nodad)
}
seen() { # seen SERVER FAMILY: without what differs between two servers, and without how the device would send, which it never does
    {
        ip -n "$1" -d link show | grep -A9 lvsps- | sed -E 's/^[0-9]+: //'
        ip -n "$1" address show | grep -A9 lvsps- | sed -E 's/^[0-9]+: //'
        ip -n "$1" route show table all | grep -e lvsps- -e $VIP
        ip -n "$1" -6 route show table all | grep -e lvsps- -e $VIP6
        ip -n "$1" fou show
        n "$1" sysctl -a 2>/dev/null | grep '^net.ipv4.conf' | grep -e arp_ -e rp_filter
    } | sed -E "s/$(local_of "$1" "$2")/LOCAL/g; s/fe80::[0-9a-f:]*/LINKLOCAL/; s/(link\/[a-z0-9]+) [^ ]* /\1 /; s/ permaddr [^ ]*//
        s/(ipip|sit) (any|ipip|ip6ip) /\1 /; s/ (ttl|hoplimit) (inherit|[0-9]+)//; s/ encaplimit [0-9]+//"
}
clear_by_hand() {
    local d
    for d in $(ip -n "$1" -o link show | grep -o 'lvsps-[a-z0-9]*' | sort -u); do ip -n "$1" link del "$d"; done
    n "$1" sysctl -qw net.ipv4.conf.{all,lo}.arp_ignore=0 net.ipv4.conf.{all,lo}.arp_announce=0
    ip -n "$1" -4 fou del port 6080 2>/dev/null
    ip -n "$1" -6 fou del port 6080 2>/dev/null
}

walk() { # walk TYPE VIP FAMILY: of the outer packets
    local type=$1 vip=$2 family=$3 what service url tun i
    what="$type, $vip over IPv$family"
    service=$vip:80
    [[ $vip != *:* ]] || service="[$vip]:80"
    url=http://${service%:80}/
    case $type in
        gue) tun="--tun-type gue --tun-port 6080" ;; *) tun="--tun-type $type" ;;
    esac
    n dir ipvsadm -C
    n dir ipvsadm -A -t "$service" -s rr
    for i in rs1 rs2 rs3; do
        n dir ipvsadm -a -t "$service" -r "$([ "$family" = 4 ] && echo "$(local_of $i 4):80" || echo "[$(local_of $i 6)]:80")" -i $tun
    done
    by_hand rs2 "$vip" "$family" "$type"
    for i in rs1 rs3; do check "$what: $i is set up without a word" '' "$(rs $i "$(enable $i $vip $family $type)")"; done
    seen rs2 "$family" >/run/by-hand
    seen rs1 "$family" >/run/by-cmdlet
    same "$what: the same as by ip and sysctl" /run/by-hand /run/by-cmdlet

    wait_http "$url"
    touch /run/at-dir.says /run/at-rs1.says
    n dir tcpdump -nli any tcp and src "$vip" >/run/at-dir 2>/run/at-dir.says &
    SPIES=($!)
    n rs1 tcpdump -nli private -Q out tcp and src "$vip" >/run/at-rs1 2>/run/at-rs1.says &
    SPIES+=($!)
    lab_until 60 sh -c 'grep -q listening /run/at-dir.says && grep -q listening /run/at-rs1.says'
    check "$what: each server has its share" 'rs1=2 rs2=2 rs3=2' "$(get "$url" 6)"
    lab_until 60 grep -q 'Flags .*F' /run/at-rs1
    kill "${SPIES[@]}"
    wait "${SPIES[@]}" 2>/dev/null
    check "$what: rs1 answers the client itself" 1 "$(($(grep -c " $vip\.80 > " /run/at-rs1) >= 2))"
    check "$what: no answer passes the director" 0 "$(wc -l </run/at-dir)"

    for i in rs1 rs3; do check "$what: $i is ended without a word" '' "$(rs $i "Disable-LvsRealServerHost $vip")"; done
    clear_by_hand rs2
    for i in rs1 rs2 rs3; do
        lab_dump $i >/run/$i.after
        same "$what: $i is as before" /run/$i.before /run/$i.after
    done
}
for type in ipip gre gue; do
    walk $type $VIP 4
    walk $type $VIP6 6
done
walk ipip $VIP6 4
walk ipip $VIP 6

# Two addresses share the device, and the numbers are right.
lab_dump rs1 >/run/rs1.zero
check 'the largest packet and segment' '1480 1440, 1460 1400, 1476 1436, 1468 1428' "$(rs rs1 "
    (@(\$(Enable-LvsRealServerHost $VIP Tunnel -PassThru; Enable-LvsRealServerHost $VIP6 Tunnel -PassThru; Get-LvsRealServerHost | Disable-LvsRealServerHost
    Enable-LvsRealServerHost $VIP Tunnel -TunnelType Gre -PassThru; Get-LvsRealServerHost | Disable-LvsRealServerHost
    Enable-LvsRealServerHost $VIP Tunnel -TunnelType Gue -Port 6080 -PassThru; Get-LvsRealServerHost | Disable-LvsRealServerHost) |
    ForEach-Object { \"\$(\$_.Mtu) \$(\$_.AdvisedMss)\" }) -join ', ')")"
check 'the local end is found by the route' "$(local_of rs1 4) $(local_of rs1 6)" \
    "$(rs rs1 "(@(Enable-LvsRealServerHost $VIP, $VIP6, 192.168.1.206 Tunnel -PassThru).LocalAddress[0, 1]) -join ' '")"
rs rs1 "Enable-LvsRealServerHost $VIP, $VIP6, 192.168.1.206 Tunnel; Disable-LvsRealServerHost $VIP" >/run/said
check 'the device stays for the other address' 1 "$(ip -n rs1 -o link show lvsps-ipip | wc -l)"
lab_dump rs1 >/run/rs1.one
rs rs1 'Enable-LvsRealServerHost 192.168.1.206 Tunnel' >/run/said
lab_dump rs1 >/run/rs1.two
same 'a second time changes nothing' /run/rs1.one /run/rs1.two
rs rs1 'Get-LvsRealServerHost | Disable-LvsRealServerHost' >/run/said
lab_dump rs1 >/run/rs1.after
same 'as before' /run/rs1.zero /run/rs1.after

# A process that dies in the middle, and a step that fails there: another device has the same ends.
RECORD=/run/lvsps/$(n rs1 stat -Lc %i /proc/self/ns/net)-$(cat /proc/sys/kernel/random/boot_id).host.json
for _ in 1 2; do
    n rs1 dotnet "$LVSPS_SHELL" -Command "Enable-LvsRealServerHost $VIP, 192.168.1.206, $VIP6 Tunnel -TunnelType Gue -Port 6080" &
    VICTIM=$!
    until [ -s "$RECORD" ] || ! kill -0 $VICTIM 2>/dev/null; do :; done
    kill -9 $VICTIM 2>/dev/null
    wait $VICTIM 2>/dev/null
    check 'the crash left a record' 1 "$([ -s "$RECORD" ] && echo 1)"
    rs rs1 'Get-LvsRealServerHost | Disable-LvsRealServerHost' >/run/said
    lab_dump rs1 >/run/rs1.after
    same 'after a crash as before' /run/rs1.zero /run/rs1.after
done
ip -n rs1 link add theirs type ipip local "$(local_of rs1 4)" remote any
lab_dump rs1 >/run/rs1.theirs
check 'a device of others with the same ends' KernelRejected "$(rs rs1 "try { Enable-LvsRealServerHost $VIP Tunnel -TunnelType Gue -Port 6080 -ErrorAction Stop } catch { \$_.FullyQualifiedErrorId.Split(',')[0] }")"
lab_dump rs1 >/run/rs1.after
same 'what came before it is undone' /run/rs1.theirs /run/rs1.after
check 'the record is gone' '' "$(ls "$RECORD" 2>/dev/null)"
exit $FAILED
