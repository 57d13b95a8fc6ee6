# On this machine, over loopback, on the simulated kernel: monitors of HTTP servers, which are addresses of 127.0.0.0/8 at one process.
# What they cost is processor time of the monitor's process; how late checks begin is told of those that come next. Wanted: 1,000 checks a
# second with less than half a core and 200 MB; and on one processor, 10,000 servers every 10 s, no check more than 500 ms late.
HERE=$(dirname "$0")
SERVER=$("$HERE/../lab/compile.sh" server)
"$SERVER" page 8080 8053 || exit 1
trap 'pkill -xf "$SERVER page 8080 8053"' EXIT
dotnet "$LVSPS_SHELL" -File "$HERE/health.ps1" 1000 1 30
taskset -c "$(sed -n 's/^Cpus_allowed_list:.*[^0-9]//p' /proc/self/status)" dotnet "$LVSPS_SHELL" -File "$HERE/health.ps1" 10000 10 60
