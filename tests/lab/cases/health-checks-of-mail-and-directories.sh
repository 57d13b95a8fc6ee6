# Checks of postfix, dovecot, slapd and freeradius as Debian packages them: what is right is up, what is wrong is down and says why, over IPv4 and
# IPv6, and ldirectord's own checks come to the same.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/real-servers.sh"
lab_up
lab_node rs1
lab_join rs1 private 172.16.86.250/24 172.16.86.251/24 fd00:2::250/64
authority authority
certificate server "DNS:mail.example.org,IP:$V4,IP:$V6"

cat >/run/dovecot.conf <<N
base_dir = /run/dovecot-lab
state_dir = /run/dovecot-state
log_path = /run/dovecot.log
protocols = imap pop3
listen = *, ::
ssl = yes
ssl_cert = <$TLS/server.pem
ssl_key = <$TLS/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:/run/mail/%u
passdb {
  driver = passwd-file
  args = scheme=PLAIN /run/dovecot.users
}
userdb {
  driver = static
  args = uid=mail gid=mail home=/run/mail/%u
}
service auth {
  inet_listener {
    port = 12345
    address = 127.0.0.1 ::1
  }
}
N
printf '%s:%s\n' $CHECKER $SECRET >/run/dovecot.users
mkdir -p /run/mail /run/dovecot-state
chmod 1777 /run/mail
rs1 dovecot -c /run/dovecot.conf
echo /run/dovecot-lab/master.pid >/run/dovecot.pid-file

cat >/etc/postfix/main.cf <<N
compatibility_level = 3.6
myhostname = mail.example.org
mydestination = localhost
inet_interfaces = all
inet_protocols = all
smtpd_tls_cert_file = $TLS/server.pem
smtpd_tls_key_file = $TLS/server.key
smtpd_tls_security_level = may
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:12345
maillog_file = /var/log/postfix.log
alias_maps =
N
cat >/etc/postfix/master.cf <<'N'
smtp      inet  n       -       n       -       -       smtpd
2525      inet  n       -       n       -       -       smtpd -o smtpd_tls_security_level=none
smtps     inet  n       -       n       -       -       smtpd -o smtpd_tls_wrappermode=yes
pickup    unix  n       -       n       60      1       pickup
cleanup   unix  n       -       n       -       0       cleanup
qmgr      unix  n       -       n       300     1       qmgr
tlsmgr    unix  -       -       n       1000?   1       tlsmgr
rewrite   unix  -       -       n       -       -       trivial-rewrite
bounce    unix  -       -       n       -       0       bounce
proxymap  unix  -       -       n       -       -       proxymap
anvil     unix  -       -       n       -       1       anvil
scache    unix  -       -       n       -       1       scache
postlog   unix-dgram n  -       n       -       1       postlogd
N
rs1 postfix start

mkdir -p /run/ldap
cat >/run/slapd.conf <<N
include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile /run/slapd.pid
TLSCACertificateFile $TLS/authority.pem
TLSCertificateFile $TLS/server.pem
TLSCertificateKeyFile $TLS/server.key
database mdb
maxsize 1048576
suffix dc=example,dc=org
rootdn cn=$CHECKER,dc=example,dc=org
rootpw $SECRET
directory /run/ldap
N
printf 'dn: dc=example,dc=org\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n' >/run/tree.ldif
rs1 slapadd -f /run/slapd.conf -l /run/tree.ldif
rs1 slapd -f /run/slapd.conf -h 'ldap:/// ldaps:///'

mkdir -p /run/radius
cat >/run/radius/radiusd.conf <<N
prefix = /usr
libdir = /usr/lib/freeradius
logdir = /run/radius
pidfile = /run/radius/pid
log {
    destination = files
    file = /run/radius/log
}
client all {
    ipaddr = 0.0.0.0/0
    secret = $SECRET-shared
}
modules {
    pap {
    }
    files {
        filename = /run/radius/users
    }
}
server default {
    listen {
        type = auth
        ipaddr = *
        port = 1812
    }
    authorize {
        files
        pap
    }
    authenticate {
        pap
    }
}
N
echo '$INCLUDE /usr/share/freeradius/dictionary' >/run/radius/dictionary
echo "$CHECKER Cleartext-Password := \"$SECRET\"" >/run/radius/users
chmod -R a+rX /run/radius
rs1 freeradius -d /run/radius
for port in 25 465 2525 143 993 110 995 389 636; do lab_until 120 lab_port $port || { tail -n 40 /run/servers.log; exit 1; }; done

virtual tcp 8001 25 service=smtp
virtual6 tcp 8001 25 service=smtp
virtual tcp 8002 26 service=smtp
virtual tcp 8003 143 service=imap "login=\"$CHECKER\"" "passwd=\"$SECRET\""
REAL=172.16.86.251 virtual tcp 8004 143 service=imap "login=\"$CHECKER\"" "passwd=\"$SECRET-wrong\""
virtual tcp 8005 110 service=pop "login=\"$CHECKER\"" "passwd=\"$SECRET\""
REAL=172.16.86.251 virtual tcp 8006 110 service=pop "login=\"$CHECKER\"" "passwd=\"$SECRET-wrong\""
virtual tcp 8007 389 service=ldap 'request="dc=example,dc=org"'
virtual6 tcp 8007 389 service=ldap 'request="dc=example,dc=org"'
virtual tcp 8008 389 service=ldap 'request="dc=example,dc=net"'
virtual tcp 8009 389 service=ldap 'request="dc=example,dc=org"' "login=\"cn=$CHECKER,dc=example,dc=org\"" "passwd=\"$SECRET\""
REAL=172.16.86.251 virtual tcp 8010 389 service=ldap 'request="dc=example,dc=org"' "login=\"cn=$CHECKER,dc=example,dc=org\"" "passwd=\"$SECRET-wrong\""
virtual tcp 8011 993 service=imaps "login=\"$CHECKER\"" "passwd=\"$SECRET\""
REAL=172.16.86.251 virtual tcp 8012 993 service=imaps "login=\"$CHECKER\"" "passwd=\"$SECRET-wrong\""
virtual tcp 8013 995 service=pops "login=\"$CHECKER\"" "passwd=\"$SECRET\""
REAL=172.16.86.251 virtual tcp 8014 995 service=pops "login=\"$CHECKER\"" "passwd=\"$SECRET-wrong\""
virtual tcp 8015 636 service=ldaps 'request="dc=example,dc=org"'
virtual tcp 8016 636 service=ldaps 'request="dc=example,dc=net"'
virtual udp 8017 1812 service=radius "login=\"$CHECKER\"" "passwd=\"$SECRET\"" "secret=\"$SECRET-shared\""
REAL=172.16.86.251 virtual udp 8018 1812 service=radius "login=\"$CHECKER\"" "passwd=\"$SECRET-wrong\"" "secret=\"$SECRET-shared\""
virtual udp 8019 1813 service=radius "login=\"$CHECKER\"" "passwd=\"$SECRET\"" "secret=\"$SECRET-shared\""

T="-AuthorityPath $TLS/authority.pem"
for kind in Smtp:25:465 Imap:143:993 Pop:110:995; do
    IFS=: read -r name plain tls <<<"$kind"
    up "$name" greeting -$name -Port $plain
    up "$name with STARTTLS" 'greeting, TLS' -$name -Port $plain -StartTls $T
    up "$name with TLS" 'greeting, TLS' -$name -Port $tls -Tls $T
    up "$name by a name" 'greeting, TLS' -$name -Port $plain -StartTls $T -TlsName mail.example.org
    down "$name by another name" 'certificate is not for other.example.org' -$name -Port $plain -StartTls $T -TlsName other.example.org
    down "$name of an unknown authority" 'certificate is of an unknown authority' -$name -Port $tls -Tls
    up "$name of any authority" 'greeting, TLS' -$name -Port $tls -Tls -SkipCertificateCheck
    up "$name with a login" 'greeting, TLS, login' -$name -Port $plain -StartTls $T -Credential '$secret'
    down "$name with another password" 'the login was refused' -$name -Port $plain -StartTls $T -Credential '$wrong'
done
down 'Smtp without STARTTLS' 'the server does not offer STARTTLS' -Smtp -Port 2525 -StartTls $T
down 'Smtp where Imap is' '.*' -Smtp -Port 143
down 'Imap where Smtp is' '.*' -Imap -Port 25

O='-BaseName "dc=example,dc=org"'
up 'Ldap' 'the entry is there' -Ldap -Port 389
up 'Ldap, an entry' 'the entry is there' -Ldap -Port 389 $O -Filter "'(o=Example)'"
down 'Ldap, an entry that is otherwise' 'the entry is not there' -Ldap -Port 389 $O -Filter "'(o=Others)'"
down 'Ldap, an entry that is not there' '.*' -Ldap -Port 389 -BaseName '"dc=example,dc=net"'
up 'Ldap with a login' 'the entry is there' -Ldap -Port 389 $O -Credential '([pscredential]::new("cn=checker,dc=example,dc=org", $secret.Password))'
down 'Ldap with another password' 'the login was refused' -Ldap -Port 389 $O -Credential '([pscredential]::new("cn=checker,dc=example,dc=org", $wrong.Password))'
up 'Ldap with TLS' 'the entry is there' -Ldap -Port 636 -Tls $T $O
down 'Ldap by another name' 'certificate is not for other.example.org' -Ldap -Port 636 -Tls $T -TlsName other.example.org
down 'Ldap of an unknown authority' 'certificate is of an unknown authority' -Ldap -Port 636 -Tls
up 'Ldap of any authority' 'the entry is there' -Ldap -Port 636 -Tls -SkipCertificateCheck
judge

beside
stop "$(cat /run/dovecot.pid-file)" /run/slapd.pid /run/radius/pid
rs1 postfix stop
judge_stopped 'connection refused'
beside_stopped
exit $FAILED
