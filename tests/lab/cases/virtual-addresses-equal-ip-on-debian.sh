# kernel: debian
. "$LAB/cases/virtual-addresses-equal-ip.sh"
