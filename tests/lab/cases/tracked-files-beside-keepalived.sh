# FILE_CHECK of one keepalived.conf, read by Start-LvsHealthMonitor in the one director and by keepalived in another that is alike: the
# same weights whatever stands in the tracked files.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
lab_modules
lab_node diro dirt
OURS=diro THEIRS=dirt
S=192.168.1.205:80
for node in $OURS $THEIRS; do
    ip -n $node address add 192.168.1.205/32 dev lo
    ip -n $node link set lo up
done

mkdir /run/ours /run/theirs /run/tracked
cat >/run/theirs/keepalived.conf <<'CONF'
track_file load {
    file /run/tracked/load
}
track_file flag {
    file /run/tracked/flag
    weight 0
}
virtual_server 192.168.1.205 80 {
    delay_loop 1
    lvs_sched wrr
    lvs_method NAT
    protocol TCP
    real_server 172.16.0.1 80 {
        weight 10
        FILE_CHECK {
            track_file load
        }
    }
    real_server 172.16.0.2 80 {
        weight 10
        FILE_CHECK {
            track_file load
            weight 2 reverse
        }
    }
    real_server 172.16.0.3 80 {
        weight 10
        FILE_CHECK {
            track_file flag
        }
    }
    real_server 172.16.0.4 80 {
        weight 10
        FILE_CHECK {
            track_file flag
            weight 0 reverse
        }
    }
}
CONF
cp /run/theirs/keepalived.conf /run/ours/

# step WHAT WEIGHT1 WEIGHT2 WEIGHT3 WEIGHT4: the tables come to have these weights; '-' for a server that is out.
step() {
    local i=0 weight wanted="-A -t $S -s wrr"
    for weight in "${@:2}"; do
        i=$((i + 1))
        [ "$weight" = - ] || wanted+=$'\n'"-a -t $S -r 172.16.0.$i:80 -m -w $weight"
    done
    tables "$1" "$wanted" $OURS $THEIRS
}
says() { printf '%s' "$2" >"/run/tracked/$1"; }

monitor $OURS /run/ours/out 'Start-LvsHealthMonitor -Path /run/ours/keepalived.conf -LogPath /run/ours/log'
ip netns exec $THEIRS keepalived -n -l -D --check -f /run/theirs/keepalived.conf -p /run/theirs/pid -c /run/theirs/checkers >/run/theirs/out 2>&1 &
KEEPALIVED=$!

# keepalived takes a reversed flag that is 0 when it starts for one that is up, until it changes.
begun() { [ "$(n $OURS ipvsadm -Sn | grep -c -- -r)" -ge 3 ] && grep -q 'Startup complete' /run/theirs/out; }
lab_until 120 begun
says flag 1
step 'the flag is set' 10 10 - 10
says load 3
step 'the load is 3' 13 4 - 10
says load $'-4\n'
step 'the load is -4' 6 18 - 10
says load 0x10
step 'the load is 0x10' 26 0 - 10
says load 'nothing at all'
step 'the load is no number' 10 10 - 10
says flag 0
step 'the flag is taken back' 10 10 10 -
says load 1000
step 'the load is 1000' 1010 0 10 -
rm /run/tracked/load
step 'the file is gone' 10 10 10 -

end_monitor /run/ours/out
kill $KEEPALIVED
wait $KEEPALIVED
tables 'ended' '' $OURS $THEIRS
[ $FAILED = 0 ] || tail -n 40 /run/ours/out /run/ours/log /run/theirs/out
exit $FAILED
