# tests/lab/run.sh -t 150 -r tests/data/proc tests/data/proc/capture.sh
# What the kernel shows of IPVS in /proc/net after real traffic over each kind of service: the director's, and the sync
# files of a second director that is its backup. Addresses are the lab's; ports, times and counters differ from run to run.
. "$LAB/topology.sh"
lab_up_nat
lab_director dir2 202 247
n dir sysctl -qw net.ipv4.vs.sync_threshold='0 1'
ipvs() { n dir ipvsadm "$@"; }
ipvs --start-daemon master --mcast-interface public --syncid 1
n dir2 ipvsadm --start-daemon backup --mcast-interface public --syncid 1
ipvs -A -t 192.168.1.200:80 -s rr
for server in 172.16.86.250 172.16.86.248; do ipvs -a -t 192.168.1.200:80 -r $server -m; done
ipvs -A -t 192.168.1.200:81 -s rr -p 300
ipvs -a -t 192.168.1.200:81 -r 172.16.86.251:80 -m
ipvs -A -u 192.168.1.200:53 -s rr
ipvs -a -u 192.168.1.200:53 -r 172.16.86.250 -m
ipvs -A --sctp-service 192.168.1.200:2905 -s rr
ipvs -a --sctp-service 192.168.1.200:2905 -r 172.16.86.250:2905 -m
ipvs -A -t '[fd00:1::200]:80' -s rr -p 300
ipvs -a -t '[fd00:1::200]:80' -r '[fd00:2::250]:80' -m
ipvs -A -f 7 -s rr -p 100
ipvs -a -f 7 -r 172.16.86.248:80 -m
ipvs -A -f 9 -6 -s rr -p 100
ipvs -a -f 9 -6 -r '[fd00:2::248]:80' -m
ipvs -A -u 192.168.1.200:5060 -s rr -o -p 60 --pe sip
ipvs -a -u 192.168.1.200:5060 -r 172.16.86.250:5060 -m
n dir iptables-legacy -t mangle -A PREROUTING -d 192.168.1.200 -p tcp --dport 90 -j MARK --set-mark 7
n dir ip6tables-legacy -t mangle -A PREROUTING -d fd00:1::200 -p tcp --dport 90 -j MARK --set-mark 9

n rs1 socat -u PIPE SCTP4-LISTEN:2905,fork &
SERVER=$!
get http://192.168.1.200/ 3
get http://192.168.1.200:81/ 2
get 'http://[fd00:1::200]/' 2
get http://192.168.1.200:90/ 2
get 'http://[fd00:1::200]:90/' 2
n cl socat -t 1 - UDP4:192.168.1.200:53 <<<hello
printf '%s\r\n' 'INVITE sip:bob@192.168.1.200 SIP/2.0' 'Via: SIP/2.0/UDP 192.168.1.100:5060;branch=z9hG4bK' \
    'From: <sip:alice@192.168.1.100>;tag=1' 'To: <sip:bob@192.168.1.200>' 'Call-ID: a84b4c76e66710@pc33.example.com' \
    'CSeq: 1 INVITE' 'Content-Length: 0' '' | n cl socat -t 1 - UDP4:192.168.1.200:5060,sourceport=5060
n cl socat -u SCTP4-CONNECT:192.168.1.200:2905 - &
OPEN=$!
n cl socat -u TCP4:192.168.1.200:80,sourceport=40000 - &
OPEN="$OPEN $!"
two_are_open() { [ "$(n dir grep -c ESTABLISHED /proc/net/ip_vs_conn)" = 2 ]; }
lab_until 10 two_are_open
sleep 2.5

NAME=$RUN/linux-$(uname -r)
for file in ip_vs ip_vs_conn ip_vs_conn_sync ip_vs_stats ip_vs_stats_percpu; do
    printf '== %s\n' $file
    n dir cat /proc/net/$file
done >"$NAME.txt"
for file in ip_vs_conn ip_vs_conn_sync; do
    printf '== backup %s\n' $file
    n dir2 cat /proc/net/$file
done >>"$NAME.txt"
printf '== ipvsadm -Lnc --persistent-conn\n' >>"$NAME.txt"
ipvs -Lnc --persistent-conn >>"$NAME.txt"
kill $OPEN $SERVER
