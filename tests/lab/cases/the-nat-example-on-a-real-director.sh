# docs/examples/nat.ps1 as root on a director: requests are spread as it says, and it takes back what it made.
. "$LAB/topology.sh"
. "$LAB/check.sh"
NAT=$(cd "$LAB/../.." && pwd)/docs/examples/nat.ps1
URL=http://192.168.1.200/

lab_up_nat
lvs "$NAT" -Start >/run/shown || check 'it starts' 0 $?
check 'it shows the table' 4 "$(grep -cE '^TCP  192.168.1.200:80 +rr|^-> 172.16.86.[0-9]+:80 +Masq +1 ' /run/shown)"
check 'three servers in turn' 'rs1=3 rs2=3 rs3=3' "$(get $URL 9)"

lvs -Command "& '$NAT' -Start -Scheduler wrr -Weight @{ '172.16.86.248' = 3 }" >/run/shown || check 'it starts again' 0 $?
check 'three of every five' 'rs1=4 rs2=12 rs3=4' "$(get $URL 20)"

before=$(n dir ipvsadm -Sn)
lvs "$NAT" -Stop -WhatIf >/run/shown || check 'it says what it would stop' 0 $?
check 'it says so in words' 'What if: Remove service tcp://192.168.1.200:80 with its 3 real servers.' "$(cat /run/shown)"
check 'and changes nothing' "$before" "$(n dir ipvsadm -Sn)"

lvs "$NAT" -Stop || check 'it stops' 0 $?
check 'nothing is left' '' "$(n dir ipvsadm -Sn)"
exit $FAILED
