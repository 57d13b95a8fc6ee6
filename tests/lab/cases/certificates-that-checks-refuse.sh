# Certificates of openssl's own server that no check may accept: expired, not valid yet, for another name, self-signed, of an authority
# that is not known. Each is refused with its reason, over IPv4 and IPv6, and accepted where that is asked for.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/real-servers.sh"
lab_up
lab_node rs1
lab_join rs1 private 172.16.86.250/24 fd00:2::250/64

authority authority
authority stranger
NAMES="DNS:www.example.org,IP:$V4,IP:$V6"
certificate good "$NAMES"
# With dates of its own, which the tool of authorities alone can give.
dated() {
    certificate $1 "$NAMES"
    printf '[ca]\ndefault_ca=a\n[a]\ndatabase=/run/tls/index\nserial=/run/tls/number\nnew_certs_dir=/run/tls\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n' >/run/tls/ca.conf
    : >/run/tls/index
    openssl rand -hex 8 >/run/tls/number
    openssl ca -batch -config /run/tls/ca.conf -cert $TLS/authority.pem -keyfile $TLS/authority.key -in $TLS/$1.csr -extfile $TLS/$1.ext \
        -startdate $2 -enddate $3 -notext -out $TLS/$1.pem 2>>/run/servers.log
}
day() { date -u -d "$1" +%Y%m%d%H%M%SZ; }
dated expired "$(day '-60 days')" "$(day '-1 day')"
dated early "$(day '+1 day')" "$(day '+60 days')"
certificate other DNS:other.example.org
AUTHORITY=stranger certificate foreign "$NAMES"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $TLS/own.key -out $TLS/own.pem -days 30 -subj /CN=own \
    -addext "subjectAltName=$NAMES" 2>>/run/servers.log

PORT=4433
T="-AuthorityPath $TLS/authority.pem"
for one in "good:200 ok" "expired:certificate expired" "early:certificate is not valid yet" "other:certificate is not for .*" \
    "foreign:certificate is of an unknown authority" "own:certificate is self-signed"; do
    IFS=: read -r name reason <<<"$one"
    # Once for HTTP, and once for a conversation of lines, where it answers each line by its reverse. Not by n, so that the number is its own.
    ip netns exec rs1 openssl s_server -accept $PORT -cert $TLS/$name.pem -key $TLS/$name.key -www </dev/null >>/run/servers.log 2>&1 9>&- &
    echo $! >/run/$name.www
    ip netns exec rs1 openssl s_server -accept $((PORT + 1)) -cert $TLS/$name.pem -key $TLS/$name.key -rev </dev/null >>/run/servers.log 2>&1 9>&- &
    echo $! >/run/$name.rev
    lab_until 60 lab_port $PORT && lab_until 60 lab_port $((PORT + 1)) || exit 1
    if [ $name = good ]; then
        up 'a good one' "$reason" -Https -Port $PORT $T
        up 'a good one, in lines' "'cba'" -Tls -Send '"abc`n"' -Expect "'cba'" -Port $((PORT + 1)) $T
        up 'a good one, by a name' "$reason" -Https -Port $PORT $T -TlsName www.example.org
        up 'a good one, by the name of the host' "$reason" -Https -Port $PORT $T -HostHeader www.example.org
    else
        down "$name" "$reason" -Https -Port $PORT $T
        down "$name, in lines" "$reason" -Tls -Send '"abc`n"' -Expect "'cba'" -Port $((PORT + 1)) $T
        up "$name, and any will do" '200 ok' -Https -Port $PORT -SkipCertificateCheck
        up "$name, and any will do in lines" "'cba'" -Tls -Send '"abc`n"' -Expect "'cba'" -Port $((PORT + 1)) -SkipCertificateCheck
    fi
    PORT=$((PORT + 2))
done
judge
stop /run/*.www /run/*.rev
judge_stopped 'connection refused'
exit $FAILED
