# The collection of module/ansible by Debian's ansible-playbook over a local connection in the director, with LvsPS.Shell as the
# interpreter: created, nothing to do the second time, foretold by check mode, shown by diff mode, removed, and a task that fails
# leaves the table as it was. What the documentation says that a module takes is what it takes.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up_nat
SHELL_LINE="dotnet $LVSPS_SHELL"
mkdir -p /run/play/ansible_collections/lvsps
ln -s "$LVSPS_MODULE/ansible" /run/play/ansible_collections/lvsps/lvs
export ANSIBLE_COLLECTIONS_PATH=/run/play ANSIBLE_LOCAL_TEMP=/run/play/tmp ANSIBLE_REMOTE_TMP=/run/play/remote ANSIBLE_HOME=/run/play/home
export ANSIBLE_NOCOLOR=1 ANSIBLE_STDOUT_CALLBACK=results ANSIBLE_CALLBACK_PLUGINS=/run/play/callbacks ANSIBLE_LOCALHOST_WARNING=0 HOME=/run/play LC_ALL=C.UTF-8

# The result of each task as a line of JSON.
mkdir -p /run/play/callbacks
cat >/run/play/callbacks/results.py <<'PY'
import json
from ansible.plugins.callback import CallbackBase

class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'stdout'
    CALLBACK_NAME = 'results'

    def v2_runner_on_ok(self, result):
        print(json.dumps(result._result))

    def v2_runner_on_failed(self, result, ignore_errors=False):
        print(json.dumps(result._result))
PY

# play TASKS [ARGUMENTS...]: runs tasks, which come as YAML, and keeps their results as JSON.
play() {
    printf '%s\n' '- hosts: localhost' '  connection: local' '  gather_facts: false' '  tasks:' >/run/play/play.yml
    sed 's/^/    /' <<<"$1" >>/run/play/play.yml
    n dir env LVSPS_MODULE="$LVSPS_MODULE" ansible-playbook -i localhost, /run/play/play.yml -e "ansible_pwsh_interpreter='$SHELL_LINE'" "${@:2}" >/run/play/said 2>/run/play/faults
    grep -q '^{' /run/play/said || cat /run/play/said /run/play/faults
}
# of EXPRESSION: what is asked of the results r of the tasks, one after another.
of() {
    python3 - "$1" <<'PY'
import json, sys
for line in open('/run/play/said'):
    if line.startswith('{'):
        r = json.loads(line)
        print(eval(sys.argv[1]))
PY
}
table() { n dir ipvsadm -Sn | sort; }

SERVICE='- lvsps.lvs.lvs_service:
    service: tcp://192.168.1.200:80
    scheduler: wrr
    persistence_timeout: 5m
    real_servers:
      - { address: 172.16.86.250, forwarding: masquerade, weight: 3 }
      - { address: 172.16.86.248, forwarding: masquerade, upper_threshold: 100, lower_threshold: 50 }
- lvsps.lvs.lvs_service:
    service: fwmark6://7
    scheduler: sh
    scheduler_flags: [sh-port]'
WANTED='-A -f 7 -6 -s sh -b sh-port
-A -t 192.168.1.200:80 -s wrr -p 300
-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 1
-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 3'

play "$SERVICE" --check --diff
check 'check mode: what would be changed' 'True
True' "$(of 'r["changed"]')"
check 'check mode: nothing is changed' '' "$(table)"
check 'diff mode: the lines that would be there' '-A -t 192.168.1.200:80 -s wrr -p 300|-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 1 -x 100 -y 50|-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 3|
-A -f 7 -6 -s sh -b sh-port|' "$(of 'r["diff"]["after"].replace("\n", "|")')"
play "$SERVICE"
check 'create: changed' 'True
True' "$(of 'r["changed"]')"
check 'create: the table' "$(sort <<<"$WANTED")" "$(table)"
check 'create: nothing of the diff, which was not asked for' 'False
False' "$(of '"diff" in r')"
check 'create: what is returned' 'wrr 300 2
sh 0 0' "$(of '"%s %d %d" % (r["service"]["scheduler"], r["service"]["persistence_timeout"], len(r["service"]["real_servers"]))')"
play "$SERVICE"
check 'the second time: not changed' 'False
False' "$(of 'r["changed"]')"
play "$SERVICE" --check
check 'the second time in check mode: not changed' 'False
False' "$(of 'r["changed"]')"

play '- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.251, forwarding: masquerade }
- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.248, state: suspended, reason: disk }
- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.248, state: suspended }
- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.248, state: resumed }
- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.250, state: absent }'
check 'real servers: changed' 'True
True
False
True
True' "$(of 'r["changed"]')"
check 'real servers: the table' '-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 1
-a -t 192.168.1.200:80 -r 172.16.86.251:80 -m -w 1' "$(table | grep -e '-a -t')"
play '- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.248, state: suspended }'
check 'who is suspended at weight 0 is told by a warning, or all is well' True "$(of '"warnings" not in r or "weight 0" in str(r["warnings"]) or "persistent" in str(r["warnings"])')"
play '- lvsps.lvs.lvs_real_server: { service: "tcp://192.168.1.200:80", address: 172.16.86.248, state: resumed }'

# The kernel has no such scheduler, which only it knows: the second step of the task, after a real server was changed.
table >/run/play/before
play '- lvsps.lvs.lvs_service: { service: "tcp://192.168.1.200:80", scheduler: nosuch }
  ignore_errors: true
- lvsps.lvs.lvs_service: { service: "tcp://192.168.1.201:80", scheduler: rr, real_servers: [{ address: 172.16.86.250, forwarding: masquerade }, { address: "no.such.host.invalid" }] }
  ignore_errors: true
- lvsps.lvs.lvs_service: { service: "tcp://192.168.1.200:80", schedler: rr }
  ignore_errors: true'
check 'failures: each says so' 'True
True
True' "$(of 'r["failed"]')"
check 'failures: the id of ours' 'SchedulerNotFound
NameNotResolved
None' "$(of 'r.get("error_id")')"
check 'failures: what is not known is named' True "$(of '"schedler" in r["msg"]' | tail -1)"
same 'failures: the table stays as it was' /run/play/before <(table)

HOST='- lvsps.lvs.lvs_host:
    kernel_settings: { drop_entry: 1, net.ipv4.ip_forward: 1 }
    timeouts: { tcp: 10m }
    virtual_addresses: [{ address: 192.168.1.202, interface: public }]
    firewall_marks: [{ mark: 3, addresses: [192.168.1.202], tcp: ["80", "443"] }]
    full_nat: [{ service: "tcp://192.168.1.200:80" }]
    sync_daemons: [{ role: master, interface: public, sync_id: 3 }]'
play "$HOST" --check --diff
check 'host, check mode: changed' True "$(of 'r["changed"]')"
check 'host, diff mode: a line for each' 'drop_entry 1' "$(of 'r["diff"]["after"]' | grep drop_entry)"
check 'host, check mode: nothing is changed' '0' "$(n dir sysctl -n net.ipv4.vs.drop_entry)"
play "$HOST"
check 'host: changed' True "$(of 'r["changed"]')"
check 'host: the setting' 1 "$(n dir sysctl -n net.ipv4.vs.drop_entry)"
check 'host: the address' 1 "$(ip -n dir address show dev public | grep -c '192.168.1.202/')"
check 'host: the mark' 1 "$(n dir nft list ruleset | grep -c 'mark set 0x0*3')"
check 'host: the time-outs' 'Timeout (tcp tcpfin udp): 600 120 300' "$(n dir ipvsadm -l --timeout)"
check 'host: the daemon' 1 "$(n dir ipvsadm -l --daemon | grep -c 'master sync daemon (mcast=public, syncid=3')"
play "$HOST"
check 'host, the second time: not changed' False "$(of 'r["changed"]')"
play '- lvsps.lvs.lvs_host:
    kernel_settings: { drop_entry: 2 }
    virtual_addresses: [{ address: 192.168.1.203, interface: nosuch }]
  ignore_errors: true'
check 'host: a failure takes back what was done before it' 1 "$(n dir sysctl -n net.ipv4.vs.drop_entry)"
play '- lvsps.lvs.lvs_host:
    virtual_addresses: [{ address: 192.168.1.202, state: absent }]
    firewall_marks: [{ mark: 3, state: absent }]
    full_nat: [{ service: "tcp://192.168.1.200:80", state: absent }]
    sync_daemons: [{ role: master, state: absent }]
- lvsps.lvs.lvs_service: { service: "tcp://192.168.1.200:80", state: absent }
- lvsps.lvs.lvs_service: { service: "fwmark6://7", state: absent }
- lvsps.lvs.lvs_service: { service: "fwmark6://7", state: absent }'
check 'removal: changed' 'True
True
True
False' "$(of 'r["changed"]')"
check 'removal: the table' '' "$(table)"
check 'removal: the address' 0 "$(ip -n dir address show dev public | grep -c '192.168.1.202/')"

for module in lvs_state lvs_service lvs_real_server lvs_host; do
    ansible-doc -j lvsps.lvs.$module >/run/play/doc 2>/run/play/faults || check "ansible-doc $module" 0 $?
    lvs -Command "Import-Module $LVSPS_MODULE/automation/LvsPS.Automation.psm1; (Get-LvsAnsibleSpec $module).options.Keys" | LC_ALL=C sort >/run/play/takes
    python3 -c 'import json; print("\n".join(sorted(next(iter(json.load(open("/run/play/doc")).values()))["doc"]["options"])))' >/run/play/told
    same "ansible-doc tells what $module takes" /run/play/told /run/play/takes
done
exit $FAILED
