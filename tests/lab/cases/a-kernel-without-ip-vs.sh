# kernel: debian
# A kernel that has no ip_vs and cannot load it: one clear error, from a reading and from a change.
. "$LAB/topology.sh"
. "$LAB/check.sh"
echo /bin/false >/proc/sys/kernel/modprobe
ip link set lo up
ip netns add dir
TELL='try { %s } catch { $e = $_ }; "ID=$($e.FullyQualifiedErrorId) $($e.CategoryInfo.Category)"; "REMEDY=$($e.ErrorDetails.RecommendedAction)"'
tell() { lvs -Command "$(printf "$TELL" "$1")" 2>&1; }
check 'ip_vs is not loaded' '' "$(grep '^ip_vs ' /proc/modules)"
check 'a reading' 'ID=IpvsNotAvailable,LvsPS.Commands.GetLvsServiceCommand NotInstalled' "$(tell Get-LvsService | grep ^ID)"
check 'a change' 'ID=IpvsNotAvailable,LvsPS.Commands.NewLvsServiceCommand NotInstalled' "$(tell 'New-LvsService -Tcp 10.0.0.1:80' | grep ^ID)"
check 'and it says what to do' 1 "$(tell Get-LvsInfo | grep -c '^REMEDY=.*modprobe ip_vs')"
check 'ip_vs is still not loaded' '' "$(grep '^ip_vs ' /proc/modules)"
exit $FAILED
