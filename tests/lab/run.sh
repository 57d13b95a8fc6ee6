#!/bin/bash
# run.sh [-k own|debian|auto|PATH] [-m MEMORY] [-t SECONDS] [-r RUNDIR] [-e NAME=VALUE]... SCRIPT [ARGS...]
# run.sh -i [the same options] [SCRIPT [ARGS...]]
# Boots a Linux kernel with ip_vs as an ordinary process (user-mode Linux), runs a bash script as root in it, in the
# caller's folder, on a throw-away overlay of this machine's file system, and ends with the script's exit code. What the
# script prints comes out on stdout. Nothing on this machine changes, RUNDIR aside: the guest sees it writable at the
# same path and as $RUN. The folder of these scripts is $LAB there.
#   -k   the kernel: kernel.sh's, Debian's 6.1, the first of these two that is there (auto, the default), or a file
#   -m   memory (default 2G; pages that are not touched cost nothing)
#   -t   time limit in seconds (default 120; 0 is none, and the default with -i)
#   -r   the folder to bring files out (default: a temporary one, removed at the end)
#   -e   sets a variable in the guest; may be repeated
#   -i   keeps the terminal: without SCRIPT, a prompt in the director's namespace (shell.sh)
#   LVSPS_LAB_CPU   the processor to stay on (default: the last one allowed); two guests at once want one each
# Exit codes of its own: 2 bad usage, 3 nothing to boot is installed, 250 the guest died or ran into the time limit.
set -u
LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$LAB/cache.sh"
say() { printf 'run.sh: %s\n' "$*" >&2; }
usage() { sed -n '2,3s/^# //p' "$0" >&2; exit 2; }

WANT=auto MEMORY=2G LIMIT= RUN= INTERACTIVE= VARIABLES=()
while getopts k:m:t:r:e:i OPTION; do
    case $OPTION in
        k) WANT=$OPTARG ;;
        m) MEMORY=$OPTARG ;;
        t) LIMIT=$OPTARG ;;
        r) RUN=$OPTARG ;;
        e) VARIABLES+=("$OPTARG") ;;
        i) INTERACTIVE=1 ;;
        *) usage ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || [ -z "$INTERACTIVE" ] || set -- "$LAB/shell.sh"
[ $# -gt 0 ] || usage
LIMIT=${LIMIT:-$([ -n "$INTERACTIVE" ] && echo 0 || echo 120)}
SCRIPT=$(readlink -f -- "$1")
[ -f "$SCRIPT" ] || { say "$1: no such script"; exit 2; }
shift

DEBIAN=$(command -v linux.uml)
case $WANT in
    own) KERNEL=$("$LAB/kernel.sh" -q) || { say 'the own kernel is not built; kernel.sh builds it'; exit 3; } ;;
    debian) KERNEL=$DEBIAN ;;
    auto) KERNEL=$("$LAB/kernel.sh" -q) || KERNEL=$DEBIAN ;;
    *) KERNEL=$WANT; [ -x "$KERNEL" ] || { say "$KERNEL: no such kernel"; exit 2; } ;;
esac
[ -n "$KERNEL" ] || { say 'user-mode-linux is not installed; setup.sh installs it'; exit 3; }
MODULES=
[ "$KERNEL" != "$DEBIAN" ] || MODULES=/usr/lib/uml/modules

# On the host, since what the guest compiles is lost with it.
"$LAB/compile.sh" server >/dev/null || exit 1

# The guest's memory is an unlinked file, mapped executable: best in /dev/shm, unless that is too small or noexec.
memory_folder() {
    local free need
    free=$(df --output=avail -B1 /dev/shm 2>/dev/null | tail -n 1)
    need=$(numfmt --from=iec "$MEMORY") || exit 2
    if [ -w /dev/shm ] && [ "${free:-0}" -ge "$need" ] && ! grep -q '^[^ ]* /dev/shm [^ ]* [^ ]*noexec' /proc/self/mounts; then
        echo /dev/shm
    else
        echo "${TMPDIR:-/tmp}"
    fi
}
MEMORY_FOLDER=$(memory_folder) || { say "-m $MEMORY: not a size"; exit 2; }
CPU=${LVSPS_LAB_CPU:-$(sed -n 's/^Cpus_allowed_list:.*[^0-9]//p' /proc/self/status)}

PID=
WORK=$(mktemp -d /tmp/lvsps-lab.XXXXXX) || exit 1
# The guest is a session of its own, so its whole group is ended by the number it left.
clean_up() {
    [ ! -s "$WORK/uml/guest/pid" ] || kill -KILL -- "-$(<"$WORK/uml/guest/pid")"
    [ -z "$PID" ] || { kill "$PID"; wait "$PID"; }
    rm -rf "$WORK"
}
trap 'clean_up 2>/dev/null' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
mkdir "$WORK/run"
if [ -n "$RUN" ]; then
    mkdir -p -- "$RUN" || exit 2
    RUN=$(readlink -f -- "$RUN")
else
    RUN=$WORK/run
fi

# The first process of the guest: the host's root is mounted read-only, and everything is stacked over it in memory.
{
    printf '%s\n' '#!/bin/bash'
    printf '%s=%q\n' WORK "$WORK" RUN "$RUN" MODULES "$MODULES"
    cat <<'INIT'
PATH=/usr/sbin:/usr/bin:/sbin:/bin
die() { echo "the guest could not start: $*" >/dev/console; echo o >/proc/sysrq-trigger; sleep 9; }
mount -t proc proc /proc
[ -z "$MODULES" ] || insmod "$MODULES/$(uname -r)/kernel/fs/overlayfs/overlay.ko" || die 'no overlay module'
mount -t tmpfs -o size=75%,mode=755 over /mnt && mkdir /mnt/{upper,work,root} || die 'no tmpfs'
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root || die 'no overlay'
cd /mnt/root && mount --make-rprivate / && mkdir -p .host && pivot_root . .host || die 'no new root'
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
mkdir -p /dev/shm /dev/pts; mount -t tmpfs -o mode=1777 shm /dev/shm; mount -t devpts -o ptmxmode=666 pts /dev/pts
mount -t tmpfs -o mode=755 run /run; mkdir -p /run/lock
for fd in fd:fd stdin:fd/0 stdout:fd/1 stderr:fd/2; do ln -sfn "/proc/self/${fd#*:}" "/dev/${fd%:*}"; done
[ -z "$MODULES" ] || { mkdir -p /usr/lib/modules && mount --bind "$MODULES" /usr/lib/modules; }
for folder in "$WORK" "$RUN"; do mkdir -p "$folder"; mount -t hostfs -o "$folder" none "$folder"; done
umount -l /.host 2>/dev/null && rmdir /.host
exec chroot . /bin/bash "$WORK/guest.sh"
INIT
} >"$WORK/init.sh"
chmod +x "$WORK/init.sh"

{
    printf 'export %s=%q\n' PATH "$PATH:/usr/local/sbin:/usr/sbin:/sbin" HOME "${HOME:-/root}" \
        LAB "$LAB" RUN "$RUN" LVSPS_LAB_CACHE "$LAB_CACHE" TERM "$([ -n "$INTERACTIVE" ] && echo "${TERM:-dumb}" || echo dumb)"
    [ -z "${DOTNET_ROOT:-}" ] || printf 'export DOTNET_ROOT=%q\n' "$DOTNET_ROOT"
    for VARIABLE in "${VARIABLES[@]}"; do printf 'export %s=%q\n' "${VARIABLE%%=*}" "${VARIABLE#*=}"; done
    printf '%s=(bash' COMMAND
    printf ' %q' "$SCRIPT" "$@"
    printf ')\nRC=%q\ncd %q\nip link set lo up\n' "$WORK/rc" "$PWD"
    if [ -n "$INTERACTIVE" ]; then
        printf 'stty rows %d cols %d </dev/tty0\n' $(stty size 2>/dev/null || echo 24 80)
        echo 'setsid -c -w "${COMMAND[@]}" </dev/tty0 >/dev/tty0 2>&1; echo $? >"$RC"'
    else
        # By a pipe, so that no program takes it for a terminal; one that outlives the script may keep the pipe open.
        cat <<'GUEST'
exec 9> >(exec cat >/dev/tty1)
READER=$!
"${COMMAND[@]}" </dev/null >&9 2>&1 9>&-; echo $? >"$RC"
exec 9>&-
for ((i = 0; i < 25; i++)); do kill -0 $READER 2>/dev/null || break; sleep 0.02; done
GUEST
    fi
    printf 'sync\necho o >/proc/sysrq-trigger\nsleep 9\n'
} >"$WORK/guest.sh"

# The death signal ends the guest with its parent, also where this script had no time to.
BOOT=(setpriv --pdeathsig KILL taskset -c "$CPU" "$KERNEL" "mem=$MEMORY" rootfstype=hostfs root=/dev/root hostfs=/ ro "init=$WORK/init.sh"
    con=null "uml_dir=$WORK/uml/" umid=guest quiet loglevel=3 panic=1 noreboot)
export TMPDIR=$MEMORY_FOLDER
if [ -n "$INTERACTIVE" ]; then
    STATE=$(stty -g 2>/dev/null)
    timeout --foreground -k 5 "$LIMIT" "${BOOT[@]}" con0=fd:0,fd:1
    ENDED=$?
    [ -z "$STATE" ] || stty "$STATE"
else
    # The kernel speaks on console 0, the script on 1, and both end their lines in CR LF.
    timeout -k 5 "$LIMIT" bash -c 'set -o pipefail
        "$@" </dev/null 2> >(sed -u "s/\r\$//; /^sysrq: Power Off/d; /^reboot: Power down/d" >&2) | sed -u "s/\r\$//"' \
        boot "${BOOT[@]}" con0=null,fd:2 con1=null,fd:1 &
    PID=$!
    wait "$PID"
    ENDED=$?
fi
[ ! -s "$WORK/rc" ] || exit "$(cat "$WORK/rc")"
case $ENDED in
    124 | 137) say "the guest was ended by the time limit of $LIMIT s" ;;
    *) say "the guest died before the script ended (kernel ${KERNEL##*/}, status $ENDED)" ;;
esac
exit 250
