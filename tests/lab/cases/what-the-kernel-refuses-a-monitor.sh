# A scheduler that the kernel does not have: the monitor tells it, goes on with what can be done, and does the rest when the file is mended.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/monitors.sh"
worlds o
LOG=/run/log
cat >/run/ldirectord.cf <<'CF'
checktimeout=3
checkinterval=1
autoreload=yes
virtual=192.168.1.206:80
    real=172.16.0.7:80 gate
    real=172.16.0.8:80 gate
    service=http
    scheduler=nosuch
    request="index.html"
    receive="CentOS"
virtual=192.168.1.205:80
    real=172.16.0.7:80 gate
    real=172.16.0.8:80 gate
    service=http
    scheduler=rr
    request="index.html"
    receive="CentOS"
CF
rows() { echo "-A -t $1:80 -s rr"; for server in "${@:2}"; do echo "-a -t $1:80 -r 172.16.0.$server:80 -g -w 1"; done; }
monitor diro /run/out "Start-LvsHealthMonitor -Path /run/ldirectord.cf -LogPath $LOG"
tables 'what can be done is done' "$(rows 192.168.1.205 7 8)" diro
lab_until 120 grep -q ' Failed .*nosuch' $LOG
check 'what is refused is told' 0 $?
stop_server r8o
tables 'and the rest is kept true' "$(rows 192.168.1.205 7)" diro
check 'a refusal is told once' 1 "$(grep -c ' Failed .*nosuch' $LOG)"
resources before
sed -i 's/nosuch/rr/' /run/ldirectord.cf
tables 'mended' "$(rows 192.168.1.205 7; rows 192.168.1.206 7)" diro
start_server r8o
tables 'mended, and both are up' "$(rows 192.168.1.205 7 8; rows 192.168.1.206 7 8)" diro
same_resources 'refused and mended' before
end_monitor /run/out
tables 'ended' '' diro
[ $FAILED = 0 ] || tail -n 40 /run/out $LOG
exit $FAILED
