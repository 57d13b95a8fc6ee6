# kernel: debian
. "$LAB/cases/time-outs-and-sync-daemons-equal-ipvsadm.sh"
