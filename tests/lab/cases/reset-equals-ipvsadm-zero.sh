# Reset-LvsStats does what `ipvsadm -Z` does: of one service with its servers, of all, and of the namespace.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
tables() {
    n dir ipvsadm -C
    for service in 192.168.1.200:80 192.168.1.200:8080; do
        n dir ipvsadm -A -t $service -s rr
        for server in 172.16.86.250 172.16.86.248; do n dir ipvsadm -a -t $service -r $server:80 -m; done
    done
}
connections() { n dir ipvsadm -Ln --stats --exact | awk '$1 == "TCP" { printf "%s%s", sep, $3; sep = " " }'; }
is() { [ "$(connections)" = "$1" ]; }
ask_both() { get http://192.168.1.200/ 4 >/dev/null; get http://192.168.1.200:8080/ 2 >/dev/null; lab_until 60 is "$1"; }
namespace() { awk 'NR == 3 { print $1 }' <(n dir cat /proc/net/ip_vs_stats); }
servers() { n dir ipvsadm -Ln --stats --exact | awk '$1 == "->" && $2 != "RemoteAddress:Port" { printf "%s%s", sep, $3; sep = " " }'; }

tables
ask_both '4 2'
n dir ipvsadm -Z -t 192.168.1.200:80
ONE="$(connections) $(servers)"
n dir ipvsadm -Z
ALL="$(connections) $(servers) $(namespace)"

tables
ask_both '4 2'
lvs -Command 'Reset-LvsStats tcp://192.168.1.200:80'
check 'one service with its servers' "$ONE" "$(connections) $(servers)"
check 'which is what it should be' '0 2 0 0 1 1' "$ONE"
lvs -Command 'Reset-LvsStats -WhatIf' >/dev/null
check '-WhatIf resets nothing' "$ONE" "$(connections) $(servers)"
lvs -Command 'Reset-LvsStats'
check 'all of them, and the namespace' "$ALL" "$(connections) $(servers) $(namespace)"
check 'which is nothing' '0 0 0 0 0 0 0' "$ALL"
exit $FAILED
