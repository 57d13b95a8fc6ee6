# In the guest: a table of 10,000 services with 4 real servers each, of which 1 % is made otherwise: by Import-LvsTable -Mode Replace,
# and by `ipvsadm -C; ipvsadm -R`. First the times, with nothing else going on; then what a client sees meanwhile that asks for a page
# through 100 services that stay as they are, each in turn, with a control run without any change before.
SERVICES=${SERVICES:-10000}
. "$LAB/topology.sh"
BENCH=$(dirname "$0")
lab_up_nat
lab_real_server rs4 252
n cl ip route add 10.100.0.0/14 via 192.168.1.200
n dir ip route add local 10.100.0.0/14 dev lo

# Service 50 of each hundred differs: a weight, a server less, another server, another scheduler, or the service itself. Service 0 of
# each hundred is the one that the client asks; only these have real servers that answer.
rules() { # rules OTHER
    awk -v n="$SERVICES" -v other="$1" 'BEGIN {
        for (i = 0; i < n; i++) {
            vip = sprintf("10.%d.%d.%d:80", 100 + int(i / 5000), int(i / 250) % 20, i % 250 + 1)
            kind = other && i % 100 == 50 ? int(i / 100) % 5 : -1
            if (kind == 4) vip = sprintf("10.102.%d.%d:80", int(i / 250), i % 250 + 1)
            printf "-A -t %s -s %s\n", vip, kind == 3 ? "wrr" : "rr"
            for (k = 0; k < (kind == 1 ? 3 : 4); k++) {
                server = i % 100 == 0 ? sprintf("172.16.86.%d", k == 0 ? 248 : 249 + k) : sprintf("172.16.86.%d", kind == 2 && k == 3 ? 9 : k + 1)
                printf "-a -t %s -r %s:80 -m -w %d\n", vip, server, kind == 0 ? 7 : k + 1
            }
        }
    }'
}
rules 0 >/run/first
rules 1 >/run/second
awk -F '[ :]' '$1 == "-A" && (NR - 1) % 500 == 0 { print "http://" $3 "/" }' /run/first >/run/urls

seconds() { # seconds NAME COMMAND...: NAME and how long the command took
    local name=$1 start=$EPOCHREALTIME
    shift
    "$@" >/dev/null || echo "$name failed"
    awk -v a="$start" -v b="$EPOCHREALTIME" -v n="$name" 'BEGIN { printf "%s %.3f\n", n, b - a }'
}
lvs() { n dir dotnet "$LVSPS_SHELL" "$@"; }
replace() { lvs -File "$BENCH/replace.ps1" "$@"; }
reload() { n dir sh -c "ipvsadm -C; ipvsadm -R <$1"; }
same_table() { [ "$(n dir ipvsadm -Sn | sort | cksum)" = "$(sort "$1" | cksum)" ] || echo "The table is not that of $1."; }

lvs -Command 'Import-LvsTable /run/first'
{
    replace /run/second /run/first 5
    same_table /run/first
    seconds lvs-replace-process lvs -Command 'Import-LvsTable /run/second -Mode Replace'
    same_table /run/second
    seconds ipvsadm-reload reload /run/first
    seconds ipvsadm-reload reload /run/second
    same_table /run/second
} | tee /run/rows >&2

# meanwhile NAME COMMAND...: what the client saw from the command's start to its end, and at least for ten seconds.
meanwhile() {
    local name=$1
    shift
    rm -f /run/stop
    { while [ ! -e /run/stop ]; do n cl curl -gs --connect-timeout 20 -m 30 -w '%{onerror}error-%{exitcode}\n' $(</run/urls); done >/run/asked; } &
    lab_until 60 [ -s /run/asked ]
    local least=$((SECONDS + 10))
    "$@" >/dev/null
    while [ $SECONDS -lt $least ]; do sleep 0.2; done
    touch /run/stop
    wait %%
    printf '%s %d %d\n' "$name" "$(wc -l </run/asked)" "$(grep -vc '^rs[1-4]$' /run/asked)"
}
{
    meanwhile control true
    meanwhile lvs replace /run/first /run/second 3
    meanwhile ipvsadm reload /run/first
} | tee /run/client >&2

sort -k1,1 -k2,2n /run/rows | awk '
    { v[$1] = v[$1] " " $2; c[$1]++ }
    function at(name, q,   a) { split(v[name], a, " "); return a[int((c[name] - 1) * q + 1.5)] }
    function row(name, label) { printf "| %s | %s | %s | %s | %d |\n", label, at(name, 0), at(name, .5), at(name, 1), c[name] }
    END {
        print "| what | min | median | max | runs |"; print "| --- | --- | --- | --- | --- |"
        row("lvs-replace-kernel", "Import-LvsTable -Mode Replace, from the first send to the last answer")
        row("lvs-replace", "Import-LvsTable -Mode Replace, from the file to the summary")
        row("lvs-replace-process", "the same with the start of a shell")
        row("ipvsadm-reload", "ipvsadm -C; ipvsadm -R")
        print ""; print "| ratio of medians | seen | wanted |"; print "| --- | --- | --- |"
        printf "| ipvsadm -C; ipvsadm -R / Import-LvsTable -Mode Replace | %.1f | at least 20 |\n\n", at("ipvsadm-reload", .5) / at("lvs-replace", .5)
    }'
awk 'BEGIN { print "| meanwhile | requests | failed | wanted |"; print "| --- | --- | --- | --- |"
        what["control"] = "nothing, the control run"; what["lvs"] = "six times Import-LvsTable -Mode Replace"; what["ipvsadm"] = "once ipvsadm -C; ipvsadm -R" }
    { printf "| %s | %d | %d | %s |\n", what[$1], $2, $3, $1 == "ipvsadm" ? "" : "0" }' /run/client
