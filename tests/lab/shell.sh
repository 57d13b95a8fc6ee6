# For run.sh -i: the walkthrough's network, and a prompt (or the command given) in the director's namespace.
. "$LAB/topology.sh"
lab_up_nat
if [ $# = 0 ]; then
    echo 'This is the director. The other machines are cl (192.168.1.100) and rs1 to rs3 (172.16.86.250, .248, .251);'
    echo '"n cl curl 192.168.1.200" runs a command on one, "get http://192.168.1.200/ 6" counts who answers. exit ends the lab.'
    echo '. "$LAB/topology.sh"; PS1="dir:\w# "' >/run/lab.rc
    set -- bash --rcfile /run/lab.rc -i
fi
n dir "$@"
