# The walkthrough 10: one ldirectord.cf, read by Start-LvsHealthMonitor in the one director and by ldirectord in another that is alike.
# The same tables at each step, the same answers, and ours takes out a server that stopped or hangs no later.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
RUNS=${RUNS:-2}
worlds o t
OURS=diro THEIRS=dirt

{
    cat "$LAB/../data/directord/walkthrough.cf"
    cat <<'CF'
virtual=192.168.1.205:80
    real=172.16.0.7:80 gate
    real=172.16.0.8:80 gate
    fallback=127.0.0.1:80 gate
    service=http
    scheduler=rr
    protocol=tcp
    checktype=negotiate
    checkport=80
    request="index.html"
    receive="CentOS"
CF
} >/run/walkthrough.cf
mkdir /run/ours /run/theirs
cp /run/walkthrough.cf /run/ours/ldirectord.cf
cp /run/walkthrough.cf /run/theirs/ldirectord.cf

# wanted WEIGHT7 WEIGHT8 [FALLBACK]: the table, where the servers have these weights at the mark; '-' for one that is out.
wanted() {
    echo '-A -f 5 -s wrr'
    echo '-A -t 192.168.1.205:80 -s rr'
    [ "$1" = - ] || printf '%s\n' "-a -f 5 -r 172.16.0.7:80 -g -w $1" '-a -t 192.168.1.205:80 -r 172.16.0.7:80 -g -w 1'
    [ "$2" = - ] || printf '%s\n' "-a -f 5 -r 172.16.0.8:80 -g -w $2" '-a -t 192.168.1.205:80 -r 172.16.0.8:80 -g -w 1'
    [ -z "${3:-}" ] || printf '%s\n' '-a -f 5 -r 127.0.0.1:80 -g -w 1' '-a -t 192.168.1.205:80 -r 127.0.0.1:80 -g -w 1'
}
step() { tables "$1" "$(wanted "${@:2}")" $OURS $THEIRS; }
both() { answers "$1" "$2" 192.168.1.206 clo clt; answers "$1" "$3" 192.168.1.205 clo clt; }

monitor $OURS /run/ours/out 'Start-LvsHealthMonitor -Path /run/ours/ldirectord.cf -LogPath /run/ours/log'
ip netns exec $THEIRS ldirectord /run/theirs/ldirectord.cf start >/run/theirs/out 2>&1
check 'ldirectord starts' 0 $?

step 'both are up' 2 1
both 'both are up' 'r7-CentOS=8 r8-CentOS=4' 'r7-CentOS=6 r8-CentOS=6'
stop_server r8o r8t
step 'one stopped' 2 -
both 'one stopped' 'r7-CentOS=12' 'r7-CentOS=12'
stop_server r7o r7t
step 'both stopped' - - fallback
both 'both stopped' 'sorry=12' 'sorry=12'
start_server r8o r8t
step 'one started' - 1
both 'one started' 'r8-CentOS=12' 'r8-CentOS=12'
start_server r7o r7t
step 'both are back' 2 1
both 'both are back' 'r7-CentOS=8 r8-CentOS=4' 'r7-CentOS=6 r8-CentOS=6'

# The page is another one: it answers, and yet is down.
stop_server r8o r8t
for x in o t; do n r8$x "$SERVER" 'under construction'; done
step 'another page' 2 -
stop_server r8o r8t
start_server r8o r8t
step 'the page is back' 2 1

# From the same moment: stopped, and hanging.
since_both() { # since_both WHAT SIGNAL
    local moment=$EPOCHREALTIME
    signal_server $2 r8o r8t
    since $moment $OURS $THEIRS
    echo "seconds until a server was out that $1: $OURS ${LATER[$OURS]:-never}, $THEIRS ${LATER[$THEIRS]:-never}"
    echo "${LATER[$OURS]:-120} ${LATER[$THEIRS]:-120}" >>/run/seconds
    [ $2 = KILL ] && start_server r8o r8t || signal_server CONT r8o r8t
    step "$1, and back" 2 1
}
for ((i = 0; i < RUNS; i++)); do
    since_both stopped KILL
    since_both hangs STOP
done
# Where in its second each of them is, is chance: so much may be between them, each time.
check 'ours is out no later than the interval and the time limit, or a slow machine is slow for both' '' \
    "$(awk '$1 > 4 && $1 > $2 + 4' /run/seconds)"
check 'ours is no later altogether, a second of chance each time' 1 \
    "$(awk '{ ours += $1; theirs += $2 } END { print ours <= theirs + NR }' /run/seconds)"

# The file is edited.
sed -i 's/gate 2/gate 3/' /run/ours/ldirectord.cf /run/theirs/ldirectord.cf
step 'edited' 3 1
both 'edited' 'r7-CentOS=9 r8-CentOS=3' 'r7-CentOS=6 r8-CentOS=6'
check 'what was taken over is told' 1 "$(grep -c ' Replaced' /run/ours/log)"

# As ldirectord's cleanstop says, which is its default: nothing is left.
ip netns exec $THEIRS ldirectord /run/theirs/ldirectord.cf stop >>/run/theirs/out 2>&1
tables 'ended' '' $THEIRS

# With a file that nobody can read, the old one goes on. ldirectord says so too, and then leaves a stopped server in the table.
cp /run/ours/ldirectord.cf /run/good.cf
echo '    nonsense=of-course' >>/run/ours/ldirectord.cf
lab_until 120 grep -q ' Rejected.*nonsense' /run/ours/log
check 'a broken file is told' 0 $?
stop_server r7o
tables 'a broken file: the old one goes on' "$(wanted - 1)" $OURS
start_server r7o
tables 'a broken file: still' "$(wanted 3 1)" $OURS
sed 's/gate 3/gate 4/' /run/good.cf >/run/ours/ldirectord.cf
tables 'mended' "$(wanted 4 1)" $OURS
end_monitor /run/ours/out
tables 'ended' '' $OURS
[ $FAILED = 0 ] || tail -n 40 /run/ours/out /run/ours/log /run/theirs/out /var/log/ldirectord.log
exit $FAILED
