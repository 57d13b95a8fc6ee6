# Sourced in the guest after topology.sh and check.sh: servers of Debian's packages, each by its smallest configuration on one machine
# (rs1: 172.16.86.250 and fd00:2::250), over IPv4 and IPv6; and checks of them, by LvsPS in the director.
SECRET=Geheim-7
CHECKER=checker
TLS=/run/tls
V4=172.16.86.250 V6=fd00:2::250
mkdir -p $TLS

# rs1 COMMAND...: on the real server, without a say.
rs1() { n rs1 "$@" </dev/null >>/run/servers.log 2>&1 9>&-; }

# A certificate authority, and certificates by it: certificate NAME SUBJECT-ALTERNATIVE-NAME [OPTIONS OF openssl x509...].
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $TLS/$1.key -out $TLS/$1.pem -days 30 -subj "/CN=$1" \
        -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign 2>>/run/servers.log
}
certificate() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $TLS/$1.key -out $TLS/$1.csr -subj "/CN=$1" 2>>/run/servers.log
    printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$2" >$TLS/$1.ext
    openssl x509 -req -in $TLS/$1.csr -CA $TLS/${AUTHORITY:-authority}.pem -CAkey $TLS/${AUTHORITY:-authority}.key -CAcreateserial -extfile $TLS/$1.ext \
        -out $TLS/$1.pem "${@:3}" 2>>/run/servers.log
    chmod 644 $TLS/$1.key
}

# lab_port PORT [NAMESPACE]: whether somebody listens there, by TCP over both families.
lab_port() {
    n "${2:-rs1}" bash -c "exec 3<>/dev/tcp/127.0.0.1/$1" 2>/dev/null &&
        n "${2:-rs1}" bash -c "exec 3<>/dev/tcp/::1/$1" 2>/dev/null
}

# stop PIDFILE...: ends a server by its number, and waits until it is gone. stop_port does so by the port that it listens at.
stop() {
    local file pid
    for file; do
        pid=$(head -n 1 "$file")
        kill "$pid"
        lab_until 60 gone "$pid"
    done
}
gone() { ! grep -q '^State:[[:space:]]*[^Z]' /proc/"$1"/status 2>/dev/null; }

# up|down WHAT REASON ARGUMENTS OF New-LvsHealthCheck...: a check, what it must find while the server runs, and how it says so (an
# extended regular expression). Nothing is asked before judge. ADDRESS in the arguments is the address of either family.
CHECKS=()
up() { CHECKS+=("up" "$1" "$2" "${*:3}"); }
down() { CHECKS+=("down" "$1" "$2" "${*:3}"); }

# asked FAMILIES TIMEOUT [VERDICT]: each check, or those of the verdict, against them, in one process: lines "WHAT (FAMILY)<TAB>up|down<TAB>REASON". All else that a check shows of
# itself goes to /run/shown.
asked() {
    local i timeout
    {
        printf '$families = "%s"\n' "$1"
        printf '$secret = [pscredential]::new("%s", [Net.NetworkCredential]::new("", "%s").SecurePassword)\n' $CHECKER $SECRET
        printf '$password = [pscredential]::new("default", $secret.Password)\n'
        printf '$wrong = [pscredential]::new("%s", [Net.NetworkCredential]::new("", "%s-wrong").SecurePassword)\n' $CHECKER $SECRET
        cat <<'SCRIPT'
function Ask($What, [scriptblock]$Make) {
    foreach ($family in -split $families) {
        $address = if ($family -eq 'IPv4') { '172.16.86.250' } else { 'fd00:2::250' }
        $service = if ($family -eq 'IPv4') { 'tcp://192.168.1.200:1' } else { 'tcp://[fd00:1::200]:1' }
        $check = & $Make $address
        $said = @(Test-LvsRealServer $service $address -HealthCheck $check -Verbose -Debug 4>&1 5>&1)
        $test = $said | Where-Object { $_ -is [LvsPS.LvsRealServerTest] }
        "$What ($family)`t$(if ($test.IsUp) { 'up' } else { 'down' })`t$($test.Reason)"
        [IO.File]::AppendAllText('/run/shown', "$check $said $($check.PSObject.Properties | ForEach-Object { "$($_.Name)=$($_.Value)" })`n")
    }
}
SCRIPT
        for ((i = 0; i < ${#CHECKS[@]}; i += 4)); do
            [ "${CHECKS[i]}" = "${3:-${CHECKS[i]}}" ] || continue
            case ${CHECKS[i + 3]} in *-Timeout*) timeout= ;; *) timeout="-Timeout $2" ;; esac
            printf "Ask '%s' { New-LvsHealthCheck %s %s }\n" "${CHECKS[i + 1]}" "$timeout" "${CHECKS[i + 3]//ADDRESS/\$args[0]}"
        done
    } >/run/asked.ps1
    lvs /run/asked.ps1 2>&1
}

# judge: what each check finds while the servers run.
judge() {
    local i family line
    asked 'IPv4 IPv6' 30 >/run/verdicts
    for ((i = 0; i < ${#CHECKS[@]}; i += 4)); do
        for family in IPv4 IPv6; do
            line=$(awk -F'\t' -v what="${CHECKS[i + 1]} ($family)" '$1 == what' /run/verdicts)
            if grep -qE -- "	${CHECKS[i]}	(${CHECKS[i + 2]})\$" <<<"$line"; then
                check "${CHECKS[i + 1]}, $family: $(cut -f2- <<<"$line")" '' ''
            else
                check "${CHECKS[i + 1]}, $family" "${CHECKS[i]} ${CHECKS[i + 2]}" "${line:-$(cat /run/verdicts)}"
            fi
        done
    done
    check 'no secret is shown' '' "$(grep -n -- "$SECRET" /run/verdicts /run/shown)"
}

# judge_stopped REASON: all that were up are down when nothing runs any more; asked over IPv6.
judge_stopped() {
    asked IPv6 5 up >/run/verdicts
    check 'stopped: each has a verdict' "$(printf '%s\n' "${CHECKS[@]}" | grep -cx up)" "$(grep -c '	down	' /run/verdicts)"
    check "stopped: each is down, and says why ($1)" '' "$(grep -vE "	down	($1)\$" /run/verdicts)"
}

# virtual PROTOCOL PORT REAL-PORT DIRECTIVE...: a virtual for ldirectord, whose one server is the real server; virtual6 is one over IPv6.
# ldirectord takes checks of one server that differ in nothing but their login for one, so that REAL gives another address of it.
printf '%s\n' checkinterval=1 checktimeout=8 negotiatetimeout=8 quiescent=no fork=no 'logfile="/run/ldirectord.log"' >/run/ldirectord.cf
virtual() {
    printf 'virtual=192.168.1.200:%s\n    real=%s:%s masq\n    protocol=%s\n    scheduler=rr\n' $2 ${REAL:-$V4} $3 $1
    [ $# -lt 4 ] || printf '    %s\n' "${@:4}"
} >>/run/ldirectord.cf
virtual6() {
    printf 'virtual6=[fd00:1::200]:%s\n    real6=[%s]:%s masq\n    protocol=%s\n    scheduler=rr\n' $2 $V6 $3 $1
    [ $# -lt 4 ] || printf '    %s\n' "${@:4}"
} >>/run/ldirectord.cf

# beside: the servers that ldirectord has in its table, once it has asked all of them, are those that are up by the same configuration as
# our converter reads it. A last virtual has a check that only counts, so that it is known when all before it were asked. ldirectord goes
# on until beside_stopped, which compares once more, when the servers were stopped.
table_of_ldirectord() { n dir ipvsadm -Ln | awk '/^(TCP|UDP)/ { service = $1 " " $2 } /->.*Masq/ && $4 > 0 { print service " " $2 }' | sort; }
verdicts_of_ours() {
    lvs -Command '$d = ConvertFrom-LvsDirectordConfig /run/ldirectord.cf -WarningAction SilentlyContinue
        foreach ($s in $d.Services) { foreach ($r in $s.Servers) {
            $id = $s.Service.Service
            $t = Test-LvsRealServer $id $r.RealServer.Address -Port $r.RealServer.Port -HealthCheck $r.Check
            [IO.File]::AppendAllText("/run/beside", "$id $t`n")
            if ($t.IsUp) { "$($id.Protocol.ToString().ToUpper()) $("$id".Substring(6)) $([LvsPS.LvsEndpoint]::new($t.Address, $t.Port))" }
        } }' 2>&1 | sort
}
equal_tables() { [ "$(table_of_ldirectord)" = "$OURS" ]; }
beside() {
    printf '#!/bin/sh\necho >>/run/rounds\n' >/run/count
    chmod +x /run/count
    virtual tcp 9999 9999 checktype=external checkcommand=/run/count
    OURS=$(verdicts_of_ours)
    rm -f /run/rounds
    # It trusts the authorities of the system, and asks no certificate for its name.
    SSL_CERT_FILE=$TLS/authority.pem ip netns exec dir ldirectord -d /run/ldirectord.cf start >/run/ldirectord.out 2>&1 9>&- </dev/null &
    echo $! >/run/ldirectord.pid
    lab_until 300 test -s /run/rounds || tail -n 30 /run/ldirectord.out
    compared "ldirectord's table is what our checks say"
}
beside_stopped() {
    OURS=$(verdicts_of_ours)
    compared "the servers were stopped, and ldirectord's table is what our checks say"
    stop /run/ldirectord.pid
}
compared() {
    if lab_until 120 equal_tables 2>/dev/null; then
        check "$1: $(wc -l <<<"$OURS") of $(grep -c ^virtual /run/ldirectord.cf)" '' ''
    else
        check "$1" "$OURS" "$(table_of_ldirectord)"
        cat /run/beside
        grep -vE '^DEBUG|^$' /run/ldirectord.log | tail -n 40
    fi
}
