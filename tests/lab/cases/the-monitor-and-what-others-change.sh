# While a monitor runs, others re-weight, remove, add and flush by ipvsadm. With -ForeignChange Respect it stays so, and checks go on;
# with Restore the table is as before. Each is told once, and the process has as many files and threads at the end as in the beginning.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
worlds o
S=192.168.1.205:80
BASE="-A -f 5 -s wrr
-A -t $S -s rr
-a -f 5 -r 172.16.0.7:80 -g -w 2
-a -f 5 -r 172.16.0.8:80 -g -w 1
-a -t $S -r 172.16.0.7:80 -g -w 2
-a -t $S -r 172.16.0.8:80 -g -w 1"
ipvs() { n diro ipvsadm "$@"; }
# but EDIT: the table with a change, as a sed command.
but() { sed "$1" <<<"$BASE"; }

# How often the log has a word; more WORD: until it has it once more than at the last mark.
count() { grep -c " $1 " $LOG; }
mark() { for word in ForeignChange Up Down; do MARK[$word]=$(count $word); done; }
has_more() { [ "$(count "$1")" -ge $((MARK[$1] + ${2:-1})) ]; }
more() { lab_until 120 has_more "$@"; }
declare -A MARK

# The server stops and starts, and the monitor sees both, in so many services.
flap() {
    mark
    stop_server $1
    more Down $2
    start_server $1
    more Up $2
}
foreign() { mark; ipvs "$@"; more ForeignChange; }

for MODE in ${MODES:-Respect Restore}; do
    is() { [ $MODE = $1 ]; }
    LOG=/run/$MODE.log
    ipvs -C
    ipvs -R <<<"$BASE"
    monitor diro /run/$MODE.out "Get-LvsService | Start-LvsHealthMonitor -Interval 3 -FastInterval 500ms -Fall 2 -ForeignChange $MODE -LogPath $LOG \
        -HealthCheck (New-LvsHealthCheck -Http -Match CentOS -Timeout 3)"
    lab_until 120 test -s $LOG
    tables "$MODE: begun" "$BASE" diro
    flap r8o 2
    tables "$MODE: a server was down and is back" "$BASE" diro
    resources before

    foreign -e -t $S -r 172.16.0.7:80 -g -w 9
    is Respect && WANTED=$(but "s/\(-t $S -r 172.16.0.7:80 -g -w\) 2/\1 9/") || WANTED=$BASE
    tables "$MODE: re-weighted" "$WANTED" diro
    flap r7o 2
    tables "$MODE: re-weighted, then down and back" "$WANTED" diro
    ipvs -e -t $S -r 172.16.0.7:80 -g -w 2
    is Respect && more ForeignChange

    foreign -d -t $S -r 172.16.0.8:80
    is Respect && WANTED=$(but "/-t $S -r 172.16.0.8/d") || WANTED=$BASE
    tables "$MODE: removed" "$WANTED" diro
    flap r8o 2
    tables "$MODE: removed, then down and back" "$WANTED" diro
    if is Respect; then
        foreign -a -t $S -r 172.16.0.8:80 -g -w 1
        flap r8o 2
        tables 'Respect: put back by hand, then down and back' "$BASE" diro
    fi

    foreign -a -f 5 -r 172.16.0.99:80 -g -w 5
    is Respect && WANTED="$BASE"$'\n-a -f 5 -r 172.16.0.99:80 -g -w 5' || WANTED=$BASE
    flap r7o 2
    tables "$MODE: another server added" "$WANTED" diro
    ipvs -d -f 5 -r 172.16.0.99:80 2>/dev/null

    foreign -E -f 5 -s lc
    is Respect && WANTED=$(but '/-A -f 5/s/wrr/lc/') || WANTED=$BASE
    flap r7o 2
    tables "$MODE: another scheduler" "$WANTED" diro

    foreign -C
    more ForeignChange 2
    is Respect && WANTED= || WANTED=$BASE
    flap r8o 2
    tables "$MODE: flushed" "$WANTED" diro
    check "$MODE: flushed, told once for each service" "$((MARK[ForeignChange]))" "$(count ForeignChange)"
    if is Respect; then
        ipvs -A -t $S -s rr
        foreign -a -t $S -r 172.16.0.7:80 -g -w 4
        flap r7o 2
        tables 'Respect: made anew by another, and kept true' "-A -t $S -s rr"$'\n'"-a -t $S -r 172.16.0.7:80 -g -w 4" diro
    fi
    same_resources $MODE before
    end_monitor /run/$MODE.out
done
[ $FAILED = 0 ] || tail -n 60 /run/R*.out /run/R*.log
exit $FAILED
