# In the guest: a document of 10,000 services with 4 real servers each, parsed, compared and found true, beside Get-LvsService
# -IncludeRealServer of the same table; then one of which 1 % differs, and back again.
SERVICES=${SERVICES:-10000}
. "$LAB/topology.sh"
lab_modules
ip link set lo up
BENCH=$(dirname "$0")

# Service 50 of each hundred differs: a weight, a server less, another server, another scheduler, or the service itself.
document() { # document OTHER
    awk -v n="$SERVICES" -v other="$1" 'BEGIN {
        print "prune: true\ndefaults:\n  scheduler: rr\n  realServer: { forwarding: masquerade }\nservices:"
        for (i = 0; i < n; i++) {
            vip = sprintf("10.%d.%d.%d:80", 100 + int(i / 5000), int(i / 250) % 20, i % 250 + 1)
            kind = other && i % 100 == 50 ? int(i / 100) % 5 : -1
            if (kind == 4) vip = sprintf("10.102.%d.%d:80", int(i / 250), i % 250 + 1)
            printf "  - service: tcp://%s\n", vip
            if (kind == 3) print "    scheduler: wrr"
            print "    realServers:"
            for (k = 0; k < (kind == 1 ? 3 : 4); k++)
                printf "      - { address: 10.2.%d.%d, weight: %d }\n", kind == 2 && k == 3 ? 9 : k, i % 250 + 1, kind == 0 ? 7 : k + 1
        }
    }'
}
document 0 >/run/first.yaml
document 1 >/run/second.yaml
lab_node bench
n bench dotnet "$LVSPS_SHELL" -File "$BENCH/state.ps1" /run/first.yaml /run/second.yaml | tee /run/rows >&2

sort -k1,1 -k2,2n /run/rows | awk '
    { v[$1] = v[$1] " " $2; c[$1]++ }
    function at(name, q,   a) { split(v[name], a, " "); return a[int((c[name] - 1) * q + 1.5)] }
    function row(name, label) { printf "| %s | %s | %s | %s | %d |\n", label, at(name, 0), at(name, .5), at(name, 1), c[name] }
    END {
        print "| what | min | median | max | runs |"; print "| --- | --- | --- | --- | --- |"
        row("lvs-get", "Get-LvsService -IncludeRealServer")
        row("lvs-true", "Sync-LvsState, from the file to the result: nothing to do")
        row("lvs-changed", "Sync-LvsState, 1 % of the services differ")
        row("lvs-changed-kernel", "the kernel part of that")
        row("lvs-changes", "changes of that")
        print ""; print "| ratio of medians | seen | wanted |"; print "| --- | --- | --- |"
        printf "| Sync-LvsState with nothing to do / Get-LvsService -IncludeRealServer | %.2f | at most 3 |\n", at("lvs-true", .5) / at("lvs-get", .5)
        printf "| most memory of the process, MB | %.0f | under 400 |\n", at("lvs-megabytes", .5)
    }'
