# In the guest: 10,000 services with 4 real servers each, loaded and read back by ipvsadm, by the C yardstick and by LvsPS.
# Every contender has a fresh namespace, and the one before is gone: services of all namespaces share one hash table.
SERVICES=${SERVICES:-10000}
ROUNDS=${ROUNDS:-5}
. "$LAB/topology.sh"
lab_modules
ip link set lo up
YARDSTICK=$("$LAB/compile.sh" yardstick)
BENCH=$(dirname "$0")
RULES=/run/rules
awk -v n="$SERVICES" 'BEGIN {
    for (i = 0; i < n; i++) {
        vip = sprintf("10.%d.%d.%d:80", 100 + int(i / 5000), int(i / 250) % 20, i % 250 + 1)
        printf "-A -t %s -s rr\n", vip
        for (k = 0; k < 4; k++) printf "-a -t %s -r 10.2.%d.%d:80 -m -w %d\n", vip, k, i % 250 + 1, k + 1
    }
}' >$RULES
seconds() { # seconds NAME COMMAND...: NAME and how long the command took
    local name=$1 start=$EPOCHREALTIME
    shift
    "$@" >/dev/null || echo "$name failed"
    awk -v a="$start" -v b="$EPOCHREALTIME" -v n="$name" 'BEGIN { printf "%s %.3f\n", n, b - a }'
}
fresh() { ip netns delete bench 2>/dev/null; lab_node bench; }
rows() {
    fresh; n bench "$YARDSTICK" -s 100 load-acked >/dev/null
    for round in $(seq "$ROUNDS"); do
        fresh; n bench "$YARDSTICK" -s "$SERVICES" load-acked dump
        fresh; n bench dotnet "$LVSPS_SHELL" -File "$BENCH/table.ps1" $RULES
        [ "$round" -gt 3 ] && continue
        fresh
        seconds ipvsadm-restore n bench sh -c "ipvsadm -R <$RULES"
        seconds ipvsadm-list n bench ipvsadm -Ln
    done
}
rows | tee /run/rows >&2
sort -k1,1 -k2,2n /run/rows | awk '
    { v[$1] = v[$1] " " $2; c[$1]++ }
    function at(name, q,   a) { split(v[name], a, " "); return a[int((c[name] - 1) * q + 1.5)] }
    function row(name) { printf "| %s | %s | %s | %s | %d |\n", name, at(name, 0), at(name, .5), at(name, 1), c[name] }
    function ratio(what, a, b, limit) { printf "| %s | %.2f | %s |\n", what, at(a, .5) / at(b, .5), limit }
    END {
        print "| what | min | median | max | runs |"; print "| --- | --- | --- | --- | --- |"
        for (name in c) order = order name "\n"
        n = split(order, names, "\n")
        for (i = 1; i < n; i++) row(names[i])
        print ""; print "| ratio of medians | seen | wanted |"; print "| --- | --- | --- |"
        ratio("import, kernel part / yardstick load-acked", "lvs-import-kernel", "load-acked", "at most 2")
        ratio("ipvsadm -R / import, kernel part", "ipvsadm-restore", "lvs-import-kernel", "at least 40")
        ratio("ipvsadm -R / import, file to summary", "ipvsadm-restore", "lvs-import", "at least 10")
        ratio("Get-LvsService -IncludeRealServer / yardstick dump", "lvs-get", "dump", "at most 2")
        ratio("ipvsadm -Ln / Get-LvsService -IncludeRealServer", "ipvsadm-list", "lvs-get", "at least 3")
        printf "| managed memory held by what was read, MB | %.1f | under 150 |\n", at("lvs-get-megabytes", .5)
    }'
