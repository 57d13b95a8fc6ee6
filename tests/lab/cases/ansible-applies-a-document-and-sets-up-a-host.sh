# The modules lvs_state and lvs_host by Debian's ansible-playbook: foretold, made, nothing to do the second time, and a document that
# cannot be right, or that the kernel refuses half-way, leaves the table as it was. ansible-doc shows each module, and tells what it takes.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/ansible.sh"
lab_up_nat

STATE='- lvsps.lvs.lvs_state:
    document:
      services:
        - service: tcp://192.168.1.200:80
          scheduler: wrr
          realServers:
            - { address: 172.16.86.250, forwarding: masquerade, weight: 3 }
        - service: udp://192.168.1.200:53
          scheduler: SCHEDULER
          realServers:
            - { address: 172.16.86.248, forwarding: masquerade }'
WANTED='-A -t 192.168.1.200:80 -s wrr
-A -u 192.168.1.200:53 -s rr
-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 3
-a -u 192.168.1.200:53 -r 172.16.86.248:53 -m -w 1'
play "${STATE/SCHEDULER/rr}" --check --diff
check 'document, check mode: changed' True "$(of 'r["changed"]')"
check 'document, diff mode: a line for each change' 4 "$(of 'r["diff"]["prepared"].strip()' | grep -c '^+ ')"
check 'document, check mode: nothing is changed' '' "$(table)"
play "${STATE/SCHEDULER/nosuch}"
check 'document that the kernel refuses: fails' SchedulerNotFound "$(of 'r["error_id"]')"
check 'document that the kernel refuses: what was done is taken back' '' "$(table)"
play "${STATE/SCHEDULER/rr}
${STATE/SCHEDULER/rr}"
check 'document: changed, and nothing to do the second time' 'True
False' "$(of 'r["changed"]')"
check 'document: the table' "$WANTED" "$(table)"

HOST='- lvsps.lvs.lvs_host:
    kernel_settings: { drop_entry: 1, net.ipv4.ip_forward: 1 }
    timeouts: { tcp: 10m }
    virtual_addresses: [{ address: 192.168.1.202, interface: public }]
    firewall_marks: [{ mark: 3, addresses: [192.168.1.202], tcp: ["80", "443"] }]
    sync_daemons: [{ role: master, interface: public, sync_id: 3 }]'
play "$HOST" --check
check 'host, check mode: changed' True "$(of 'r["changed"]')"
check 'host, check mode: nothing is changed' 0 "$(n dir sysctl -n net.ipv4.vs.drop_entry)"
play "$HOST
$HOST"
check 'host: changed, and nothing to do the second time' 'True
False' "$(of 'r["changed"]')"
check 'host: the setting' 1 "$(n dir sysctl -n net.ipv4.vs.drop_entry)"
check 'host: the address' 1 "$(ip -n dir address show dev public | grep -c '192.168.1.202/')"
check 'host: the mark' 1 "$(($(n dir nft list ruleset | grep -c 'mark set') > 0))"
check 'host: the time-outs' 'Timeout (tcp tcpfin udp): 600 120 300' "$(n dir ipvsadm -l --timeout)"
check 'host: the daemon' 1 "$(n dir ipvsadm -l --daemon | grep -c 'master sync daemon (mcast=public, syncid=3')"

# Each option with its type, whether it is required, its choices and its default, those within others too.
cat >/run/play/takes.ps1 <<'PS'
param($folder)
Import-Module $folder/automation/LvsPS.Automation.psm1
function Show($Options, $Path) {
    foreach ($name in $Options.Keys) {
        $one = $Options[$name]
        "$Path$name $($one.type) $([int][bool] $one['required']) $($one['elements']) $($one['choices'] -join ',') $("$($one['default'])".ToLowerInvariant())"
        if ($one['options']) { Show $one.options "$Path$name." }
    }
}
foreach ($module in 'lvs_state', 'lvs_service', 'lvs_real_server', 'lvs_host') { Show (Get-LvsAnsibleSpec $module).options "$module " }
PS
lvs /run/play/takes.ps1 "$LVSPS_MODULE" | LC_ALL=C sort >/run/play/takes
ansible-doc -j lvsps.lvs.lvs_state lvsps.lvs.lvs_service lvsps.lvs.lvs_real_server lvsps.lvs.lvs_host >/run/play/doc
python3 -c 'import json
def show(options, path):
    for name, one in options.items():
        default = one.get("default")
        print("%s%s %s %d %s %s %s" % (path, name, one["type"], one.get("required", False), one.get("elements", ""), ",".join(one.get("choices", [])), "" if default is None else str(default).lower()))
        show(one.get("suboptions") or {}, path + name + ".")
for module in json.load(open("/run/play/doc")).values(): show(module["doc"]["options"], module["doc"]["module"] + " ")' | LC_ALL=C sort >/run/play/told
check 'ansible-doc shows each module' 4 "$(cut -d" " -f1 /run/play/told | sort -u | wc -l)"
same 'ansible-doc tells what each module takes' /run/play/told /run/play/takes
exit $FAILED
