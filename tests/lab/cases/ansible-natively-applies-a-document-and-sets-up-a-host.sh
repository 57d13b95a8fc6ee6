# The same by the native modules lvs_state and lvs_host, where ansible-core 2.21 or later, which runs PowerShell itself, and pwsh are on the path.
NATIVE=1
. "$LAB/cases/ansible-applies-a-document-and-sets-up-a-host.sh"
