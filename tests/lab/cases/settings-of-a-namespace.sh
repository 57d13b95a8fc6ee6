# Settings are those of the session's network namespace; every one that this kernel has is known, with its range and its default.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_modules
lab_node dir
n dir ipvsadm -A -f 1 && n dir ipvsadm -C
everything() { n dir sysctl net.ipv4.vs 2>/dev/null | sed 's/^net\.ipv4\.vs\.//; s/ = /=/; s/\t/ /g' | sort; }
check 'every setting and its value' "$(everything)" "$(lvs -Command 'Get-LvsKernelSetting | ForEach-Object { "$($_.Name)=$($_.Value)" }' | sort)"
check 'none is unknown' '' "$(lvs -Command 'Get-LvsKernelSetting | Where-Object { -not $_.Description } | ForEach-Object Name')"
check 'each has the default of a fresh namespace' '' "$(lvs -Command 'Get-LvsKernelSetting | Where-Object { $null -ne $_.Default -and $_.Default -ne $_.Value } | ForEach-Object { "$_ $($_.Value)" }')"

# From outside, by a session.
dotnet "$LVSPS_SHELL" -Command '$s = New-LvsSession -NetworkNamespace dir
    Set-LvsKernelSetting expire_nodest_conn $true -Session $s
    Set-LvsKernelSetting sync_threshold 5, 100 -Session $s
    Set-LvsKernelSetting drop_entry 2 -Session $s -PassThru | Where-Object { $_.Value -notin 1, 2 } | ForEach-Object { "drop_entry $($_.Value)" }
    Get-LvsKernelSetting sync_retries -Session $s | Set-LvsKernelSetting -Value 3
    "inside $((Get-LvsKernelSetting sync_ports -Session $s).Value)"' >/tmp/out 2>&1
check 'nothing went wrong' 'inside 1' "$(cat /tmp/out)"
check 'written in the namespace' $'1\n5\t100\n3' "$(n dir sysctl -n net.ipv4.vs.expire_nodest_conn net.ipv4.vs.sync_threshold net.ipv4.vs.sync_retries)"
check 'and not outside of it' $'0\n3\t50\n0' "$(sysctl -n net.ipv4.vs.expire_nodest_conn net.ipv4.vs.sync_threshold net.ipv4.vs.sync_retries)"

# Each known range is the kernel's: its ends are taken. debug_level is the machine's, not a namespace's.
lvs -Command '$ErrorActionPreference = "Continue"
    Get-LvsKernelSetting | Where-Object { $_.Range -and $_.Kind -ne "Pair" -and $_.Name -ne "debug_level" } | ForEach-Object {
        $old = $_.Value
        foreach ($end in $_.Range -split "\.\.") { $_ | Set-LvsKernelSetting -Value $end -ErrorVariable wrong -ErrorAction SilentlyContinue; if ($wrong) { "$_ $end $wrong" } }
        $_ | Set-LvsKernelSetting -Value $old
    }' >/tmp/out 2>&1
check 'the ends of each range are taken' '' "$(cat /tmp/out)"
if [ -e /proc/sys/net/ipv4/vs/est_cpulist ]; then
    lvs -Command "Set-LvsKernelSetting est_cpulist ''; (Get-LvsKernelSetting est_cpulist).Value.Length; Set-LvsKernelSetting est_cpulist 0; (Get-LvsKernelSetting est_cpulist).Value" >/tmp/out 2>&1
    check 'a list of processors, empty too' $'0\n0' "$(cat /tmp/out)"
fi

# A scheduler that is used is loaded; of the others a kernel without modules does not tell.
n dir ipvsadm -A -f 1 -s nq
RR=False
[ -e /proc/modules ] && RR=True
check 'schedulers that are loaded' "nq True|rr $RR" "$(lvs -Command '"nq $((Get-LvsScheduler nq).IsLoaded)|rr $((Get-LvsScheduler rr).IsLoaded -eq $true)"')"

TELL='$ErrorActionPreference = "Continue"; try { %s } catch { $e = $_ } ; if (-not $e) { $e = $Error[0] }; "ID=$($e.FullyQualifiedErrorId) $($e.CategoryInfo.Category) $($e.TargetObject)"'
id_of() { "${@:2}" dotnet "$LVSPS_SHELL" -Command "$(printf "$TELL" "$1")" 2>&1 | sed -n 's/^ID=//p'; }
check 'one that is not there' 'SettingNotFound,LvsPS.Commands.GetLvsKernelSettingCommand ObjectNotFound drop_entri' "$(id_of 'Get-LvsKernelSetting drop_entri' n dir)"
check 'a value that cannot be' 'InvalidSetting,LvsPS.Commands.SetLvsKernelSettingCommand InvalidArgument sync_ports' "$(id_of 'Set-LvsKernelSetting sync_ports 3' n dir)"
check 'not root' 'PermissionDenied,LvsPS.Commands.SetLvsKernelSettingCommand PermissionDenied drop_entry' \
    "$(id_of 'Set-LvsKernelSetting drop_entry 3' n dir setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all)"
check 'a read-only /proc/sys' 'PermissionDenied,LvsPS.Commands.SetLvsKernelSettingCommand PermissionDenied drop_entry' \
    "$(n dir unshare -m sh -c 'mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys && exec "$@"' sh dotnet "$LVSPS_SHELL" -Command "$(printf "$TELL" 'Set-LvsKernelSetting drop_entry 3')" 2>&1 | sed -n 's/^ID=//p')"
exit $FAILED
