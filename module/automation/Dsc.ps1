# The resources of Microsoft DSC 3: one object of JSON in, lines of JSON out.

# Runs an operation, writes its lines, and returns the exit code: 0 done, 1 failed, 2 the input cannot be right.
function Invoke-LvsDsc([string] $Resource, [string] $Operation, [string] $Text) {
    $WarningPreference = 'Continue'
    $ProgressPreference = 'SilentlyContinue'
    try {
        $wish = Read-DscInput $Text ($Operation -eq 'export')
        $properties = $dscProperties["$Resource"]
        if (-not $properties -or $Operation -notin 'get', 'set', 'test', 'whatIf', 'delete', 'whatIfDelete', 'export') { throw "There is no operation '$Operation' of a resource '$Resource'." }
        $unknown = @(foreach ($name in $wish.Keys) { if ($name -notin $properties) { $name } })
        if ($unknown) { throw "What is no property: $($unknown -join ', '). The properties are $($properties -join ', ')." }
        if ($Resource -eq 'service' -and $Operation -ne 'export' -and -not $wish['service']) { throw 'The property service is missing.' }
        if ($Resource -eq 'state' -and $Operation -ne 'export' -and -not $wish['path'] -and -not $wish['document']) { throw 'One of the properties path and document is needed.' }
        if ($Resource -eq 'state' -and $Operation -eq 'export' -and $wish.Count) { throw 'A director is one state, so there is nothing to choose of by properties.' }
    }
    catch {
        Write-Trace 'error' "$_"
        return 2
    }

    try {
        $session = Get-LvsSession -Default
        $lines = @(if ($Resource -eq 'service') { Invoke-DscService $session $Operation $wish } else { Invoke-DscState $session $Operation $wish }) 3>&1
        foreach ($line in $lines) {
            if ($line -is [System.Management.Automation.WarningRecord]) { Write-Trace 'warn' $line.Message } else { [System.Console]::Out.WriteLine($line) }
        }
        0
    }
    catch {
        Write-Trace 'error' (Get-Failure $_).msg
        1
    }
}

$dscProperties = @{
    service = 'service', '_exist', '_inDesiredState', 'scheduler', 'schedulerFlags', 'persistenceTimeout', 'persistenceNetmask', 'persistenceEngine', 'onePacket', 'realServers'
    state   = 'path', 'document', 'onError', 'changes', '_inDesiredState'
}

function Write-Trace([string] $Level, [string] $Message) { [System.Console]::Error.WriteLine((ConvertTo-JsonText @{ $Level = $Message })) }

function Read-DscInput([string] $Text, [bool] $MayBeEmpty) {
    if ($MayBeEmpty -and -not $Text.Trim()) { return [ordered]@{} }
    try { $value = ConvertFrom-JsonText $Text }
    catch { throw "The input is no JSON: $($_.Exception.InnerException.Message)" }
    if ($value -isnot [System.Collections.IDictionary]) { throw 'The input is no object of JSON.' }
    $value
}

# scheduler_flags and schedulerFlags: DSC's own names begin with an underscore, and are no settings.
function ConvertTo-Camel($Value) {
    if ($Value -is [System.Collections.IDictionary]) {
        $table = [ordered]@{}
        foreach ($key in $Value.Keys) { $table[[regex]::Replace($key, '(?<=.)_([a-z])', { param($m) $m.Groups[1].Value.ToUpperInvariant() })] = ConvertTo-Camel $Value[$key] }
        $table
    }
    elseif ($Value -is [array]) { , @(foreach ($item in $Value) { ConvertTo-Camel $item }) }
    else { $Value }
}

function ConvertTo-Snake($Value) {
    if ($Value -is [System.Collections.IDictionary]) {
        $table = [ordered]@{}
        foreach ($key in $Value.Keys) {
            if (-not $key.StartsWith('_')) { $table[[regex]::Replace($key, '[A-Z]', { param($m) '_' + $m.Value.ToLowerInvariant() })] = ConvertTo-Snake $Value[$key] }
        }
        $table
    }
    elseif ($Value -is [array]) { , @(foreach ($item in $Value) { ConvertTo-Snake $item }) }
    else { $Value }
}

function Get-DscService([string] $Id, $Service) {
    $state = if ($Service) { ConvertTo-Camel (Get-ServiceWish $Service) } else { [ordered]@{ service = $Id } }
    $state._exist = $null -ne $Service
    $state
}

# What a deletion would do, a text for each part of it.
function Get-DscForetold([string[]] $Lines) { ConvertTo-JsonText ([ordered]@{ _metadata = [ordered]@{ whatIf = @(foreach ($line in $Lines) { $line }) } }) }

# The names of the properties in which two states differ, in their order.
function Get-DscDifference($One, $Other, $Names = $(if ($Other.Count -gt $One.Count) { $Other.Keys } else { $One.Keys })) {
    @(foreach ($name in $Names) {
        if ((ConvertTo-JsonText $One[$name]) -cne (ConvertTo-JsonText $Other[$name])) { $name }
    })
}

function Invoke-DscService($Session, [string] $Operation, $Wanted) {
    if ($Wanted['service']) { $Wanted.service = "$([LvsPS.LvsServiceId]::Parse($Wanted.service))" }
    if ($Operation -eq 'export') {
        # What is given chooses: services that are so in each of these properties.
        foreach ($service in @(Get-LvsService -IncludeRealServer -Session $Session -ErrorAction Stop)) {
            $state = Get-DscService "$service" $service
            if (-not @(Get-DscDifference $Wanted $state @($Wanted.Keys))) { ConvertTo-JsonText $state }
        }
        return
    }

    $id = $Wanted.service
    if ($Operation -eq 'get') { return ConvertTo-JsonText (Get-DscService $id (Find-Service $Session $id)) }
    $wish = ConvertTo-Snake $Wanted
    $wish.state = if ($Operation -in 'delete', 'whatIfDelete' -or $Wanted['_exist'] -eq $false) { 'absent' } else { 'present' }
    $done = Invoke-ServiceWish $Session $id { param($at) Set-ServiceWish $at $wish } ($Operation -in 'test', 'whatIf', 'whatIfDelete')
    if ($Operation -eq 'delete') { return }
    if ($Operation -eq 'whatIfDelete') { return Get-DscForetold @(foreach ($line in $done.BeforeRules) { "Would be gone: $line" }) }
    $before = Get-DscService $id $done.Before
    $after = Get-DscService $id $done.After
    $differing = @(if ($done.Changed) { Get-DscDifference $before $after })
    if ($Operation -eq 'test') {
        $before._inDesiredState = -not $done.Changed
        ConvertTo-JsonText $before
    }
    else { ConvertTo-JsonText $after }
    ConvertTo-JsonText $differing
}

function Invoke-DscState($Session, [string] $Operation, $Wanted) {
    if ($Operation -eq 'export') { return ConvertTo-JsonText ([ordered]@{ document = (@(ConvertTo-LvsYaml -Session $Session -ErrorAction Stop) -join "`n") }) }
    $document = Get-Document $Wanted
    $to = @{ Session = $Session; ErrorAction = 'Stop' }
    $said = if ($Wanted['onError']) { @{ OnError = $Wanted.onError } } else { @{} }
    if ($Operation -in 'delete', 'whatIfDelete') {
        # What an owner manages is remembered, and goes with what is remembered; without an owner it is what the document names.
        if ($document.Owner) {
            $none = [ordered]@{ owner = $document.Owner; prune = $true; services = @() }
            if ($document.SyncDaemons) { $none.syncDaemons = @() }
            $none = ConvertFrom-LvsYaml (ConvertTo-JsonText $none) -ErrorAction Stop
            if ($Operation -eq 'delete') { return Sync-LvsState -DesiredState $none @to @said }
            $changes = (Compare-LvsState -DesiredState $none @to).Changes
        }
        elseif ($Operation -eq 'delete') { return Invoke-LvsPlan $document.Removal() -Force @to @said }
        else {
            $absent = @((Compare-LvsState -DesiredState $document @to).Changes | Where-Object { "$($_.Action)" -eq 'Add' } | ForEach-Object Target)
            $changes = $document.Removal().Changes | Where-Object Target -NotIn $absent
        }
        return Get-DscForetold @(foreach ($change in $changes) { $change.Description })
    }

    # Where there is nothing to change, Sync-LvsState remembers all the same what the document's owner manages.
    $plan = if ($Operation -eq 'set') { (Sync-LvsState -DesiredState $document -PassThru @to @said).Plan } else { Compare-LvsState -DesiredState $document @to }
    $state = [ordered]@{}
    foreach ($name in 'path', 'document') { if ($null -ne $Wanted[$name]) { $state[$name] = $Wanted[$name] } }
    $state.changes = @(if ($Operation -ne 'set') {
        foreach ($change in $plan.Changes) { [ordered]@{ action = "$($change.Action)".ToLowerInvariant(); target = $change.Target; description = $change.Description } }
    })
    if ($Operation -eq 'get') { return ConvertTo-JsonText $state }
    if ($Operation -eq 'test') { $state._inDesiredState = $plan.IsEmpty }
    ConvertTo-JsonText $state
    ConvertTo-JsonText @(if (-not $plan.IsEmpty) { 'changes' })
}
