#!/bin/bash
# capture.sh: run in the lab, writes what the kernel answers to each request of capture.py into $RUN/kernel.txt
#   tests/lab/run.sh -k own -r OUT tests/data/netlink/capture.sh && cp OUT/kernel.txt tests/data/netlink/linux-6.12.txt
# (-e PYTHON=PATH names another Python than the guest's python3)
set -eu
ip link add sync0 type dummy
ip addr add 10.9.9.9/24 dev sync0
ip link set sync0 up
ipvsadm -R <<'RULES'
-A -t 192.0.2.10:80 -s wlc
-a -t 192.0.2.10:80 -r 10.0.0.1:8080 -m -w 5 -x 100 -y 50
-a -t 192.0.2.10:80 -r 10.0.0.2:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum
-A -u 192.0.2.10:5060 -s rr -p 300 -M 255.255.255.0 --pe sip -o
-A -f 7 -s sh -b sh-fallback,sh-port
-A -t [2001:db8::80]:80 -s wrr -p 600 -M 64
-a -t [2001:db8::80]:80 -r [2001:db8::1]:80 -g -w 3
RULES
ipvsadm --start-daemon master --mcast-interface sync0 --syncid 5
"${PYTHON:-python3}" "$(dirname "$0")/capture.py" "$(uname -r)" >"$RUN/kernel.txt"
