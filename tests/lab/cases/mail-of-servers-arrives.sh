# The mail of a monitor of ldirectord.cf, as Debian's postfix takes it: of a server that goes down, again while it stays down, and of its
# return. A mail server that is not there is told of once, holds up nothing, and gets what it missed when it is back.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/packets.sh"
command -v postfix >/dev/null || { echo 'Debian package postfix is not installed, maybe since another mail server is'; exit 77; }
CF=/run/ldirectord.cf
VIP=192.168.1.200
BOX=/var/mail/root
lab_up_nat
serve rs1 rs2 rs3

# A mail server for this machine alone, with a certificate of its own making.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=other.test -keyout /run/mail.key -out /run/mail.crt 2>/dev/null
mkdir -p /run/postfix-test
cp /usr/share/postfix/master.cf.dist /run/postfix-test/master.cf
cat >/run/postfix-test/main.cf <<'CONF'
compatibility_level = 3.6
myhostname = director.test
mydestination = director.test, localhost
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
smtpd_tls_security_level = may
smtpd_tls_received_header = yes
smtpd_tls_cert_file = /run/mail.crt
smtpd_tls_key_file = /run/mail.key
maillog_file = /var/log/postfix.log
CONF
postconf -c /run/postfix-test -F '*/*/chroot = n'
: >$BOX
mta() { n dir postfix -c /run/postfix-test "$1" >/run/postfix.said 2>&1; }
listens() { n dir bash -c 'exec 3<>/dev/tcp/127.0.0.1/25' 2>/dev/null; }
mails() { grep -c "^Subject: \[lvsps .*\] $1" $BOX 2>/dev/null; }
arrived() { [ "$(mails "$1")" -ge "$2" ]; }
told() { grep -c "$1" /run/told; }
has_told() { [ "$(told "$1")" -ge 1 ]; }
down() { n "$1" iptables-legacy -I INPUT -p tcp --dport 7000 -j REJECT --reject-with tcp-reset; }
up() { n "$1" iptables-legacy -F INPUT; }

mta start
lab_until 60 listens || cat /run/postfix.said /var/log/postfix.log
{
    printf '%s\n' checktimeout=5 checkinterval=1 cleanstop=no 'emailalert="root@director.test"' emailalertfrom=lvs@director.test \
        emailalertfreq=5 smtp=127.0.0.1 "virtual=$VIP:7000"
    printf '    %s\n' 'real=172.16.86.250:7000 masq' 'real=172.16.86.248:7000 masq' 'real=172.16.86.251:7000 masq' 'protocol=tcp' 'checktype=connect'
} >$CF
n dir dotnet "$LVSPS_SHELL" -Command "Start-LvsHealthMonitor -Path $CF -AsService | ForEach-Object { [Console]::WriteLine(\"\$_\") }" >/run/told 2>&1 &
MONITOR=$!
lab_until 120 has_told '^Up 172.16.86.251'

down rs2
lab_until 120 arrived 'down: 172.16.86.248:7000 of tcp://192.168.1.200:7000$' 1
check 'a server that goes down is mailed' 1 "$(mails 'down: 172.16.86.248:7000 of tcp://192.168.1.200:7000$')"
check 'by the sender that the file names' 1 "$(($(grep -c '^From: lvs@director.test' $BOX) > 0))"
check 'with the reason' 1 "$(($(grep -c 'Down 172.16.86.248:7000 of tcp://192.168.1.200:7000: Up -> Down.*: connection refused' $BOX) > 0))"
check 'encrypted, since the mail server offers it' 1 "$(($(grep -c 'using TLS' $BOX) > 0))"
lab_until 120 arrived 'still down: 172.16.86.248:7000' 2
check 'and again while it stays down' 1 "$(($(mails 'still down: 172.16.86.248:7000') >= 2))"
up rs2
lab_until 120 arrived 'up: 172.16.86.248:7000' 1
check 'its return is mailed' 1 "$(mails 'up: 172.16.86.248:7000')"
check 'that servers serve in the beginning is no news' 0 "$(mails 'up: 172.16.86.25')"

mta stop
down rs1
lab_until 120 has_told '^Failed monitor: mail to root@director.test by 127.0.0.1:25 cannot be sent: connection refused'
up rs1
lab_until 120 has_told '^Up 172.16.86.250.*: Down -> Up'
check 'a mail server that is not there holds up nothing' 3 "$(n dir ipvsadm -Sn | grep -c -e '-a')"
mta start
lab_until 240 has_told '^Recovered monitor: mail to root@director.test'
lab_until 60 grep -q 'Down 172.16.86.250:7000' $BOX
check 'it gets what it missed' 1 "$(($(grep -c 'Down 172.16.86.250:7000' $BOX) > 0))"
check 'and was told of once' 1 "$(told '^Failed')"
kill $MONITOR
wait $MONITOR
mta stop
exit $FAILED
