# A file that ipvsadm -S wrote without -n, with the names of hosts and ports, gives back the same table.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_modules
lab_node dir
cat >>/etc/hosts <<'END'
192.168.1.200 vip.example
172.16.86.250 rs1.example
fd00:1::200 vip6.example
fd00:2::250 rs6.example
192.168.1.201 both.example
fd00:1::201 both.example
172.16.86.1 several.example
172.16.86.2 several.example
END
ipvs() { n dir ipvsadm "$@"; }
ipvs -A -t 192.168.1.200:80 -s rr
ipvs -a -t 192.168.1.200:80 -r 172.16.86.250:8080 -m
ipvs -a -t 192.168.1.200:80 -r 127.0.0.1:80 -g
ipvs -A -u 192.168.1.200:53 -s rr
ipvs -a -u 192.168.1.200:53 -r 172.16.86.250:53 -g
ipvs -A --sctp-service 192.168.1.200:80 -s rr
ipvs -A -t '[fd00:1::200]:443' -s rr
ipvs -a -t '[fd00:1::200]:443' -r '[fd00:2::250]:80' -m
ipvs -a -t '[fd00:1::200]:443' -r 172.16.86.250:443 -i
ipvs -A -f 7 -s rr -p
ipvs -a -f 7 -r 172.16.86.250 -g
ipvs -S >/run/names
ipvs -Sn | sort >/run/numbers
for name in vip.example rs1.example localhost '\[vip6.example]:https' '\[rs6.example]:http' :domain; do
    check "the file has $name" 1 "$(($(grep -c -- "$name" /run/names) > 0))"
done
ipvs -C
lvs -Command 'Import-LvsTable /run/names -Mode Replace; if (-not $?) { exit 5 }'
check 'it is imported without an error' 0 $?
check 'and gives the same table' "$(cat /run/numbers)" "$(ipvs -Sn | sort)"

# Cmdlets and files read names by one rule: IPv4 for a service, the service's family for a real server.
ipvs -C
lvs -Command 'New-LvsService -Tcp both.example:http -Scheduler rr -PassThru | Add-LvsRealServer -Address both.example -Forwarding Masquerade
    New-LvsService -Tcp [fd00:1::202]:80 -Scheduler rr -PassThru | Add-LvsRealServer -Address both.example, rs6.example -Forwarding Masquerade
    Set-LvsRealServer -Tcp both.example:80 -Address both.example -Weight 3
    Remove-LvsRealServer tcp://[fd00:1::202]:80 rs6.example' >/run/said 2>&1
check 'names of both families: no error' '' "$(cat /run/said)"
ipvs -Sn | sort >/run/by-cmdlets
ipvs -C
printf '%s\n' '-A -t both.example:http -s rr' '-a -t both.example:http -r both.example -m -w 3' \
    '-A -t [fd00:1::202]:80 -s rr' '-a -t [fd00:1::202]:80 -r both.example -m' >/run/both
lvs -Command 'Import-LvsTable /run/both'
check 'the same from a file' "$(cat /run/by-cmdlets)" "$(ipvs -Sn | sort)"
check 'and it is what it should be' 2 "$(grep -c -e '-t 192.168.1.201:80 -r 192.168.1.201:80 -m -w 3' -e '-t \[fd00:1::202]:80 -r \[fd00:1::201]:80 -m -w 1' /run/by-cmdlets)"
check 'several of one family: a cmdlet refuses' NameNotResolved \
    "$(lvs -Command 'try { New-LvsService -Tcp several.example:80 -ErrorAction Stop } catch { ($_.FullyQualifiedErrorId -split ",")[0] }')"
echo '-A -t several.example:80' >/run/several
check 'and so does a file' RuleSyntax "$(lvs -Command 'try { Import-LvsTable /run/several -ErrorAction Stop } catch { ($_.FullyQualifiedErrorId -split ",")[0] }')"
exit $FAILED
