# For run.sh: suite.sh ARGUMENTS...
# Runs `dotnet ARGUMENTS`, which test the real ip_vs of this guest, as LVSPS_KERNEL tells the tests.
set -u

# In a namespace whose lo is down the kernel refuses every real server; TestResults must not go to the overlay's home.
ip link set lo up
export LVSPS_KERNEL=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
exec dotnet "$@"
