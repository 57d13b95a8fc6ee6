# kernel: debian
. "$LAB/cases/the-monitor-killed-at-any-moment.sh"
