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
exit $FAILED
