# Services and real servers as they are wished, made so by the cmdlets. A wish is a table of names as Ansible and DSC write them; what
# it does not name stays as it is, or gets the cmdlets' default where the thing is new.

# The names of a wish, with the parameters of the cmdlets that they are.
$serviceSettings = [ordered]@{
    scheduler            = 'Scheduler'
    scheduler_flags      = 'SchedulerFlag'
    persistence_timeout  = 'PersistenceTimeout'
    persistence_netmask  = 'PersistenceNetmask'
    persistence_engine   = 'PersistenceEngine'
    one_packet           = 'OnePacket'
}
$serverSettings = [ordered]@{
    forwarding      = 'Forwarding'
    weight          = 'Weight'
    upper_threshold = 'UpperThreshold'
    lower_threshold = 'LowerThreshold'
    tunnel_type     = 'TunnelType'
    tunnel_port     = 'TunnelPort'
    tunnel_checksum = 'TunnelChecksum'
}

function Find-Service($Session, [string] $Service) {
    try { Get-LvsService -Service $Service -IncludeRealServer -Session $Session -ErrorAction Stop }
    catch {
        if ($_.FullyQualifiedErrorId -notlike 'ServiceNotFound,*') { throw }
    }
}

function Find-RealServer($Service, $Wish) {
    $port = if ($null -ne $Wish['port']) { [int] $Wish.port } elseif ($null -ne $Service.VirtualPort) { $Service.VirtualPort } else { 0 }
    $address = [System.Net.IPAddress]::None
    if (-not [System.Net.IPAddress]::TryParse([string] $Wish.address, [ref] $address)) { return }
    foreach ($server in $Service.RealServers) {
        if ($server.Port -eq $port -and $server.Address.Equals($address)) { return $server }
    }
}

# What a service is, in the words of a wish.
function Get-ServiceWish($Service) {
    if ($null -eq $Service) { return }
    [ordered]@{
        service             = "$($Service.Service)"
        scheduler           = $Service.Scheduler
        scheduler_flags     = @(if ($Service.SchedulerFlags -ne 0) { [LvsPS.LvsSchedulerFlagNames]::Format($Service.SchedulerFlags, $Service.Scheduler) -split ',' })
        persistence_timeout = if ($null -ne $Service.PersistenceTimeout) { [int] $Service.PersistenceTimeout.TotalSeconds } else { 0 }
        persistence_netmask = "$($Service.PersistenceNetmask)"
        persistence_engine  = [string] $Service.PersistenceEngine
        one_packet          = $Service.OnePacket
        real_servers        = @(foreach ($server in $Service.RealServers) { Get-RealServerWish $server })
    }
}

function Get-RealServerWish($Server) {
    if ($null -eq $Server) { return }
    $wish = [ordered]@{
        address         = "$($Server.Address)"
        port            = $Server.Port
        forwarding      = "$($Server.Forwarding)".ToLowerInvariant()
        weight          = $Server.Weight
        upper_threshold = $Server.UpperThreshold
        lower_threshold = $Server.LowerThreshold
    }
    if ("$($Server.Forwarding)" -eq 'Tunnel') {
        $wish.tunnel_type = "$($Server.TunnelType)".ToLowerInvariant()
        $wish.tunnel_port = $Server.TunnelPort
        $wish.tunnel_checksum = "$($Server.TunnelChecksum)".ToLowerInvariant()
    }
    $wish
}

# The lines of ipvsadm for a service, lossless; none where there is none.
function Get-Rule($Service) { @(if ($null -ne $Service) { $Service | ConvertTo-LvsRule }) }

function Set-ServiceWish($Session, $Wish) {
    $there = Find-Service $Session $Wish.service
    $target = @{ Service = $Wish.service; Session = $Session; ErrorAction = 'Stop' }
    if ($Wish['state'] -eq 'absent') {
        if ($there) { Remove-LvsService @target }
        return
    }

    $settings = @{}
    foreach ($name in $serviceSettings.Keys) {
        if ($null -ne $Wish[$name]) { $settings[$serviceSettings[$name]] = $Wish[$name] }
    }
    if ($settings.ContainsKey('SchedulerFlag') -and @($settings.SchedulerFlag).Count -eq 0) { $settings.SchedulerFlag = @('none') }
    if ("$($settings['PersistenceTimeout'])" -in '0', 'none') {
        # With persistence goes its netmask, which would mean nothing.
        $settings.Remove('PersistenceTimeout')
        $settings.Remove('PersistenceNetmask')
        if ($there) { $settings.Persistent = $false }
    }

    if ($there) { Set-LvsService @target @settings } else { New-LvsService @target @settings }
    if ($null -eq $Wish['real_servers']) { return }

    # Servers are added and changed before others are removed, so that there is always one to take clients.
    $kept = @(foreach ($server in $Wish.real_servers) {
        $found = Set-RealServerWish $Session $Wish.service $server
        "$found"
    })
    foreach ($server in (Find-Service $Session $Wish.service).RealServers) {
        if ("$server" -notin $kept) { $server | Remove-LvsRealServer -Session $Session -ErrorAction Stop }
    }
}

# Returns the real server as it is then; nothing for one that is to be absent.
function Set-RealServerWish($Session, [string] $Service, $Wish) {
    $parent = Find-Service $Session $Service
    $there = if ($parent) { Find-RealServer $parent $Wish }
    $target = @{ Service = $Service; Address = $Wish.address; Session = $Session; ErrorAction = 'Stop' }
    if ($null -ne $Wish['port']) { $target.Port = $Wish.port }
    if ($Wish['state'] -eq 'absent') {
        if ($there) { Remove-LvsRealServer @target }
        return
    }

    $settings = @{}
    foreach ($name in $serverSettings.Keys) {
        if ($null -ne $Wish[$name]) { $settings[$serverSettings[$name]] = $Wish[$name] }
    }
    if ($there) { Set-LvsRealServer @target @settings -PassThru } else { Add-LvsRealServer @target @settings -PassThru }
}

# Makes a wish of a service come true: first on a simulated director that has this service as it is, which finds out whether there is
# anything to do and whether it can be right at all, and then on the real one; what fails half-way there is taken back.
function Invoke-ServiceWish($Session, [string] $Service, [scriptblock] $Make, [bool] $CheckMode) {
    $before = Find-Service $Session $Service
    $trial = New-LvsSession -Simulated
    try {
        if ($before) { Set-ServiceWish $trial (Get-ServiceWish $before) }
        $null = & $Make $trial
        $after = Find-Service $trial $Service
        $result = @{ Before = $before; After = $after; BeforeRules = @(Get-Rule $before); AfterRules = @(Get-Rule $after) }
    }
    finally { Remove-LvsSession $trial -WarningAction Ignore }

    $result.Changed = ($result.BeforeRules -join "`n") -cne ($result.AfterRules -join "`n")
    if ($result.Changed -and -not $CheckMode) {
        try { $null = & $Make $Session }
        catch {
            $fault = $_
            $old = if ($before) { Get-ServiceWish $before } else { @{ service = $Service; state = 'absent' } }
            try { $null = Set-ServiceWish $Session $old }
            catch { throw "$fault What was done before that could not be taken back: $_ The service is now: $((Get-Rule (Find-Service $Session $Service)) -join '; ')" }
            throw $fault
        }
        $result.After = Find-Service $Session $Service
        $result.AfterRules = @(Get-Rule $result.After)
    }
    $result
}
