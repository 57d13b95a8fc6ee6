# kernel: debian
# Test-LvsHost where ip_vs is not loaded: exactly that is found, and its line loads it.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/doctor.sh"
modprobe -qa veth bridge
echo /bin/false >/proc/sys/kernel/modprobe
lab_node dir
check 'ip_vs is not loaded' '' "$(grep '^ip_vs ' /proc/modules)"
works() { lvs -Command 'Get-LvsInfo' 2>/dev/null | grep -q '^1\.2\.1'; }
finding dir IpvsMissing true '! works' works
exit $FAILED
