# Totals of the namespace, rates of a steady stream, the live table on a terminal and its end, and what stands still without
# estimation.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
export TERM=xterm
n dir ipvsadm -A -u 192.168.1.200:53 -s rr -o
for server in 172.16.86.250 172.16.86.248; do n dir ipvsadm -a -u 192.168.1.200:53 -r $server -m; done
n dir ipvsadm -A -t 192.168.1.200:80 -s rr
n dir ipvsadm -a -t 192.168.1.200:80 -r 172.16.86.251 -m

# 50 packets a second by the clock: who wakes up late on a busy machine sends what is due by then. So the rate is known, which the
# kernel's own is not: that one is smoothed, and still on its way up for half a minute.
cat >/run/stream.sh <<'STREAM'
start=${EPOCHREALTIME/./} sent=0
while :; do
    for ((due = (${EPOCHREALTIME/./} - start) / 20000; sent < due; sent++)); do echo >/dev/udp/192.168.1.200/53; done
    sleep 0.02
done
STREAM
ip netns exec cl bash /run/stream.sh &
STREAM=$!
# A new kernel thread of the estimator measures itself first, which takes seconds.
moves() { [ "$(n dir ipvsadm -Ln --rate | awk '($1 == "UDP" || /172.16.86.2(50|48):53/) && $4 > 0' | wc -l)" = 3 ]; }
lab_until 60 moves

lvs -Command 'Measure-LvsTraffic -Udp 192.168.1.200:53 -Count 201 -Interval 100ms | ForEach-Object {
    "$($_.Address) rates=$($_.RateCount) seconds=$([int](100 * $_.Duration.TotalSeconds)) mean=$([int]$_.IncomingPacketsPerSecond.Mean) spread=$([int]($_.IncomingPacketsPerSecond.Maximum - $_.IncomingPacketsPerSecond.Minimum)) active=$($_.ActiveConnections.Maximum)" }' >/run/measured
cat /run/measured
between() { awk -v v="$1" -v a="$2" -v b="$3" 'BEGIN { print (v >= a && v <= b) ? "yes" : v " is not in " a ".." b }'; }
value() { sed -n "$1s/.*$2=\([0-9]*\).*/\1/p" /run/measured; }
check 'there are rates' yes "$(between "$(value 1 rates)" 3 50)"
check 'each over a tick of two seconds' yes "$(between $(($(value 1 seconds) / $(value 1 rates))) 180 230)"
check 'the mean is what was sent' yes "$(between "$(value 1 mean)" 40 60)"
check 'the servers share it' yes "$(between "$(($(value 2 mean) + $(value 3 mean)))" 40 60)"
check 'readings each 100 ms make no waves: they would go from 0 to 1000' yes "$(between "$(value 1 spread)" 0 50)"

# The processors' totals are live, in hexadecimal digits, and the same as in the file.
n dir sysctl -qw net.ipv4.vs.run_estimation=0
kill $STREAM; wait $STREAM 2>/dev/null
processors() { n dir awk '$1 ~ /^[0-9A-F]+$/ && NF == 6 { print $1, $2, $3, $4, $5, $6 }' /proc/net/ip_vs_stats_percpu; }
at_rest() { A=$(processors); sleep 0.5; [ "$A" = "$(processors)" ]; }
lab_until 60 at_rest
B=$(lvs -Command 'Get-LvsStats -Total -PerProcessor -WarningAction SilentlyContinue | Where-Object { $null -ne $_.Processor } | ForEach-Object {
    "{0:X} {1:X} {2:X} {3:X} {4:X} {5:X}" -f $_.Processor, $_.Connections, $_.IncomingPackets, $_.OutgoingPackets, $_.IncomingBytes, $_.OutgoingBytes }')
check 'every processor' "$A" "$B"
for line in 'Get-LvsStats' 'Get-LvsStats -Total' 'Watch-LvsStats -Count 1 -AsObject' 'Measure-LvsTraffic -Count 2 -Interval 100ms' 'Reset-LvsStats'; do
    check "a warning without estimation: $line" 1 "$(lvs -Command "$line" 2>&1 >/dev/null | grep -c 'WARNING: net.ipv4.vs.run_estimation is 0')"
done
n dir sysctl -qw net.ipv4.vs.run_estimation=1
check 'and none with it' '' "$(lvs -Command 'Get-LvsStats -Total' 2>&1 >/dev/null)"

# On a terminal: a table on a screen of its own, which is left behind as it was, by its end and by Ctrl+C.
on_a_terminal() { n dir script -qec "stty rows 24 cols 100; exec dotnet $LVSPS_SHELL -Command '$1'" /run/screen >/dev/null 2>&1 </dev/null; }
count() { grep -ao "$1" /run/screen | wc -l; }
n dir ipvsadm -a -t 192.168.1.200:80 -r 172.16.86.250 -m
on_a_terminal 'Watch-LvsStats -Count 3 -Interval 100ms; "after"'
check 'the screen is entered once' 1 "$(count $'\e\\[?1049h')"
check 'and left once' 1 "$(count $'\e\\[?1049l')"
check 'the cursor is hidden and shown' 2 "$(count $'\e\\[?25[lh]')"
check 'it names the services' 1 "$([ "$(count 'tcp://192.168.1.200:80')" -ge 2 ] && echo 1)"
check 'the last table stays behind' 1 "$(sed 's/.*\[?1049l//' /run/screen | grep -ac 'udp://192.168.1.200:53')"
check 'what comes after is written after it' 1 "$(grep -ac '^after' /run/screen)"
(
    drawn_again() { [ "$(count $'\e\\[1;1H')" -ge 2 ]; }
    : >/run/screen
    n dir script -qefc "stty rows 24 cols 100; echo \$\$ >/run/pid; exec dotnet $LVSPS_SHELL -Command 'try { Watch-LvsStats -Interval 100ms } finally { [Console]::WriteLine(\"cleaned up\") }'" /run/screen >/dev/null 2>&1 </dev/null &
    lab_until 60 drawn_again
    # As the terminal does it: to the program in the foreground.
    kill -INT "$(cat /run/pid)"
    wait
)
check 'Ctrl+C ends it' 1 "$(sed 's/.*\[?1049l//' /run/screen | grep -ac '^cleaned up')"
check 'and gives the screen back' 1 "$(count $'\e\\[?1049l')"
check 'and the cursor' 1 "$(count $'\e\\[?25h')"

# Where nobody looks, objects.
check 'a pipe gets objects' 'LvsPS.LvsTrafficSample' "$(lvs -Command 'Watch-LvsStats -Count 1 | ForEach-Object { $_.GetType().FullName }' | sort -u)"
check 'a file gets no control characters' 0 "$(lvs -Command 'Watch-LvsStats -Count 2 -Interval 100ms' | grep -c $'\e')"
exit $FAILED
