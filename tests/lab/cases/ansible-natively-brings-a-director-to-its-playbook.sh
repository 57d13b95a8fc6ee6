# The same by the native modules lvs_service and lvs_real_server, where ansible-core 2.21 or later, which runs PowerShell itself, and pwsh are on the path.
NATIVE=1
. "$LAB/cases/ansible-brings-a-director-to-its-playbook.sh"
