# Checks of nginx, dnsmasq, redis and vsftpd as Debian packages them: what is right is up, what is wrong is down and says why, over IPv4
# and IPv6, and ldirectord's own checks come to the same.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/real-servers.sh"
lab_up
lab_node rs1
lab_join rs1 private 172.16.86.250/24 172.16.86.251/24 fd00:2::250/64
authority authority
certificate server "DNS:www.example.org,IP:$V4,IP:$V6"

mkdir -p /run/www
echo 'Hello from nginx' >/run/www/index.html
cat >/run/nginx.conf <<N
worker_processes 1; pid /run/nginx.pid; error_log /run/nginx.log;
events { worker_connections 64; }
http {
    access_log off; root /run/www;
    ssl_certificate $TLS/server.pem; ssl_certificate_key $TLS/server.key;
    server {
        listen 80; listen [::]:80 ipv6only=on;
        listen 443 ssl http2; listen [::]:443 ssl http2 ipv6only=on;
        location = /teapot { return 418 tea; }
        location = /moved { return 302 /moved; }
        location = /agent { return 200 \$http_x_agent; }
        location = /protocol { return 200 \$server_protocol; }
        location = /secret { auth_basic here; auth_basic_user_file /run/nginx.users; }
    }
    server { listen 80; listen [::]:80; server_name www.example.org; location / { return 200 'the named one'; } }
}
N
printf '%s:{PLAIN}%s\n' $CHECKER $SECRET >/run/nginx.users
cp /run/www/index.html /run/www/secret
rs1 nginx -c /run/nginx.conf -e /run/nginx.log

cat >/run/dnsmasq.conf <<N
user=root
group=root
no-resolv
no-hosts
pid-file=/run/dnsmasq.pid
address=/www.example.org/10.1.2.3
address=/www.example.org/2001:db8::5
local=/example.org/
mx-host=example.org,mail.example.org,10
txt-record=example.org,"v=spf1 -all"
ptr-record=4.2.1.10.in-addr.arpa,four.example.org
N
rs1 dnsmasq -C /run/dnsmasq.conf

mkdir -p /run/redis
rs1 redis-server --port 6379 --bind 0.0.0.0 :: --protected-mode no --save '' --dir /run/redis --daemonize yes --pidfile /run/redis.pid
rs1 redis-server --port 6380 --bind 0.0.0.0 :: --requirepass $SECRET --save '' --dir /run/redis --daemonize yes --pidfile /run/redis-locked.pid

useradd -M -d /run/ftp -s /bin/bash -p "$(openssl passwd -6 $SECRET)" $CHECKER
mkdir -p /run/ftp /run/vsftpd/empty
echo 'Hello from vsftpd' >/run/ftp/readme
chmod 755 /run/ftp
cat >/run/vsftpd.conf <<N
listen=NO
listen_ipv6=YES
background=YES
anonymous_enable=YES
anon_root=/run/ftp
local_enable=YES
write_enable=NO
pam_service_name=vsftpd
secure_chroot_dir=/run/vsftpd/empty
seccomp_sandbox=NO
N
rs1 bash -c 'vsftpd /run/vsftpd.conf; sleep 0.1'
for port in 80 443 53 6379 6380 21; do lab_until 60 lab_port $port || { tail -n 40 /run/servers.log; exit 1; }; done
n rs1 pgrep -x vsftpd | head -n 1 >/run/vsftpd.pid

# For ldirectord: what is up, and what is not. News and telephones are too large to be had, and two lines tell all of them.
printf '#!/bin/sh\necho 200 news\nread line\n' >/run/news
printf '#!/bin/sh\nread line\nprintf "SIP/2.0 200 OK\\r\\n\\r\\n"\nsleep 1\n' >/run/telephone
chmod +x /run/news /run/telephone
ip netns exec rs1 socat TCP6-LISTEN:119,fork,reuseaddr EXEC:/run/news </dev/null 2>>/run/servers.log 9>&- &
NEWS=$!
ip netns exec rs1 socat TCP6-LISTEN:5060,fork,reuseaddr EXEC:/run/telephone </dev/null 2>>/run/servers.log 9>&- &
TELEPHONE=$!
virtual tcp 8001 80 service=http 'request="index.html"' 'receive="Hello from"'
virtual6 tcp 8001 80 service=http 'request="index.html"' 'receive="Hello from"'
virtual tcp 8002 80 service=http 'request="index.html"' 'receive="apache"'
virtual tcp 8003 80 service=http 'request="nothing"'
virtual tcp 8004 80 service=http 'virtualhost="www.example.org"' 'receive="named one"'
virtual tcp 8005 80 service=http httpmethod=HEAD 'request="index.html"'
virtual tcp 8007 443 service=https 'request="index.html"' 'receive="Hello"'
virtual tcp 8008 80 service=https 'request="index.html"'
virtual tcp 8009 80 checktype=connect
virtual6 tcp 8009 81 checktype=connect
virtual udp 8010 53 service=dns 'request="www.example.org"' 'receive="10\.1\.2\.3"'
virtual6 udp 8010 53 service=dns 'request="www.example.org"' 'receive="10\.1\.2\.3"'
virtual udp 8011 53 service=dns 'request="www.example.org"' 'receive="10\.1\.2\.4"'
virtual tcp 8012 53 service=dns 'request="www.example.org"' 'receive="10\.1\.2\.3"'
virtual udp 8013 53 service=dns 'request="none.example.org"' 'receive="10\.1\.2\.3"'
virtual tcp 8014 21 service=ftp 'request="readme"' 'receive="Hello"'
REAL=172.16.86.251 virtual tcp 8015 21 service=ftp 'request="/etc/hostname"' 'receive="."' "login=\"$CHECKER\"" "passwd=\"$SECRET-wrong\""
virtual tcp 8016 119 service=nntp
virtual tcp 8017 5060 service=sip 'login="lvs@example.org"'
virtual tcp 8018 6379 service=simpletcp 'request="PING\n"' 'receive="PONG"'
virtual6 tcp 8018 6379 service=simpletcp 'request="PING\n"' 'receive="PANG"'
virtual tcp 8019 80 checktype=ping

T="-AuthorityPath $TLS/authority.pem"
up 'tcp' connected -Tcp -Port 80
down 'tcp, nobody there' 'connection refused' -Tcp -Port 81
up 'a page' '200 OK' -Http -Port 80
up 'a page with a word' '200 OK, and the body is right' -Http -Port 80 -Match "'^Hello from'"
down 'a page without the word' '200 OK, but the body does not match' -Http -Port 80 -Match apache
down 'a page with a word that it must not have' '200 OK, but the body matches what it must not' -Http -Port 80 -NotMatch nginx
down 'a page that is not there' '404 Not Found' -Http -Port 80 -Path /nothing
up 'a status that is wanted' '404 Not Found' -Http -Port 80 -Path /nothing -StatusCode 404
up 'a range of statuses' '418.*' -Http -Port 80 -Path /teapot -StatusCode 200-299,400-499
down 'a redirect to itself' "302 .* to '.*moved'" -Http -Port 80 -Path /moved
up 'a redirect that is wanted' '302 .*' -Http -Port 80 -Path /moved -StatusCode 302
up 'a host of its own' '200 OK, and the body is right' -Http -Port 80 -HostHeader www.example.org -Match "'the named one'"
up 'a header' '200 OK, and the body is right' -Http -Port 80 -Path /agent -Header "@{ 'X-Agent' = 'me-7' }" -Match '^me-7$'
up 'HEAD' '200 OK' -Http -Port 80 -Method HEAD
up 'a login' '200 OK, and the body is right' -Http -Port 80 -Path /secret -Credential '$secret' -Match Hello
down 'a login by another password' '401 .*' -Http -Port 80 -Path /secret -Credential '$wrong'
up 'HTTP/1.0' '200 OK, and the body is right' -Http -Port 80 -HttpVersion 1.0 -Path /protocol -Match 'HTTP/1.0'
down 'HTTP without TLS where TLS is' '400 .*' -Http -Port 443
down 'TLS where HTTP is' 'TLS handshake failed' -Https -Port 80 $T
up 'https' '200 OK, and the body is right' -Https -Port 443 $T -Path /protocol -Match 'HTTP/1.1'
up 'https by a name' '200 OK' -Https -Port 443 $T -TlsName www.example.org
down 'https by another name' 'certificate is not for other.example.org' -Https -Port 443 $T -TlsName other.example.org
down 'https of an unknown authority' 'certificate is of an unknown authority' -Https -Port 443
up 'https of any authority' '200 OK' -Https -Port 443 -SkipCertificateCheck
up 'HTTP/2' '200 OK, and the body is right' -Https -Port 443 $T -HttpVersion 2.0 -Path /protocol -Match 'HTTP/2.0'

up 'an address' '10.1.2.3' -Dns -Port 53 -Name www.example.org -Type A
up 'an expected address' '10.1.2.3' -Dns -Port 53 -Name www.example.org -Type A -Answer 10.1.2.3
up 'an IPv6 address' '2001:db8::5' -Dns -Port 53 -Name www.example.org -Type Aaaa -Answer 2001:db8:0::5
up 'an address by TCP' '10.1.2.3' -Dns -Port 53 -Name www.example.org -Type A -Answer 10.1.2.3 -UseTcp
up 'an IPv6 address by TCP' '2001:db8::5' -Dns -Port 53 -Name www.example.org -Type Aaaa -Answer 2001:db8::5 -UseTcp
up 'a server for mail' '10 mail.example.org' -Dns -Port 53 -Name example.org -Type Mx -Answer "'10 mail.example.org'"
up 'a text' 'v=spf1 -all' -Dns -Port 53 -Name example.org -Type Txt -Match spf1
up 'a name of an address' 'four.example.org' -Dns -Port 53 -Name 10.1.2.4 -Type Ptr -Answer four.example.org
down 'another address' '10.1.2.3, which is not what is wanted' -Dns -Port 53 -Name www.example.org -Type A -Answer 10.1.2.4
down 'another address by TCP' '10.1.2.3, which is not what is wanted' -Dns -Port 53 -Name www.example.org -Type A -Answer 10.1.2.4 -UseTcp
down 'a name that is none' NotExistentDomain -Dns -Port 53 -Name none.example.org -Type A
down 'a name of others' 'Refused' -Dns -Port 53 -Name www.example.net -Type A

up 'redis' "'\+PONG'" -Preset Redis -Port 6379
up 'redis by lines' "'\+PONG'" -Send '"PING`r`n"' -Expect "'^\+PONG'" -Port 6379
down 'redis with a password, asked without' "'-NOAUTH .*'" -Preset Redis -Port 6380
up 'redis with a password' "'\+PONG'" -Preset Redis -Port 6380 -Credential '$password'
up 'redis with a password of a user' "'\+PONG'" -Step "@([LvsPS.LvsExpectStep]@{ Send = \"AUTH {password}\`r\`n\"; Expect = '^\+OK'; Fail = '^-' }, [LvsPS.LvsExpectStep]@{ Send = \"PING\`r\`n\"; Expect = '^\+PONG' })" \
    -Credential '$secret' -Port 6380
down 'redis with another password' "'-(WRONGPASS|ERR).*'" -Preset Redis -Port 6380 -Credential '$wrong'
down 'redis, asked for what it does not say' "closed after .*" -Send '"QUIT`r`n"' -Expect "'^\+PONG'" -Port 6379

up 'ftp' "'220 .*'" -Preset Ftp -Port 21
up 'ftp with a login' "'230 .*'" -Preset Ftp -Port 21 -Credential '$secret'
down 'ftp with another password' "'530 .*'" -Preset Ftp -Port 21 -Credential '$wrong'

up 'a datagram that is answered' 'a reply of [0-9]+ bytes' -Udp -Port 53 \
    -Payload '([byte[]](18,52,1,0,0,1,0,0,0,0,0,0,3,119,119,119,7,101,120,97,109,112,108,101,3,111,114,103,0,0,1,0,1))' -Reply 1234
down 'a datagram with a wrong answer' 'a reply of [0-9]+ bytes that begins otherwise' -Udp -Port 53 \
    -Payload '([byte[]](18,52,1,0,0,1,0,0,0,0,0,0,3,119,119,119,7,101,120,97,109,112,108,101,3,111,114,103,0,0,1,0,1))' -Reply 4321
down 'a datagram to nobody' 'port unreachable' -Udp -Port 54 -Payload x
up 'a datagram that needs no answer' 'no ICMP error' -Udp -Port 53 -Payload x -Timeout 3
up 'ping' 'echo reply' -Ping -Timeout 3
down 'ping of nobody' 'host unreachable|no answer within 3 s' -Ping -Timeout 3 -Address "(\$args[0] -replace '250', '77')"
up 'both' 'connected.*' -All '@((New-LvsHealthCheck -Port 80), (New-LvsHealthCheck -Http -Port 80))'
down 'one of both' '.*refused.*' -All '@((New-LvsHealthCheck -Port 80), (New-LvsHealthCheck -Port 81))'
up 'any' '.*connected.*' -Any '@((New-LvsHealthCheck -Port 81), (New-LvsHealthCheck -Port 80))'
up 'curl' '.*' -Command /usr/bin/curl -ArgumentList "@('-gsf', \"http://\$(if (\$args[0] -match ':') { '[' + \$args[0] + ']' } else { \$args[0] })/\")"
down 'curl, of what is not there' '.*22.*' -Command /usr/bin/curl -ArgumentList "@('-gsf', \"http://\$(if (\$args[0] -match ':') { '[' + \$args[0] + ']' } else { \$args[0] })/nothing\")"
judge

beside
kill $NEWS $TELEPHONE
stop /run/nginx.pid /run/dnsmasq.pid /run/redis.pid /run/redis-locked.pid /run/vsftpd.pid
n rs1 sysctl -qw net.ipv4.icmp_echo_ignore_all=1 net.ipv6.icmp.echo_ignore_all=1
judge_stopped 'connection refused|connection reset|port unreachable|no answer within [35] s|host unreachable|.*exit code 7.*|.*: connection refused'
beside_stopped
exit $FAILED
