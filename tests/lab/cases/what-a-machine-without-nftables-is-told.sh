# No libnftables on the machine, a file in its place that is no library, and a user who is not root: one typed error each, nothing
# half done, and the rest of LvsPS works on.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
lvs -Command 'New-LvsService -Tcp 192.168.1.200:80' || check 'a service' 0 $?
lab_dump dir >/run/before

refused='
function Refused([scriptblock] $what) {
    try { & $what -ErrorAction Stop; "$what : nothing" }
    catch { "$("$what".Trim().Split(" ")[0]) $($_.FullyQualifiedErrorId.Split(",")[0]) $($_.CategoryInfo.Category)" }
}
Refused { Get-LvsFwMark -ErrorAction Stop }
Refused { Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 80 -ErrorAction Stop }
Refused { Remove-LvsFwMark 3 -ErrorAction Stop }
Refused { Get-LvsFullNat -ErrorAction Stop }
Refused { Enable-LvsFullNat -Tcp 192.168.1.200:80 -ErrorAction Stop }
Refused { Disable-LvsFullNat -Tcp 192.168.1.200:80 -ErrorAction Stop }'
all() { for c in Get-LvsFwMark Set-LvsFwMark Remove-LvsFwMark Get-LvsFullNat Enable-LvsFullNat Disable-LvsFullNat; do echo "$c $1"; done; }

library=$(readlink -f "$(ldconfig -p | awk '$1 == "libnftables.so.1" { print $NF; exit }')")
check 'the library is there at first' '' "$(lvs -Command 'Get-LvsFwMark')"
mount --bind /dev/null "$library"
check 'a file that is no library' "$(all 'NftablesNotAvailable NotInstalled')" "$(lvs -Command "$refused")"
umount "$library"
mv "$library" /run/hidden.so
check 'no library' "$(all 'NftablesNotAvailable NotInstalled')" "$(lvs -Command "$refused")"
check 'what to install is said' 1 "$(lvs -Command 'try { Get-LvsFwMark -ErrorAction Stop } catch { $_.ErrorDetails.RecommendedAction }' | grep -c 'apt install libnftables1')"
check 'the table works on' 'tcp://192.168.1.200:80' "$(lvs -Command 'Get-LvsService | ForEach-Object { "$_" }')"
mv /run/hidden.so "$library"

nobody() { n dir setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set -all --inh-caps -all env HOME=/run/nobody dotnet "$LVSPS_SHELL" "$@"; }
mkdir -m 777 -p /run/nobody
check 'not root' "$(all 'PermissionDenied PermissionDenied')" "$(nobody -Command "$refused" 2>&1)"

lab_dump dir >/run/after
same 'nothing was changed' /run/before /run/after

n dir nft add table inet lvsps
n dir nft add chain inet lvsps full-nat '{ type filter hook input priority 0; }'
lab_dump dir >/run/before
check 'somebody has a chain of our name' 'ForeignChain' \
    "$(lvs -Command 'try { Enable-LvsFullNat -Tcp 192.168.1.200:80 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(",")[0] }')"
lab_dump dir >/run/after
same 'which changes nothing' /run/before /run/after
n dir nft delete table inet lvsps

mount -o remount,ro /proc/sys 2>/dev/null || { mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys; }
lab_dump dir >/run/before
check 'a read-only /proc/sys' 'PermissionDenied' \
    "$(lvs -Command 'try { Enable-LvsFullNat -Tcp 192.168.1.200:80 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(",")[0] }')"
lab_dump dir >/run/after
same 'no rule is there without the setting' /run/before /run/after
exit $FAILED
