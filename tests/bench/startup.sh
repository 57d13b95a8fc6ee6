# On this machine, on the simulated kernel: what importing the module and the first Get-LvsService add to an engine that
# runs nothing. The two are run in turn, so that a machine that changes its speed changes it for both.
ROUNDS=${ROUNDS:-15}
milliseconds() { # milliseconds ARGUMENTS...: how long the shell took with them
    local start=$EPOCHREALTIME
    dotnet "$LVSPS_SHELL" -NoModule -Command "$1" >/dev/null || echo "failed: $1" >&2
    awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.0f\n", (b - a) * 1000 }'
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
export LVSPS_SESSION=simulated
nothing='$null'
first="Import-Module '$LVSPS_MODULE/LvsPS.psd1'; \$null = Get-LvsService"
milliseconds "$nothing" >/dev/null
milliseconds "$first" >/dev/null
for round in $(seq "$ROUNDS"); do
    milliseconds "$nothing" >&3
    milliseconds "$first" >&4
done 3>/tmp/lvsps-startup-nothing.$$ 4>/tmp/lvsps-startup-first.$$
a=$(median </tmp/lvsps-startup-nothing.$$)
b=$(median </tmp/lvsps-startup-first.$$)
rm -f /tmp/lvsps-startup-nothing.$$ /tmp/lvsps-startup-first.$$
echo '| what | median ms | runs |'
echo '| --- | --- | --- |'
echo "| an engine that runs nothing | $a | $ROUNDS |"
echo "| Import-Module and the first Get-LvsService | $b | $ROUNDS |"
echo "| the difference, at most 150 wanted | $((b - a)) | |"
