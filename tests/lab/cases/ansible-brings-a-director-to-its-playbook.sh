# The modules lvs_service and lvs_real_server by Debian's ansible-playbook: foretold by check mode and shown by diff mode, made, nothing
# to do the second time, removed, and a task that fails half-way leaves the table as it was.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/ansible.sh"
lab_up_nat

SERVICE='- lvsps.lvs.lvs_service:
    service: tcp://192.168.1.200:80
    scheduler: wrr
    persistence_timeout: 5m
    real_servers:
      - { address: 172.16.86.250, forwarding: masquerade, weight: 3 }
      - { address: 172.16.86.248, forwarding: masquerade, upper_threshold: 100, lower_threshold: 50 }'
WANTED='-A -t 192.168.1.200:80 -s wrr -p 300
-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 1
-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 3'

play "$SERVICE" --check --diff
check 'check mode: what would be changed' True "$(of 'r["changed"]')"
check 'check mode: nothing is changed' '' "$(table)"
check 'diff mode: the lines that would be there' '-A -t 192.168.1.200:80 -s wrr -p 300
-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 1 -x 100 -y 50
-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 3' "$(of 'r["diff"]["after"].strip()')"
play "$SERVICE"
check 'create: changed' True "$(of 'r["changed"]')"
check 'create: the table' "$WANTED" "$(table)"
check 'create: nothing of the diff, which was not asked for' False "$(of '"diff" in r')"
check 'create: what is returned' 'wrr 300 2' "$(of '"%s %d %d" % (r["service"]["scheduler"], r["service"]["persistence_timeout"], len(r["service"]["real_servers"]))')"
play "$SERVICE"
check 'the second time: not changed' False "$(of 'r["changed"]')"

# Only the kernel knows that it has no such scheduler.
play '- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.251, forwarding: masquerade }
- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.248, state: suspended, reason: disk }
- lvsps.lvs.lvs_service: { service: "tcp://192.168.1.200:80", scheduler: nosuch }'
check 'real servers are added and suspended, and a failing task fails' 'True None
True None
None SchedulerNotFound' "$(of '"%s %s" % (r["changed"] or None, r.get("error_id"))')"
check 'the failing task leaves the table as it was' '-A -t 192.168.1.200:80 -s wrr -p 300
-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 0
-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 3
-a -t 192.168.1.200:80 -r 172.16.86.251:80 -m -w 1' "$(table)"
play '- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.251, state: absent }
- lvsps.lvs.lvs_service: { service: "tcp://192.168.1.200:80", state: absent }'
check 'removal: changed' 'True
True' "$(of 'r["changed"]')"
check 'removal: the table' '' "$(table)"
exit $FAILED
