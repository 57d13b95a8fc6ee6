# kernel: debian
MODES=Restore
. "$LAB/cases/the-monitor-and-what-others-change.sh"
