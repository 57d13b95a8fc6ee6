# every-ipvsadm-line.normal.bash LINE: what that line of ipvsadm printed, as every-ipvsadm-line.ps1 writes what cmdlets give.
export LC_ALL=C
case $1 in
    watch*) grep -aoE '(TCP|UDP|SCTP|FWM) +[^ [:cntrl:]]+( IPv6)?' | tr -s ' ' | sort -u ;;
    *'-h') echo help ;;
    *'-v') sed 's/.*\(IPVS v[0-9.]*\).*/\1/' ;;
    *-S*) sort ;;
    *--timeout*) sed 's/.*: /timeouts /' ;;
    *--daemon*) sed 's/ sync daemon (mcast=/ /; s/, [a-z]*=/ /g; s/)$//' ;;
    *-Lnc* | *--connection*) awk 'NR > 2 { sub(/:[0-9]+$/, "", $4); print $1, $4, $5, $6 }' | sort ;;
    *)
        # The lines of services and servers, of which a list for servers only needs those.
        sed '/^IP Virtual/d; /^Prot/d; /RemoteAddress/d; s/^  ->/->/; s/  */ /g; s/ *$//' |
            case $1 in *--thresholds* | *--persistent-conn* | *--tun-info*) grep '^->' ;; *) cat ;; esac | sort
        ;;
esac
