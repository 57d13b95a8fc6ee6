# kernel: debian
. "$LAB/cases/settings-of-a-namespace.sh"
