# In the guest: the walkthrough 1 to 3 by ipvsadm alone, with real requests. It shows that the lab itself is sound, and
# what LvsPS has to equal. Exit code 1 when anything is not as it should be.
. "$LAB/topology.sh"
. "$LAB/check.sh"
ipvs() { n dir ipvsadm "$@"; }
server_lines() { ipvs -Ln | grep -o '[0-9.]*:80 *Masq *[0-9]*' | tr -s ' ' | sort; }
connections() { ipvs -Ln --stats --exact | awk '$1 == "TCP" { print $3 }'; }
some_connections() { [ "$(connections)" = "$1" ]; }

lab_up_nat
echo "kernel  $(uname -r), $(n dir ipvsadm --version | head -n 1)"

VIP=192.168.1.200:80
ipvs -A -t $VIP -s rr
for server in 172.16.86.250 172.16.86.248 172.16.86.251; do ipvs -a -t $VIP -r $server -m; done
ipvs -Ln
check 'rr: three requests reach three servers' 'rs1=1 rs2=1 rs3=1' "$(get http://$VIP/ 3)"
check 'rr: in turn' "$(ask http://$VIP/ 3)" "$(ask http://$VIP/ 3)"
check 'rr: nine requests spread evenly' 'rs1=3 rs2=3 rs3=3' "$(get http://$VIP/ 9)"
check 'looking: the connection table has each connection' 18 "$(ipvs -Lnc | grep -c '192.168.1.100:.*192.168.1.200:80')"
# Statistics follow the packets by up to two seconds, the tick of the kernel's estimator.
lab_until 60 some_connections 18
check 'looking: the statistics count each connection' 18 "$(connections)"

ipvs -E -t $VIP -s wrr
ipvs -e -t $VIP -r 172.16.86.248 -m -w 3
check 'wrr: weight 3 gets three of five' 'rs1=1 rs2=3 rs3=1' "$(get http://$VIP/ 5)"
check 'wrr: also of twenty' 'rs1=4 rs2=12 rs3=4' "$(get http://$VIP/ 20)"

ipvs -S -n >/run/rules
BEFORE=$(sort /run/rules)
ipvs -C
check 'saving: clearing leaves nothing' '' "$(ipvs -S -n)"
check 'saving: and nobody answers' 'error-7=2' "$(get http://$VIP/ 2)"
ipvs -R </run/rules
check 'saving: a round trip gives back the same table' "$BEFORE" "$(ipvs -S -n | sort)"
check 'saving: and the same spread' 'rs1=2 rs2=6 rs3=2' "$(get http://$VIP/ 10)"

ipvs -d -t $VIP -r 172.16.86.251
check 'removing a server leaves the other two' $'172.16.86.248:80 Masq 3\n172.16.86.250:80 Masq 1' "$(server_lines)"
check 'and it gets no requests' 'rs1=1 rs2=3' "$(get http://$VIP/ 4)"
ipvs -D -t $VIP
check 'removing the service leaves an empty table' '' "$(ipvs -S -n)"

ipvs -A -t '[fd00:1::200]:80' -s rr
for server in fd00:2::250 fd00:2::248 fd00:2::251; do ipvs -a -t '[fd00:1::200]:80' -r "[$server]:80" -m; done
check 'IPv6: three requests reach three servers' 'rs1=1 rs2=1 rs3=1' "$(get 'http://[fd00:1::200]/' 3)"

exit $FAILED
