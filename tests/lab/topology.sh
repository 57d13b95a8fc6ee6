# Sourced in the guest: the network of the walkthrough, made of network namespaces on two switches, and what a script
# needs to use it. Call lab_up_nat for all of it, or lab_up and the parts that are wanted.
#
#     public  192.168.1.0/24  fd00:1::/64      cl .100, dir .200 (the virtual address)
#     private 172.16.86.0/24  fd00:2::/64      dir .249, rs1 .250, rs2 .248, rs3 .251, each with its gateway at .249
#
# The last number is the same in IPv6: cl is fd00:1::100 and rs2 is fd00:2::248. IPVS is per namespace.

# On a kernel with modules (Debian's), what would be loaded on first use by a kernel that knew where they are, too.
lab_modules() {
    [ -e /proc/modules ] || return 0
    modprobe -qa ip_vs ip_vs_{rr,wrr,lc,wlc,fo,ovf,lblc,lblcr,dh,sh,mh,sed,nq} ip_vs_ftp veth bridge dummy macvlan \
        ipip ip_gre fou sit fou6 ip6_tunnel ip6_gre nf_conntrack nf_nat nf_tables sctp xt_ipvs xt_mark xt_multiport \
        iptable_nat iptable_mangle ip6table_nat ip6table_mangle || true
}

# n NAMESPACE COMMAND...: runs a command in a namespace.
n() { ip netns exec "$@"; }

# lab_until SECONDS COMMAND...: repeats a command until it succeeds; fails when the time is up. The time is only for what never
# comes, so it is long: a machine with other work may take ten times as long as an idle one.
lab_until() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || { echo "still not so: $*" >&2; return 1; }
        sleep 0.05
    done
}

# lab_node NAMESPACE...: new machines, with lo up: in a fresh namespace it is down, and then no real server can be added.
lab_node() {
    local node
    for node; do
        ip netns add "$node"
        ip -n "$node" link set lo up
        n "$node" sysctl -qw net.ipv6.conf.{all,default}.accept_dad=0 net.ipv4.conf.{all,default}.rp_filter=0
    done
}

# lab_forward NAMESPACE...: lets them pass on packets, without telling senders of a shorter way.
lab_forward() {
    local node
    for node; do
        n "$node" sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.conf.{all,default}.send_redirects=0
    done
}

# lab_join NAMESPACE NETWORK ADDRESS...: connects a machine to the network public or private, by an interface of that name.
lab_join() {
    local node=$1 network=$2 address
    ip link add "$network" netns "$node" type veth peer name "$network-$node" netns switch
    ip -n switch link set "$network-$node" master "$network" up
    {
        echo "link set $network up"
        for address in "${@:3}"; do echo "address add $address dev $network"; done
    } | ip -n "$node" -batch -
}

# lab_gateway V4 V6 NAMESPACE...: their default routes; lab_no_gateway takes these away again.
lab_gateway() {
    local node
    for node in "${@:3}"; do
        ip -n "$node" route replace default via "$1"
        ip -n "$node" route replace default via "$2"
    done
}
lab_no_gateway() {
    local node
    for node; do
        ip -n "$node" route flush default
        ip -n "$node" -6 route flush default
    done
}

# lab_serve NAMESPACE...: an HTTP server on port 80 and a UDP one on 53, which answer the namespace's name.
lab_serve() {
    local node
    for node; do n "$node" "$("$LAB/compile.sh" server)" "$node"; done
}

# lab_real_server NAMESPACE NUMBER: one on the private network, with the director as its gateway.
lab_real_server() {
    lab_node "$1"
    lab_join "$1" private "172.16.86.$2/24" "fd00:2::$2/64"
    lab_gateway 172.16.86.249 fd00:2::249 "$1"
    lab_serve "$1"
}

# lab_director NAMESPACE PUBLIC PRIVATE: a director with these numbers on the two networks.
lab_director() {
    lab_node "$1"
    lab_join "$1" public "192.168.1.$2/24" "fd00:1::$2/64"
    lab_join "$1" private "172.16.86.$3/24" "fd00:2::$3/64"
    lab_forward "$1"
}

# lab_up: the two networks, the client and the director.
lab_up() {
    lab_modules
    ip netns add switch
    ip -n switch link add public type bridge
    ip -n switch link add private type bridge
    ip -n switch link set public up
    ip -n switch link set private up
    lab_node cl
    lab_join cl public 192.168.1.100/24 fd00:1::100/64
    lab_director dir 200 249
}

# lab_up_nat: lab_up and the three real servers behind the director.
lab_up_nat() {
    lab_up
    lab_real_server rs1 250
    lab_real_server rs2 248
    lab_real_server rs3 251
}

# lab_up_dr: lab_up, and the real servers rs1 .201, rs2 .202 and rs3 .203 on the public network, beside the director.
lab_up_dr() {
    local i
    lab_up
    for i in 1 2 3; do
        lab_node rs$i
        lab_join rs$i public 192.168.1.20$i/24 fd00:1::20$i/64
        lab_serve rs$i
    done
}

# lab_up_tun: lab_up_nat, but the real servers' way to the client is another router, gw (.1 on both networks), so that their
# answers never see the director. Their rp_filter is 1, as on most machines.
lab_up_tun() {
    lab_up
    lab_node gw
    lab_join gw public 192.168.1.1/24 fd00:1::1/64
    lab_join gw private 172.16.86.1/24 fd00:2::1/64
    lab_forward gw
    lab_real_server rs1 250
    lab_real_server rs2 248
    lab_real_server rs3 251
    lab_gateway 172.16.86.1 fd00:2::1 rs1 rs2 rs3
    for i in rs1 rs2 rs3; do n $i sysctl -qw net.ipv4.conf.{all,default,private}.rp_filter=1; done
}

# lab_settled NAMESPACE: whether no address of it is still being asked for by others; it and its routes change once more then.
lab_settled() { [ -z "$(ip -n "$1" -6 -o address show tentative | grep -v dadfailed)" ]; }

# lab_dump NAMESPACE: all that could be changed on a machine, less what changes by itself.
lab_dump() {
    lab_until 20 lab_settled "$1"
    ip -n "$1" -d link show | sed -E 's/ (qlen|numtxqueues|promiscuity) [0-9]+//g'
    ip -n "$1" address show | sed -E 's/(valid_lft|preferred_lft) [0-9]+sec/\1/g'
    ip -n "$1" rule show
    ip -n "$1" -6 rule show
    ip -n "$1" route show table all | sed -E 's/ expires [0-9]+sec//'
    ip -n "$1" -6 route show table all | sed -E 's/ expires [0-9]+sec//'
    ip -n "$1" fou show 2>/dev/null
    n "$1" sysctl -a 2>/dev/null | grep '^net\.' | grep -vE '^net\.netfilter\.nf_conntrack_count|stable_secret|\.dev_snmp|^net\.ipv4\.tcp_fastopen_key'
    n "$1" nft list ruleset 2>/dev/null
    n "$1" iptables-legacy-save 2>/dev/null | grep -v '^#' | sed -E 's/\[[0-9]+:[0-9]+\]//'
    n "$1" ip6tables-legacy-save 2>/dev/null | grep -v '^#' | sed -E 's/\[[0-9]+:[0-9]+\]//'
    n "$1" ipvsadm -Sn 2>/dev/null | sort
}

# ask URL [COUNT]: that many requests from the client, one after the other, each by a connection of its own; a line for
# each: the server's name, or why there was none.
ask() {
    mapfile -t lab_urls < <(yes -- "$1" | head -n "${2:-1}")
    n cl curl -gs --connect-timeout 20 -m 30 -w '%{onerror}error-%{exitcode}\n' "${lab_urls[@]}"
}

# get URL COUNT: the same, counted: "rs1=2 rs2=2 rs3=2".
get() { ask "$@" | sort | uniq -c | awk '{ printf "%s%s=%s", sep, $2, $1; sep = " " } END { print "" }'; }

# wait_http URL [NAMESPACE]: until it answers, asked from the client or another machine.
wait_http() { lab_until 60 n "${2:-cl}" curl -gsf -o /dev/null -m 2 "$1"; }
