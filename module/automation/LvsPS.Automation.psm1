# What Ansible and DSC share: wishes of services, real servers and hosts, made true by the cmdlets of LvsPS. It runs in pwsh and in
# LvsPS.Shell, whose engine has the language and the core cmdlets alone, and so uses no cmdlet of pwsh's own modules.
Set-StrictMode -Version 1.0
foreach ($part in 'Json', 'Wishes', 'Hosts', 'AnsibleSpecs', 'Ansible', 'Dsc') { . "$PSScriptRoot/$part.ps1" }
Export-ModuleMember -Function Invoke-LvsAnsibleModule, Invoke-LvsAnsibleFile, Get-LvsAnsibleSpec, Invoke-LvsDsc
