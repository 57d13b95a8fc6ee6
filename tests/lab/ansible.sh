# Sourced in the guest after topology.sh and check.sh: playbooks of the module's collection, run by the ansible-playbook on the path
# (Debian's) over a local connection in the director, with LvsPS.Shell as the interpreter. Each task is one start of the engine, so tasks
# are few. With NATIVE=1 the modules are those that ansible-core runs by itself from 2.21 on, in pwsh; without such a core nothing is run.
mkdir -p /run/play/ansible_collections/lvsps
if [ -n "${NATIVE:-}" ]; then
    read -r MAJOR MINOR <<<"$(ansible-playbook --version | sed -n '1s/.*core \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')"
    [ $((${MAJOR:-0} * 1000 + ${MINOR:-0})) -ge 2021 ] || {
        echo 'ansible-core 2.21 or later is not on the path'
        exit 77
    }
    INTERPRETER=$(command -v pwsh) || { echo 'pwsh is not on the path'; exit 77; }
else
    # From 2.19 on an interpreter is one word.
    INTERPRETER=/run/play/lvsps-shell
    printf '%s\n' '#!/bin/sh' "exec dotnet '$LVSPS_SHELL' \"\$@\"" >$INTERPRETER
    chmod +x $INTERPRETER
fi
ln -s "$LVSPS_MODULE/ansible" /run/play/ansible_collections/lvsps/lvs
export ANSIBLE_COLLECTIONS_PATH=/run/play ANSIBLE_LOCAL_TEMP=/run/play/tmp ANSIBLE_REMOTE_TMP=/run/play/remote ANSIBLE_HOME=/run/play/home
export ANSIBLE_NOCOLOR=1 ANSIBLE_GATHERING=explicit ANSIBLE_STDOUT_CALLBACK=results ANSIBLE_CALLBACK_PLUGINS=/run/play/callbacks ANSIBLE_LOCALHOST_WARNING=0 HOME=/run/play LC_ALL=C.UTF-8

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
    printf '%s\n' '- hosts: localhost' '  gather_facts: false' '  tasks:' >/run/play/play.yml
    sed "s/^/    /${NATIVE:+; s/lvsps\.lvs\./&native./}" <<<"$1" >>/run/play/play.yml
    book /run/play/play.yml "${@:2}"
}

# book PLAYBOOK [ARGUMENTS...]: runs a playbook of the hosts localhost or directors, and keeps the results of its tasks as JSON.
printf '%s\n' '[directors]' 'localhost ansible_connection=local' >/run/play/hosts
book() {
    n dir env LVSPS_MODULE="$LVSPS_MODULE" ansible-playbook -i /run/play/hosts "$1" -e "ansible_pwsh_interpreter=$INTERPRETER" "${@:2}" >/run/play/said 2>/run/play/faults
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
