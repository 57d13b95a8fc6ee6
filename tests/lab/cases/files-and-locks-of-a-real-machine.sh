# What a simulated director has not: a lock that keeps processes apart, and files that are not to be replaced by others of another owner or kind.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_modules
lab_node dir
TELL='try { %s } catch { $e = $_ }; if (-not $e) { $e = $Error[0] }; "ID=$($e.FullyQualifiedErrorId)"'
id_of() { "$@" 2>&1 | sed -n 's/^ID=//p'; }
tell() { printf "$TELL" "$1"; }

printf -- '-A -t 10.0.0.1:80 -s rr\n' >/run/one.rules
check 'what comes behind an import in a pipeline may change the table' '' \
    "$(lvs -Command 'Import-LvsTable /run/one.rules -PassThru | ForEach-Object { New-LvsService -Tcp 10.0.0.2:80 }' 2>&1)"
check 'and did' $'-A -t 10.0.0.1:80 -s rr\n-A -t 10.0.0.2:80 -s wlc' "$(n dir ipvsadm -Sn | sort)"

check 'the lock is for its owner alone' '600 0' "$(stat -c '%a %u' /run/lvsps/*.lock)"
exec 9</run/lvsps/$(cd /run/lvsps && echo *.lock)
flock 9
check 'a change waits for the lock, and no longer than the session says' 'TableLocked,LvsPS.Commands.NewLvsServiceCommand' \
    "$(id_of lvs -Command "\$null = New-LvsSession -Timeout 200ms -AsDefault; $(tell 'New-LvsService -Tcp 10.0.0.3:80')")"
check 'a reading does not' 2 "$(lvs -Command '@(Get-LvsService).Count')"
exec 9<&-
mkdir /run/read-only && mount -t tmpfs -o ro none /run/read-only
check 'a folder that cannot be written is no lock of another' 'FileAccess,LvsPS.Commands.NewLvsServiceCommand' \
    "$(LVSPS_STATE_DIR=/run/read-only/lvsps id_of lvs -Command "$(tell 'New-LvsService -Tcp 10.0.0.3:80')")"

export_to() { lvs -Command "Export-LvsTable $1 -Dialect Ipvsadm" 2>&1; }
echo old >/run/owned; chown 65534:65534 /run/owned; chmod 604 /run/owned
check 'a file keeps its owner' "|604 65534 65534|2" "$(export_to /run/owned)|$(stat -c '%a %u %g' /run/owned)|$(grep -c ^-A /run/owned)"
mknod /run/null c 1 3
check 'a device stays one' '|character special file' "$(export_to /run/null)|$(stat -c %F /run/null)"
check 'and nothing is left beside them' '' "$(ls -A /run | grep '^\.')"
exit $FAILED
