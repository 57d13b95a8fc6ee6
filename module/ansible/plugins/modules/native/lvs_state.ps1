#!powershell
#AnsibleRequires -CSharpUtil Ansible.Basic

# For ansible-core 2.21 and later, which runs PowerShell itself. What is done is in the module LvsPS of the managed host, in the folder
# automation; lvs_state.yml has the documentation.
try {
    $path = if ([System.IO.Directory]::Exists($env:LVSPS_MODULE)) { "$env:LVSPS_MODULE/LvsPS.psd1" } elseif ($env:LVSPS_MODULE) { $env:LVSPS_MODULE } else { 'LvsPS' }
    $lvsps = Import-Module $path -PassThru -ErrorAction Stop
    Import-Module "$($lvsps.ModuleBase)/automation/LvsPS.Automation.psm1" -ErrorAction Stop
}
catch {
    '{"changed":false,"failed":true,"msg":"' + [System.Text.Json.JsonEncodedText]::Encode("The module LvsPS cannot be loaded: $_") + '"}'
    exit 1
}

$module = [Ansible.Basic.AnsibleModule]::Create($args, (Get-LvsAnsibleSpec lvs_state))
$result = Invoke-LvsAnsibleModule lvs_state $module.Params $module.CheckMode $module.DiffMode
foreach ($warning in $result['warnings']) { $module.Warn($warning) }
foreach ($key in $result.Keys) {
    if ($key -eq 'diff') { foreach ($side in $result.diff.Keys) { $module.Diff[$side] = $result.diff[$side] } }
    elseif ($key -notin 'warnings', 'failed', 'msg') { $module.Result[$key] = $result[$key] }
}
if ($result['failed']) { $module.FailJson($result.msg) }
$module.ExitJson()
