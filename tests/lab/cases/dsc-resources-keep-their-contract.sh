# The resources of DSC on a real table, called as Microsoft's dsc 3.2 calls them: what the manifest says is run in its folder, with one
# line of JSON on standard input; input and output are checked against the manifest's own schema; in pwsh, or in LvsPS.Shell without it.
. "$LAB/topology.sh"
. "$LAB/check.sh"
lab_up
table() { n dir ipvsadm -Sn | sort; }

cat >/run/dsc.py <<'PY'
import json, os, shutil, subprocess, sys
import jsonschema

RESOURCE, OPERATION, TEXT = sys.argv[1:4]
WHAT_IF = "what-if" in sys.argv[4:]
folder = os.environ["LVSPS_MODULE"] + "/dsc"
with open(f"{folder}/lvsps.{RESOURCE}.dsc.resource.json") as file:
    manifest = json.load(file)
call = manifest[OPERATION]
valid = jsonschema.Draft202012Validator(manifest["schema"]["embedded"])
if TEXT:
    valid.validate(json.loads(TEXT))

arguments = []
for argument in call["args"]:
    if isinstance(argument, str):
        arguments.append(argument)
    elif WHAT_IF:
        arguments.append(argument["whatIfArg"])
program = [call["executable"]] if shutil.which(call["executable"]) else ["dotnet", os.environ["LVSPS_SHELL"]]
run = subprocess.run(program + arguments, cwd=folder, capture_output=True, text=True,
                     **({"input": TEXT} if TEXT and call.get("input") == "stdin" else {"stdin": subprocess.DEVNULL}))
lines = run.stdout.splitlines()
for trace in run.stderr.splitlines():
    print(*[f"{level}: {text.split(':')[0]}" for level, text in json.loads(trace).items()])
if run.returncode:
    print("exit", run.returncode, manifest["exitCodes"][str(run.returncode)], *lines)
elif OPERATION == "delete":
    print(*[len(json.loads(line)["_metadata"]["whatIf"]) for line in lines], sep="\n", end="")
else:
    for line in lines if OPERATION == "export" else lines[:1]:
        valid.validate(json.loads(line))
        print({name: value for name, value in json.loads(line).items() if name in ("_exist", "_inDesiredState", "service", "scheduler")})
    if call.get("return") == "stateAndDiff":
        print("differs" if json.loads(lines[1]) else "same")
        lines = lines[2:]
    elif OPERATION != "export":
        lines = lines[1:]
    if OPERATION != "export":
        print(*lines, end="")
PY
dsc() { n dir /usr/bin/python3 /run/dsc.py "$@" 2>&1; }

WEB='{"service":"tcp://192.168.1.200:80","scheduler":"wrr","realServers":[{"address":"172.16.86.250","forwarding":"masquerade","weight":3}]}'
ONE='{"service":"tcp://192.168.1.200:80"}'
HERE="{'service': 'tcp://192.168.1.200:80', 'scheduler': 'wrr', '_exist': True"
TABLE='-A -t 192.168.1.200:80 -s wrr
-a -t 192.168.1.200:80 -r 172.16.86.250:80 -m -w 3'
check 'service, get: not there' "{'service': 'tcp://192.168.1.200:80', '_exist': False}" "$(dsc service get "$ONE")"
check 'service, set as what-if: what would be' "$HERE}
differs" "$(dsc service set "$WEB" what-if)"
check 'service, set as what-if: nothing is changed' '' "$(table)"
check 'service, set: what is' "$HERE}
differs" "$(dsc service set "$WEB")"
check 'service, set: the table' "$TABLE" "$(table)"
check 'service, set again: nothing to do' "$HERE}
same" "$(dsc service set "$WEB")"
check 'service, test: as wanted' "$HERE, '_inDesiredState': True}
same" "$(dsc service test "$WEB")"
check 'service, a scheduler that the kernel does not have' 'error: SchedulerNotFound
exit 1 It could not be done; the trace has the error of the module LvsPS.' "$(dsc service set "${WEB/wrr/nosuch}")"
n dir ipvsadm -A -f 7 -s rr
check 'service, export: all' "$HERE}
{'service': 'fwmark://7', 'scheduler': 'rr', '_exist': True}" "$(dsc service export '')"
check 'service, export: one that is asked for' "$HERE}" "$(dsc service export "$ONE")"
check 'service, delete as what-if: two lines' 2 "$(dsc service delete "$ONE" what-if)"
check 'service, delete as what-if: nothing is changed' "-A -f 7 -s rr
$TABLE" "$(table)"
check 'service, delete: says nothing' '' "$(dsc service delete "$ONE")"
check 'service, delete: the table' '-A -f 7 -s rr' "$(table)"
check 'service, delete again: says nothing' '' "$(dsc service delete "$ONE")"

STATE="{\"document\":{\"owner\":\"web\",\"prune\":true,\"services\":[$WEB]}}"
check 'state, test: not so' "{'_inDesiredState': False}
differs" "$(dsc state test "$STATE")"
check 'state, set as what-if: what would be' '{}
differs' "$(dsc state set "$STATE" what-if)"
check 'state, set as what-if: nothing is changed' '-A -f 7 -s rr' "$(table)"
check 'state, set: what is' '{}
differs' "$(dsc state set "$STATE")"
check 'state, set: the table' "-A -f 7 -s rr
$TABLE" "$(table)"
check 'state, set again: nothing to do' '{}
same' "$(dsc state set "$STATE")"
check 'state, export: one' '{}' "$(dsc state export '')"
check 'state, delete: says nothing' '' "$(dsc state delete "$STATE")"
check 'state, delete: the table' '-A -f 7 -s rr' "$(table)"
exit $FAILED
