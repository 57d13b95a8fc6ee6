#!/bin/bash
# setup.sh [kernel]
# Installs the Debian packages that the lab needs; with the word kernel, also those that kernel.sh builds from. Says
# nothing and is quick where all are there. Exit code 3: some are missing and cannot be installed here; it names them.
set -u
PACKAGES=(user-mode-linux ipvsadm ldirectord keepalived ansible-core 'busybox|busybox-static' conntrack curl iproute2 iptables kmod
    libnftables1 nftables procps python3-jsonschema socat tcpdump gcc libc6-dev make util-linux)

# The real servers that checks are tried on, and what ldirectord asks them by.
PACKAGES+=(dnsmasq-base dovecot-imapd dovecot-pop3d freeradius mariadb-server-core nginx openssl postfix postgresql redis-server
    slapd vsftpd libdbd-mysql-perl libdbd-pg-perl liblwp-protocol-https-perl libnet-inet6glue-perl)

# Remoting over SSH is tried in pwsh alone.
command -v pwsh >/dev/null && PACKAGES+=(openssh-client openssh-server)
[ "${1:-}" != kernel ] || PACKAGES+=(linux-source-6.12 bc bison flex xz-utils)

# A name like a|b is met by either; the first is what gets installed.
INSTALLED=$(dpkg-query -W -f '|${db:Status-Status} ${Package}|\n' 2>/dev/null | grep '^|installed ')
MISSING=()
for PACKAGE in "${PACKAGES[@]}"; do
    grep -qE "^\|installed ($PACKAGE)\|" <<<"$INSTALLED" || MISSING+=("${PACKAGE%%|*}")
done
[ ${#MISSING[@]} -gt 0 ] || exit 0

cannot() { printf 'setup.sh: missing: %s\nsetup.sh: %s\n' "${MISSING[*]}" "$1" >&2; exit 3; }
command -v apt-get >/dev/null || cannot 'there is no apt-get here to install them with'
[ "$(id -u)" = 0 ] || cannot "installing them takes root: apt-get install ${MISSING[*]}"

printf 'setup.sh: installing %s\n' "${MISSING[*]}" >&2
# The runlevel keeps the daemons among them from being started; apt's lists are renewed only where they do not serve.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
LOG=$(mktemp) || exit 1
trap 'rm -f "$LOG"' EXIT
install() { apt-get install -y --no-install-recommends "${MISSING[@]}"; }
install >"$LOG" 2>&1 </dev/null || { apt-get update && install; } >>"$LOG" 2>&1 </dev/null || {
    tail -n 15 "$LOG" >&2
    cannot 'apt-get could not install them, see above'
}
