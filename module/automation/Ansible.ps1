# The modules of the Ansible collection: arguments in, one object out.

# Runs a module and returns the object that Ansible wants of it. $Arguments are those of its own, resolved; the rest is how it is run.
function Invoke-LvsAnsibleModule([string] $Name, [System.Collections.IDictionary] $Arguments, [bool] $CheckMode, [bool] $DiffMode) {
    # A core from 2.19 on takes an interpreter of one word, so a profile may have been read; what it prefers is nothing to a module.
    $ConfirmPreference = 'None'
    $WhatIfPreference = $false
    $warnings = [System.Collections.Generic.List[string]]::new()
    $session = $null
    try {
        $output = & {
            $WarningPreference = 'Continue'
            $ProgressPreference = 'SilentlyContinue'
            $session = if ($Arguments['network_namespace']) { New-LvsSession -NetworkNamespace $Arguments.network_namespace -ErrorAction Stop } else { Get-LvsSession -Default }
            try {
                switch ($Name) {
                    'lvs_service' { Invoke-ServiceModule $session $Arguments $CheckMode }
                    'lvs_real_server' { Invoke-RealServerModule $session $Arguments $CheckMode }
                    'lvs_host' { Invoke-HostModule $session $Arguments $CheckMode }
                    'lvs_state' { Invoke-StateModule $session $Arguments $CheckMode }
                }
            }
            finally { if ($Arguments['network_namespace']) { Remove-LvsSession $session } }
        } 3>&1
        $result = $null
        foreach ($item in $output) {
            if ($item -is [System.Management.Automation.WarningRecord]) { $warnings.Add($item.Message) } else { $result = $item }
        }
    }
    catch { $result = Get-Failure $_ }
    if (-not $DiffMode) { $result.Remove('diff') }
    if ($warnings.Count) { $result.warnings = @([System.Collections.Generic.HashSet[string]]::new($warnings)) }
    $result
}

# What a failure tells: our id with what failed and what to do; the id stands for itself too.
function Get-Failure([System.Management.Automation.ErrorRecord] $Fault) {
    $cause = $Fault.Exception
    while ($cause -isnot [LvsPS.LvsException] -and $cause.InnerException) { $cause = $cause.InnerException }
    if ($cause -isnot [LvsPS.LvsException]) { return [ordered]@{ changed = $false; failed = $true; msg = "$Fault" } }

    # A fault may say more than its cause, where something could not be taken back.
    $message = if ($Fault.Exception -is [System.Management.Automation.MethodInvocationException]) { $cause.Message } else { "$Fault" }
    [ordered]@{ changed = $false; failed = $true; msg = "$($cause.ErrorId): $message $($cause.Remedy)"; error_id = $cause.ErrorId }
}

function New-Diff([string] $What, [string[]] $Before, [string[]] $After) {
    $text = { param($lines) if ($lines) { ($lines -join "`n") + "`n" } else { '' } }
    [ordered]@{ before_header = "$What (before)"; after_header = "$What (after)"; before = & $text $Before; after = & $text $After }
}

function Invoke-ServiceModule($Session, $Arguments, [bool] $CheckMode) {
    $id = "$([LvsPS.LvsServiceId]::Parse($Arguments.service))"
    $Arguments.service = $id
    $done = Invoke-ServiceWish $Session $id { param($at) Set-ServiceWish $at $Arguments } $CheckMode
    [ordered]@{ changed = $done.Changed; service = Get-ServiceWish $done.After; rules = $done.AfterRules; diff = New-Diff $id $done.BeforeRules $done.AfterRules }
}

function Invoke-RealServerModule($Session, $Arguments, [bool] $CheckMode) {
    $id = "$([LvsPS.LvsServiceId]::Parse($Arguments.service))"
    if ($Arguments.state -in 'suspended', 'resumed') { return Invoke-SuspensionModule $Session $id $Arguments $CheckMode }
    if ($Arguments.state -eq 'absent' -and -not (Find-Service $Session $id)) { return [ordered]@{ changed = $false; real_server = $null; diff = New-Diff $id @() @() } }
    $done = Invoke-ServiceWish $Session $id { param($at) Set-RealServerWish $at $id $Arguments } $CheckMode
    [ordered]@{
        changed     = $done.Changed
        real_server = if ($done.After) { Get-RealServerWish (Find-RealServer $done.After $Arguments) }
        rules       = $done.AfterRules
        diff        = New-Diff $id $done.BeforeRules $done.AfterRules
    }
}

function Invoke-SuspensionModule($Session, [string] $Id, $Arguments, [bool] $CheckMode) {
    $target = @{ Service = $Id; Address = $Arguments.address; Session = $Session; ErrorAction = 'Stop' }
    $service = Find-Service $Session $Id
    $server = if ($service) { Find-RealServer $service $Arguments }
    if ($server) { $server = $server | Get-LvsRealServer -Session $Session -ErrorAction Stop }
    $target.Port = if ($server) { $server.Port } elseif ($Arguments['port']) { $Arguments.port } else { [LvsPS.LvsServiceId]::Parse($Id).VirtualPort }
    $wanted = $Arguments.state -eq 'suspended'
    $is = $null -ne $server -and $null -ne $server.Suspension
    $line = { param($s, $suspended) "$Id $s weight $($s.Weight)$(if ($suspended) { ' suspended' })" }
    $before = if ($server) { & $line $server $is }
    if ($server -and $wanted -eq $is) {
        return [ordered]@{ changed = $false; real_server = Get-RealServerWish $server; suspended = $is; diff = New-Diff $Id @($before) @($before) }
    }

    $said = @{}
    if ($wanted) {
        foreach ($pair in @('reason', 'Reason'), @('owner', 'Owner'), @('duration', 'Duration')) { if ($null -ne $Arguments[$pair[0]]) { $said[$pair[1]] = $Arguments[$pair[0]] } }
    }
    $weight = if ($CheckMode -and $server) { if ($wanted) { 0 } else { $server.Suspension.WeightBefore } }
    if (-not $CheckMode -or -not $server) {
        if ($wanted) { Suspend-LvsRealServer @target @said } else { Resume-LvsRealServer @target }
        $server = Get-LvsRealServer @target
        $weight = $server.Weight
    }
    $wish = Get-RealServerWish $server
    $wish.weight = $weight
    [ordered]@{
        changed = $true; real_server = $wish; suspended = $wanted
        diff = New-Diff $Id @($before) @("$Id $server weight $weight$(if ($wanted) { ' suspended' })")
    }
}

function Invoke-HostModule($Session, $Arguments, [bool] $CheckMode) {
    $steps = @(Get-HostStep $Session $Arguments)
    if (-not $CheckMode) { Invoke-Step $steps }
    [ordered]@{
        changed = $steps.Count -gt 0
        actions = @(foreach ($step in $steps) { [ordered]@{ before = $step.Before; after = $step.After } })
        diff    = New-Diff 'host' @(foreach ($step in $steps) { if ($step.Before) { $step.Before } }) @(foreach ($step in $steps) { if ($step.After) { $step.After } })
    }
}

# JSON is YAML as well, so a document that is a table in the playbook is read by the same reader as a file.
function Get-Document($Arguments) {
    if ($Arguments['path']) { return Import-LvsDesiredState -LiteralPath $Arguments.path -ErrorAction Stop }
    ConvertFrom-LvsYaml $(if ($Arguments.document -is [string]) { $Arguments.document } else { ConvertTo-JsonText $Arguments.document }) -ErrorAction Stop
}

# A whole document. All that is told comes from one run: what was looked at before it may have changed until then.
function Invoke-StateModule($Session, $Arguments, [bool] $CheckMode) {
    $document = Get-Document $Arguments
    if ($CheckMode) {
        # What -WhatIf -PassThru would give, without the lines that -WhatIf writes in the way of the answer.
        $plan = Compare-LvsState -DesiredState $document -Session $Session -ErrorAction Stop
        return [ordered]@{ changed = -not $plan.IsEmpty; actions = @($plan.Changes | Get-Action); diff = [ordered]@{ prepared = Get-PlanText $plan.Changes } }
    }

    $said = @{ OnError = $Arguments.on_error }
    if ($Arguments['drain']) { $said.Drain = $true; $said.DrainTimeout = $Arguments.drain }
    $done = Sync-LvsState -DesiredState $document -Session $Session -PassThru -ErrorAction SilentlyContinue -ErrorVariable faults @said
    # Of what was taken back, that which stands all the same is what the way back from here would undo.
    $made = @(if ($done) { if ($done.RolledBack) { $done.Undo.Undo().Changes } else { foreach ($one in $done.Results) { if ("$($one.Status)" -eq 'Done') { $one.Change } } } })
    $result = [ordered]@{
        changed = $null -ne $done -and $done.Changed
        actions = @(if ($done) { foreach ($one in $done.Results) { $one.Change | Get-Action -Status "$($one.Status)" } })
        diff    = [ordered]@{ prepared = Get-PlanText $made }
    }
    if ($faults) {
        $failure = Get-Failure $faults[0]
        foreach ($key in 'failed', 'msg', 'error_id') { if ($null -ne $failure[$key]) { $result[$key] = $failure[$key] } }
        $others = @(for ($i = 1; $i -lt $faults.Count; $i++) { "$($faults[$i])" })
        if ($others) { $result.msg += " Also: $($others -join ' ')" }
    }
    $result
}

# A change as Ansible shows it, and what became of it where it was tried.
filter Get-Action([string] $Status) {
    $action = [ordered]@{ action = "$($_.Action)".ToLowerInvariant(); target = $_.Target; description = $_.Description; reason = $_.Reason }
    if ($Status) { $action.status = [regex]::Replace($Status, '(?<=.)[A-Z]', { param($m) '_' + $m.Value }).ToLowerInvariant() }
    $action
}

# One line for each change, with the sign of what it does.
function Get-PlanText($Changes) {
    @(foreach ($change in $Changes) {
        $sign = switch ("$($change.Action)") { 'Add' { '+' } 'Remove' { '-' } default { '~' } }
        "$sign $($change.Description)`n"
    }) -join ''
}

# For cores that know no PowerShell: the arguments as a file of JSON, the answer as one line of it.
function Invoke-LvsAnsibleFile([string] $Name, [string] $Path) {
    $all = ConvertFrom-JsonText ([System.IO.File]::ReadAllText($Path))
    $own = [ordered]@{}
    foreach ($key in $all.Keys) { if (-not $key.StartsWith('_ansible_')) { $own[$key] = $all[$key] } }
    try { $arguments = Resolve-Argument $ansibleSpecs[$Name] $own '' }
    catch { return ConvertTo-JsonText ([ordered]@{ changed = $false; failed = $true; msg = "$_" }) }

    $result = Invoke-LvsAnsibleModule $Name $arguments ([bool] $all['_ansible_check_mode']) ([bool] $all['_ansible_diff'])
    if (-not $all['_ansible_no_log']) { $result.invocation = @{ module_args = $own } }
    ConvertTo-JsonText $result
}

# What Ansible.Basic checks the arguments of a module by.
function Get-LvsAnsibleSpec([string] $Name) { $ansibleSpecs[$Name] }
