# What only a real kernel can refuse: somebody who is not root, a kernel without ip_vs, a namespace that is not there.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_node dir
id_of() { "$@" 2>&1 | sed -n 's/^ID=//p'; }
TELL='$ErrorActionPreference = "Continue"; try { %s } catch { $e = $_ } ; if (-not $e) { $e = $Error[0] }; "ID=$($e.FullyQualifiedErrorId) $($e.CategoryInfo.Category)"'
tell() { printf "$TELL" "$1"; }

check 'not root: a reading' 'PermissionDenied,LvsPS.Commands.GetLvsServiceCommand PermissionDenied' \
    "$(id_of n dir setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all dotnet "$LVSPS_SHELL" -Command "$(tell Get-LvsService)")"
check 'not root: a change' 'PermissionDenied,LvsPS.Commands.NewLvsServiceCommand PermissionDenied' \
    "$(id_of n dir setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all dotnet "$LVSPS_SHELL" -Command "$(tell 'New-LvsService -Tcp 10.0.0.1:80')")"
check 'root in a user namespace of its own' 'PermissionDenied,LvsPS.Commands.GetLvsServiceCommand PermissionDenied' \
    "$(id_of unshare -Urn dotnet "$LVSPS_SHELL" -Command "$(tell Get-LvsService)")"
check 'a namespace that is not there' 'NamespaceNotFound,LvsPS.Commands.NewLvsSessionCommand ObjectNotFound' \
    "$(id_of lvs -Command "$(tell 'New-LvsSession -NetworkNamespace nowhere')")"
check 'a file that is no namespace' 'NamespaceNotFound,LvsPS.Commands.NewLvsSessionCommand ObjectNotFound' \
    "$(id_of lvs -Command "$(tell 'New-LvsSession -NetworkNamespace /etc/passwd')")"
check 'a scheduler that the kernel has not' 'SchedulerNotFound,LvsPS.Commands.NewLvsServiceCommand ObjectNotFound' \
    "$(id_of lvs -Command "$(tell 'New-LvsService -Tcp 10.0.0.1:80 -Scheduler nosuch')")"
check 'and nothing was changed' '' "$(n dir ipvsadm -Sn)"

# A session in a namespace works from outside of it.
dotnet "$LVSPS_SHELL" -Command '$s = New-LvsSession -NetworkNamespace dir; New-LvsService -Tcp 10.0.0.1:80 -Session $s; Get-LvsService -Session $s | Add-LvsRealServer -Address 127.0.0.1 -Forwarding Masquerade' >/dev/null
check 'a session in a namespace changes that one' $'-A -t 10.0.0.1:80 -s wlc\n-a -t 10.0.0.1:80 -r 127.0.0.1:80 -m -w 1' "$(n dir ipvsadm -Sn)"
check 'and not the one that it was called in' '' "$(ipvsadm -Sn)"
exit $FAILED
