# What lvsps-host.service runs, in LvsPS.Shell and in pwsh where that is on the path: after nftables was reloaded with a configuration
# that begins with "flush ruleset", and in a bare namespace as after a boot, marks, full NAT, addresses and real-server settings that
# were kept with -Persist are back, and requests arrive. Nothing of others is touched, and the exit code tells of what failed.
. "$LAB/topology.sh"
. "$LAB/check.sh"
UNIT=$LVSPS_MODULE/systemd/lvsps-host.service
VIP=192.168.1.205
lab_up_nat
lab_no_gateway rs1 rs2 rs3
mkdir -p /usr/local/lib
ln -sfn "$LVSPS_MODULE" /usr/local/lib/lvsps
unit() { # unit NAMESPACE Start|Reload RUNNER: as systemd does it, the unit's line with its variables split into words
    local line
    line=$(sed -n "s/^Exec$2=//p" "$UNIT")
    n "$1" env -u HOME LVSPS_PERSIST_DIR=/var/lib/lvsps-$1 LVSPS_RUNNER="$3" sh -c "$line" >/run/said 2>&1
}
on() { n "$1" env LVSPS_PERSIST_DIR=/var/lib/lvsps-$1 dotnet "$LVSPS_SHELL" -Command "$2" 2>&1; }

# Debian's nftables.conf, with a rule of its owner's.
cat >/etc/nftables.conf <<'END'
#!/usr/sbin/nft -f

flush ruleset

table inet filter {
	chain input {
		type filter hook input priority filter;
		tcp dport 9999 drop
	}
}
END
n dir nft -f /etc/nftables.conf
n dir iptables-legacy -t mangle -A PREROUTING -p tcp --dport 9998 -j MARK --set-mark 77
theirs() { n dir nft list table inet filter; n dir iptables-legacy-save | grep -v '^#' | sed -E 's/\[[0-9]+:[0-9]+\]//'; }
theirs >/run/theirs
lab_dump dir | grep -v -e '^-[Aa] ' >/run/dir.before

n dir ipvsadm -A -f 3 -s rr
for i in 250 248 251; do n dir ipvsadm -a -f 3 -r 172.16.86.$i:0 -m; done
check 'set up and kept without a word' '' "$(on dir "Add-LvsVirtualAddress $VIP public -Persist; Set-LvsFwMark 3 -Address $VIP -Tcp 80, 443 -Persist
    Enable-LvsFullNat -FwMark 3 -Persist")"
wait_http http://$VIP/
check 'requests arrive' 'rs1=1 rs2=1 rs3=1' "$(get http://$VIP/ 3)"
lab_dump dir >/run/dir.set

# The namespace has one file, whether the process is in it or a session is opened on it; the machine's own is another.
restore() { env LVSPS_PERSIST_DIR=/var/lib/lvsps-dir dotnet "$LVSPS_SHELL" -Command "Restore-LvsHost -PassThru $1 | ForEach-Object { \"\$_\" }" 2>&1; }
check 'from outside it is the same file' "fwmark://3 fwmark://3 $VIP" "$(restore '-Session (New-LvsSession -NetworkNamespace dir)' | paste -sd' ')"
check 'and not that of the machine' '' "$(restore '')"

walk() { # walk RUNNER
    # systemctl reload nftables: its ExecReload, and by ReloadPropagatedFrom then ours.
    n dir nft -f /etc/nftables.conf
    check 'the flush took marks and full NAT' '' "$(n dir nft list tables | grep lvsps)"
    unit dir Reload "$1"
    check 'reload: exit code' 0 $?
    lab_dump dir >/run/dir.after
    same 'reload: all is back' /run/dir.set /run/dir.after
    check 'reload: requests arrive' 'rs1=1 rs2=1 rs3=1' "$(get http://$VIP/ 3)"

    # systemctl restart nftables, and an address that went.
    n dir nft flush ruleset
    n dir nft -f /etc/nftables.conf
    ip -n dir addr del $VIP/32 dev public
    unit dir Start "$1"
    check 'start: exit code' 0 $?
    lab_dump dir >/run/dir.after
    same 'start: all is back' /run/dir.set /run/dir.after
    unit dir Start "$1"
    check 'start again: exit code' 0 $?
    lab_dump dir >/run/dir.after
    same 'start again: nothing is changed' /run/dir.set /run/dir.after
    check 'start again: says what is in place' 3 "$(grep -c 'is in place' /run/said)"
    theirs >/run/theirs.after
    same 'what others have is untouched' /run/theirs /run/theirs.after

    # One that fails is told of, and keeps none of the others away.
    cp /var/lib/lvsps-dir/netns-dir.json /run/good
    sed -i 's/"interface": "public"/"interface": "nowhere"/' /var/lib/lvsps-dir/netns-dir.json
    n dir nft -f /etc/nftables.conf
    unit dir Reload "$1"
    check 'with an interface that is not there: exit code' 1 $?
    check 'with an interface that is not there: the mark is back' 1 "$(n dir nft list table inet lvsps | grep -c "$VIP.* 80, 443")"
    cp /run/good /var/lib/lvsps-dir/netns-dir.json
    echo '{' >/var/lib/lvsps-dir/netns-dir.json
    unit dir Start "$1"
    check 'with a file that is none: exit code' 1 $?
    check 'with a file that is none: says which' 1 "$(($(grep -c 'netns-dir.json' /run/said) > 0))"
    cp /run/good /var/lib/lvsps-dir/netns-dir.json
    unit rs1 Start "$1"
    check 'without a file: exit code' 0 $?
}
echo 'in LvsPS.Shell:'
walk "dotnet $LVSPS_SHELL"
if command -v pwsh >/dev/null; then
    echo 'in pwsh:'
    walk 'pwsh -NoProfile -NonInteractive -File'
fi
check 'ended and no longer kept' '' "$(on dir 'Get-LvsFullNat | Disable-LvsFullNat; Remove-LvsFwMark 3; Remove-LvsVirtualAddress '$VIP)"
lab_dump dir | grep -v -e '^-[Aa] ' >/run/dir.after
same 'as before' /run/dir.before /run/dir.after
check 'no file is left' '' "$(ls /var/lib/lvsps-dir)"

# A real server after a boot: another namespace with the same file, whose record is of the boot before.
boot() { # boot NAMESPACE: with the addresses that its network gives it, and lo still down
    ip netns add "$1"
    lab_join "$1" public 192.168.1.201/24 fd00:1::201/64
    n "$1" sysctl -qw net.ipv4.conf.all.rp_filter=1
}
boot old
ip -n old link set lo up
mkdir -p /var/lib/lvsps-old
check 'a real server is set up and kept' '' "$(on old "Enable-LvsRealServerHost $VIP DR -Persist; Enable-LvsRealServerHost 192.168.1.206 Tunnel -TunnelType Gue -Port 6080 -Persist")"
lab_dump old | sed -E 's/([0-9a-f]{2}:){5}[0-9a-f]{2}/MAC/g; s/fe80::[0-9a-f:]*/LINKLOCAL/g; s/@if[0-9]+//; s/permaddr [^ ]*//' | sort >/run/old.set
ip netns del old

# A namespace may get the number of one that went, but another boot has another identity.
rm -f /run/lvsps/*.host.json
sed -i 's/"key": "[0-9]*-/&0/' /var/lib/lvsps-old/netns-old.json
lab_until 60 sh -c '! ip -n switch link show public-old 2>/dev/null'
boot new
lab_dump new >/run/new.before
mkdir /var/lib/lvsps-new
cp /var/lib/lvsps-old/netns-old.json /var/lib/lvsps-new/netns-new.json
unit new Start "dotnet $LVSPS_SHELL"
check 'after a boot: exit code' 0 $?
lab_dump new | sed -E 's/([0-9a-f]{2}:){5}[0-9a-f]{2}/MAC/g; s/fe80::[0-9a-f:]*/LINKLOCAL/g; s/@if[0-9]+//; s/permaddr [^ ]*//' | sort >/run/new.set
same 'after a boot: all is back' <(grep -v '^[0-9]*: public' /run/old.set) <(grep -v '^[0-9]*: public' /run/new.set)
on new 'Get-LvsRealServerHost | Disable-LvsRealServerHost' >/run/said
lab_dump new >/run/new.after
same 'after a boot: ended, the settings are as they were then' <(grep '^net\.' /run/new.before) <(grep '^net\.' /run/new.after)
check 'after a boot: ended, nothing of it is left' 0 "$(grep -c -e lvsps- -e 192.168.1.20[56] /run/new.after)"
check 'after a boot: ended, lo is down as it was then' "$(ip -n new -br link show lo | awk '{ print $2 }')" DOWN

if command -v systemd-analyze >/dev/null; then
    SAID=$(systemd-analyze verify --man=no "$UNIT" 2>&1)
    check 'systemd has nothing to say' '' "$(grep lvsps <<<"$SAID")"
fi
exit $FAILED
