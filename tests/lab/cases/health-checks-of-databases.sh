# Checks of PostgreSQL and MariaDB as Debian packages them: a query that gives a row is up; one that gives none, another password and a
# server that is stopped are down and say why, over IPv4 and IPv6, and ldirectord's own checks come to the same.
. "$LAB/topology.sh"
. "$LAB/check.sh"
. "$LAB/real-servers.sh"
lab_up
lab_node rs1
lab_join rs1 private 172.16.86.250/24 172.16.86.251/24 fd00:2::250/64
authority authority
certificate server "DNS:db.example.org,IP:$V4,IP:$V6"

PG=$(dirname "$(ls /usr/lib/postgresql/*/bin/postgres | tail -n 1)")
as_postgres() { rs1 setpriv --reuid=postgres --regid=postgres --clear-groups env LC_ALL=C "$@"; }
mkdir -p /run/pg
cp $TLS/server.key /run/pg.key
chown -R postgres: /run/pg /run/pg.key
chmod 600 /run/pg.key
printf '%s\n' $SECRET >/run/pg.password
chmod 644 /run/pg.password
as_postgres "$PG/initdb" -D /run/pg/data -U $CHECKER -A scram-sha-256 --pwfile=/run/pg.password --no-sync --locale=C
echo 'host all all all scram-sha-256' >>/run/pg/data/pg_hba.conf
as_postgres "$PG/pg_ctl" -D /run/pg/data -l /run/pg/log -w -t 120 start \
    -o "-c listen_addresses=* -c unix_socket_directories=/run/pg -c fsync=off -c ssl=on -c ssl_cert_file=$TLS/server.pem -c ssl_key_file=/run/pg.key"
as_postgres PGPASSWORD=$SECRET "$PG/createdb" -h /run/pg -U $CHECKER $CHECKER

mkdir -p /run/my
{
    printf '%s;\n' 'CREATE DATABASE mysql' 'USE mysql' 'SET @auth_root_socket=NULL'
    cat /usr/share/mysql/mysql_{system_tables,performance_tables,system_tables_data}.sql
} >/run/my.begin
SMALL='--loose-innodb-buffer-pool-size-max=64M --innodb-buffer-pool-size=16M --loose-innodb-use-native-aio=0'
n rs1 mariadbd --no-defaults $SMALL --user=root --datadir=/run/my --bootstrap </run/my.begin >>/run/servers.log 2>&1 9>&-
cat >/run/my.sql <<N
CREATE DATABASE shop;
CREATE TABLE shop.item (name VARCHAR(20));
INSERT INTO shop.item VALUES ('lamp');
CREATE USER '$CHECKER'@'%' IDENTIFIED BY '$SECRET';
GRANT SELECT ON shop.* TO '$CHECKER'@'%';
N
rs1 mariadbd --no-defaults $SMALL --user=root --datadir=/run/my --socket=/run/my/socket --pid-file=/run/my.pid --skip-name-resolve \
    --ssl-cert=$TLS/server.pem --ssl-key=$TLS/server.key --ssl-ca=$TLS/authority.pem --innodb-flush-log-at-trx-commit=0 --init-file=/run/my.sql &
for port in 5432 3306; do lab_until 120 lab_port $port || { tail -n 40 /run/servers.log; exit 1; }; done

# Over IPv6, ldirectord's own libraries take no address in brackets.
for engine in pgsql:5432:$CHECKER:pg_database:81 mysql:3306:shop:item:82; do
    IFS=: read -r service port database table at <<<"$engine"
    ME=("service=$service" "database=\"$database\"" "login=\"$CHECKER\"")
    virtual tcp ${at}01 $port "${ME[@]}" "passwd=\"$SECRET\"" "request=\"SELECT * FROM $table\""
    virtual tcp ${at}02 $port "${ME[@]}" "passwd=\"$SECRET\"" "request=\"SELECT * FROM $table WHERE 1 = 0\""
    REAL=172.16.86.251 virtual tcp ${at}03 $port "${ME[@]}" "passwd=\"$SECRET-wrong\"" "request=\"SELECT * FROM $table\""
    virtual tcp ${at}04 1 "${ME[@]}" "passwd=\"$SECRET\"" "request=\"SELECT * FROM $table\""
done

T="-AuthorityPath $TLS/authority.pem"
for kind in PostgreSql:5432:$CHECKER:pg_database:28P01 MySql:3306:shop:item:1045; do
    IFS=: read -r name port database table refused <<<"$kind"
    up "$name" 'a row came' -$name -Port $port -Credential '$secret'
    up "$name, a query" 'a row came' -$name -Port $port -Database $database -Credential '$secret' -Query "'SELECT * FROM $table'"
    down "$name, a query without a row" 'the query gave no row' -$name -Port $port -Database $database -Credential '$secret' -Query "'SELECT * FROM $table WHERE 1 = 0'"
    down "$name, a query of what is not there" '[0-9A-Z]+: .*' -$name -Port $port -Database $database -Credential '$secret' -Query "'SELECT * FROM nothing'"
    down "$name, another database" '[0-9A-Z]+: .*' -$name -Port $port -Database others -Credential '$secret'
    down "$name with another password" "$refused: .*" -$name -Port $port -Credential '$wrong'
    up "$name with TLS" 'a row came' -$name -Port $port -Tls $T -Credential '$secret'
    up "$name by a name" 'a row came' -$name -Port $port -Tls $T -TlsName db.example.org -Credential '$secret'
    down "$name by another name" 'certificate is not for other.example.org' -$name -Port $port -Tls $T -TlsName other.example.org -Credential '$secret'
    down "$name of an unknown authority" 'certificate is of an unknown authority' -$name -Port $port -Tls -Credential '$secret'
    up "$name of any authority" 'a row came' -$name -Port $port -Tls -SkipCertificateCheck -Credential '$secret'
done
down 'PostgreSql where MySql is' '.*' -PostgreSql -Port 3306 -Credential '$secret'
down 'MySql where PostgreSql is' '.*' -MySql -Port 5432 -Credential '$secret' -Timeout 3
up 'PostgreSql, more rows than are read' 'a row came' -PostgreSql -Port 5432 -Credential '$secret' -Query '("SELECT repeat(chr(120), 1000) FROM generate_series(1, 100000)")'
judge

beside
stop /run/my.pid /run/pg/data/postmaster.pid
judge_stopped 'connection refused'
beside_stopped
exit $FAILED
