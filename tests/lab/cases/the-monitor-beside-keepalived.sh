# One keepalived.conf, read by Start-LvsHealthMonitor in the one director and by keepalived in another that is alike: the same tables
# at each step, also where the quorum is lost with a server still up, the same answers, and ours takes out a server no later.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
RUNS=${RUNS:-2}
worlds o t
OURS=diro THEIRS=dirt
mkdir /run/ours /run/theirs

cat >/run/theirs/keepalived.conf <<'CONF'
global_defs {
    router_id lab
}

$CHECK= \
HTTP_GET { \
    url { \
        path /index.html \
        status_code 200 \
        regex "CentOS" \
    } \
    connect_timeout 3 \
    retry 1 \
    delay_before_retry 1 \
}

virtual_server fwmark 5 {
    delay_loop 1
    lvs_sched wrr
    lvs_method DR
    protocol TCP
    quorum 2
    sorry_server 127.0.0.1 80
    real_server 172.16.0.7 80 {
        weight 2
        $CHECK
    }
    real_server 172.16.0.8 80 {
        weight 1
        $CHECK
    }
}

virtual_server 192.168.1.205 80 {
    delay_loop 1
    lvs_sched rr
    lvs_method DR
    protocol TCP
    sorry_server 127.0.0.1 80
    real_server 172.16.0.7 80 {
        $CHECK
    }
    real_server 172.16.0.8 80 {
        $CHECK
    }
}
CONF
cp /run/theirs/keepalived.conf /run/ours/

# wanted MARK SERVICE: the table, from the words 7, 8 and f (the fallback) for the servers that stand in each.
wanted() {
    echo '-A -f 5 -s wrr'
    echo '-A -t 192.168.1.205:80 -s rr'
    case $1 in *7*) echo '-a -f 5 -r 172.16.0.7:0 -g -w 2' ;; esac
    case $1 in *8*) echo '-a -f 5 -r 172.16.0.8:0 -g -w 1' ;; esac
    case $1 in *f*) echo '-a -f 5 -r 127.0.0.1:0 -g -w 1' ;; esac
    case $2 in *7*) echo '-a -t 192.168.1.205:80 -r 172.16.0.7:80 -g -w 1' ;; esac
    case $2 in *8*) echo '-a -t 192.168.1.205:80 -r 172.16.0.8:80 -g -w 1' ;; esac
    case $2 in *f*) echo '-a -t 192.168.1.205:80 -r 127.0.0.1:80 -g -w 1' ;; esac
}
step() { tables "$1" "$(wanted $2 $3)" $OURS $THEIRS; }
both() { answers "$1" "$2" 192.168.1.206 clo clt; answers "$1" "$3" 192.168.1.205 clo clt; }

monitor $OURS /run/ours/out 'Start-LvsHealthMonitor -Path /run/ours/keepalived.conf -AutoReload -LogPath /run/ours/log'
ip netns exec $THEIRS keepalived -n -l -D --check -f /run/theirs/keepalived.conf -p /run/theirs/pid -c /run/theirs/checkers >/run/theirs/out 2>&1 &
KEEPALIVED=$!

step 'both are up' 78 78
both 'both are up' 'r7-CentOS=8 r8-CentOS=4' 'r7-CentOS=6 r8-CentOS=6'
stop_server r8o r8t
step 'the lesser one stopped' 7 7
both 'the lesser one stopped' 'r7-CentOS=12' 'r7-CentOS=12'
stop_server r7o r7t
step 'both stopped' f f
both 'both stopped' 'sorry=12' 'sorry=12'
start_server r8o r8t
step 'the lesser one started, and is no quorum of 2' f 8
both 'the lesser one started' 'sorry=12' 'r8-CentOS=12'
start_server r7o r7t
step 'both are back' 78 78
stop_server r7o r7t
step 'the greater one stopped: the quorum is lost' f 8
start_server r7o r7t
step 'both are back again' 78 78
both 'both are back again' 'r7-CentOS=8 r8-CentOS=4' 'r7-CentOS=6 r8-CentOS=6'

since_both() { # since_both WHAT SIGNAL
    local moment=$EPOCHREALTIME
    signal_server $2 r8o r8t
    since $moment $OURS $THEIRS
    echo "seconds until a server was out that $1: $OURS ${LATER[$OURS]:-never}, $THEIRS ${LATER[$THEIRS]:-never}"
    echo "${LATER[$OURS]:-120} ${LATER[$THEIRS]:-120}" >>/run/seconds
    [ $2 = KILL ] && start_server r8o r8t || signal_server CONT r8o r8t
    step "$1, and back" 78 78
}
for ((i = 0; i < RUNS; i++)); do
    since_both stopped KILL
    since_both hangs STOP
done
# Where in its second each of them is, is chance, for the check and for the one after it.
check 'ours is no later altogether, two seconds of chance each time' 1 \
    "$(awk '{ ours += $1; theirs += $2 } END { print ours <= theirs + 2 * NR }' /run/seconds)"

sed -i 's/weight 2/weight 3/' /run/ours/keepalived.conf /run/theirs/keepalived.conf
kill -HUP $KEEPALIVED
wanted() { printf '%s\n' '-A -f 5 -s wrr' '-A -t 192.168.1.205:80 -s rr' '-a -f 5 -r 172.16.0.7:0 -g -w 3' '-a -f 5 -r 172.16.0.8:0 -g -w 1' \
    '-a -t 192.168.1.205:80 -r 172.16.0.7:80 -g -w 1' '-a -t 192.168.1.205:80 -r 172.16.0.8:80 -g -w 1'; }
step 'edited'
both 'edited' 'r7-CentOS=9 r8-CentOS=3' 'r7-CentOS=6 r8-CentOS=6'

end_monitor /run/ours/out
kill $KEEPALIVED
wait $KEEPALIVED
tables 'ended' '' $OURS $THEIRS
[ $FAILED = 0 ] || tail -n 40 /run/ours/out /run/ours/log /run/theirs/out
exit $FAILED
