# systemd-analyze, where Debian's systemd is installed, has nothing to say against lvsps-table.service.
. "$LAB/check.sh"
command -v systemd-analyze >/dev/null || { echo 'Debian package systemd is not installed, which has systemd-analyze'; exit 77; }
mkdir -p /usr/local/lib
ln -sfn "$LVSPS_MODULE" /usr/local/lib/lvsps
SAID=$(systemd-analyze verify --man=no "$LVSPS_MODULE/systemd/lvsps-table.service" 2>&1)
check 'exit code' 0 $?
check 'the unit' '' "$(grep lvsps <<<"$SAID")"
exit $FAILED
