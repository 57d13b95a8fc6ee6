# kernel: debian
RUNS=1
. "$LAB/cases/the-monitor-beside-ldirectord.sh"
