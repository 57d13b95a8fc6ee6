# On this machine, on the simulated kernel: a made-up connection table of four million lines, read with nothing wanted (the reader
# and the filter alone) and as objects in the pipeline. Rates are of processor time, so that a busy machine does not count.
LINES=${LINES:-4000000}
FILE=$(mktemp "${TMPDIR:-/tmp}/lvsps-connections.XXXXXX")
trap 'rm -f "$FILE"' EXIT
awk 'BEGIN {
    split("ESTABLISHED TIME_WAIT FIN_WAIT SYN_RECV CLOSE", state, " ")
    for (i = 0; i < 100000; i++) {
        if (i % 10 == 9)
            printf "TCP fd00:0001:0000:0000:0000:0000:%04x:%04x %04X fd00:0001:0000:0000:0000:0000:0000:0200 0050 fd00:0002:0000:0000:0000:0000:0000:%04x 0050 %-11s %7u\n", i / 65536, i % 65536, 1024 + i % 60000, i % 4, state[i % 5 + 1], i % 900
        else
            printf "TCP 0A%06X %04X C0A801%02X 0050 AC1056%02X 0050 %-11s %7u\n", i, 1024 + i % 60000, i % 10 + 200, i % 4 + 248, state[i % 5 + 1], i % 900
    }
}' >"$FILE.block"
{
    echo 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData'
    for ((i = 0; i < LINES / 100000; i++)); do cat "$FILE.block"; done
} >"$FILE"
rm -f "$FILE.block"
LVSPS_SESSION=simulated dotnet "$LVSPS_SHELL" -File "$(dirname "$0")/connections.ps1" "$FILE" "$LINES"
