# The walkthrough 1 to 3, once by ipvsadm alone and once by cmdlets alone, each on fresh machines and with the same
# requests. After every step `ipvsadm -Ln` and `ipvsadm -Sn` say the same, and the requests are spread the same.
. "$LAB/topology.sh"
. "$LAB/check.sh"
HERE=$(dirname "$0")
VIP=192.168.1.200:80

# Connections end a moment after their requests; a picture with one still open would be chance.
all_inactive() { [ "$(n dir ipvsadm -Ln | awk '$1 == "->" && $5 ~ /^[0-9]+$/ { a += $5 } END { print a + 0 }')" = 0 ]; }
picture() { # picture STEP
    lab_until 60 all_inactive
    n dir ipvsadm -Ln >"$OUT/$1.list"
    n dir ipvsadm -Sn | sort >"$OUT/$1.rules"
}
requests() { get "$2" "$3" >"$OUT/$1.requests"; }
export -f n get ask lab_until all_inactive picture requests

OUT=/run/by-ipvsadm
export OUT
mkdir -p $OUT
lab_up_nat
ipvs() { n dir ipvsadm "$@"; }
ipvs -A -t $VIP -s rr
for server in 172.16.86.250 172.16.86.248 172.16.86.251; do ipvs -a -t $VIP -r $server -m; done
picture add; requests rr http://$VIP/ 9; picture after-rr
ipvs -E -t $VIP -s wrr
ipvs -e -t $VIP -r 172.16.86.248 -m -w 3
picture edit; requests wrr http://$VIP/ 20; picture after-wrr
ipvs -A -u 192.168.1.200:53 -s lc -o
ipvs -a -u 192.168.1.200:53 -r 172.16.86.250:5353 -m -w 0
ipvs -A -t '[fd00:1::200]:80' -s sh -b sh-port,sh-fallback -p 120 -M 64
ipvs -a -t '[fd00:1::200]:80' -r '[fd00:2::250]:8080' -m
ipvs -A -f 3 -s wlc -p
ipvs -a -f 3 -r 172.16.86.248 -g -w 65536
ipvs -A -f 3 -6
ipvs -a -f 3 -6 -r '[fd00:2::251]:0' -i
picture others
ipvs -Sn >/run/ipvsadm.rules; ipvs -C; picture cleared; ipvs -R </run/ipvsadm.rules; picture restored
requests restored http://$VIP/ 5
ipvs -d -t $VIP -r 172.16.86.251; picture removed-server
ipvs -D -t $VIP; picture removed-service

ip -all netns delete
OUT=/run/by-cmdlets
mkdir -p $OUT
lab_up_nat
lvs -File "$HERE/walkthrough.ps1" || check 'the cmdlets run without an error' 0 $?

for file in /run/by-ipvsadm/*; do
    same "$(basename "$file")" "$file" "$OUT/$(basename "$file")"
done
check 'as many pictures' "$(ls /run/by-ipvsadm)" "$(ls $OUT)"
check 'rr is in turn' 'rs1=3 rs2=3 rs3=3' "$(cat $OUT/rr.requests)"
check 'wrr: weight 3 gets three of five' 'rs1=4 rs2=12 rs3=4' "$(cat $OUT/wrr.requests)"
exit $FAILED
