# kernel: debian
# The collection's example playbooks as they are, one after another, by ansible-playbook on Debian's own kernel: each does what it says.
# The examples of each module's documentation are run as one playbook, and each changes something.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/ansible.sh"
lab_up
EXAMPLES=$LVSPS_MODULE/ansible/examples
example() { book "$EXAMPLES/$1" "${@:2}"; }
check 'examples: these' 'director.yml maintenance.yml state.yml' "$(cd "$EXAMPLES" && echo *)"

# The address is the director's own in the lab, on another interface.
ip -n dir link set public down
ip -n dir link set public name eth0
ip -n dir address del 192.168.1.200/24 dev eth0
ip -n dir link set eth0 up
n dir sysctl -qw net.ipv4.ip_forward=0
example director.yml
check 'director.yml: both tasks changed something' 'True
True' "$(of 'r["changed"]')"
check 'director.yml: the address' 1 "$(ip -n dir address show dev eth0 | grep -c '192.168.1.200/')"
check 'director.yml: the setting' 1 "$(n dir sysctl -n net.ipv4.ip_forward)"
DIRECTOR='-A -t 192.168.1.200:80 -s wrr
-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 1
-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 3'
check 'director.yml: the table' "$DIRECTOR" "$(table)"

example maintenance.yml
check 'maintenance.yml: out of service' '-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 0' "$(table | grep 250)"
example maintenance.yml -e state=resumed
check 'maintenance.yml: and back' "$DIRECTOR" "$(table)"

# The lookup finds files beside the playbook.
mkdir /run/play/git
cp "$EXAMPLES/state.yml" /run/play/git
cat >/run/play/git/lvs.yaml <<'YAML'
owner: web
prune: true
services:
  - service: tcp://192.168.1.200:80
    scheduler: wlc
    realServers:
      - { address: 172.16.86.248, forwarding: masquerade }
YAML
{
    printf '%s\n' '- hosts: directors' '  tasks:'
    ansible-doc -j lvsps.lvs.lvs_state lvsps.lvs.lvs_service lvsps.lvs.lvs_real_server lvsps.lvs.lvs_host |
        python3 -c 'import json, sys, textwrap
for module in json.load(sys.stdin).values(): print(textwrap.indent(module["examples"], "    "))'
} >/run/play/git/told.yml
n dir ipvsadm -A -f 7
book /run/play/git/told.yml
check 'what ansible-doc shows: as many tasks' "$(grep -c '    lvsps\.lvs\.' /run/play/git/told.yml)" "$(of 1 | wc -l)"
check 'what ansible-doc shows: each changes something' True "$(of 'r["changed"]' | sort -u)"
check 'what ansible-doc shows: the table' '-A -t 192.168.1.200:80 -s wrr
-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 1' "$(table)"

book /run/play/git/state.yml
check 'state.yml: as the document says' '-A -t 192.168.1.200:80 -s wlc
-a -t 192.168.1.200:80 -r 172.16.86.248:80 -m -w 1' "$(table)"
exit $FAILED
