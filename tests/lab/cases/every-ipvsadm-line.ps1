# Runs the cmdlets of every example; run by every-ipvsadm-line-has-its-cmdlet-line.sh. What they give is written as
# every-ipvsadm-line.normal.bash writes what ipvsadm prints: one line for each thing, its fields in ipvsadm's order.
function Invoke-Lab([string] $Line) { bash -c $Line; if ($LASTEXITCODE -ne 0) { throw "$Line ended with $LASTEXITCODE" } }
function Get-Endpoint($Address, $Port) { if ("$Address" -match ':') { "[$Address]:$Port" } else { "${Address}:$Port" } }
function Get-Name($Service) {
    if ($Service.FwMark) { return "FWM $($Service.FwMark)$(if ($Service.AddressFamily -eq 'InterNetworkV6') { ' IPv6' })" }
    "$($Service.Protocol)".ToUpperInvariant() + ' ' + (Get-Endpoint $Service.VirtualAddress $Service.VirtualPort)
}
$methods = @{ Masquerade = 'Masq'; Gateway = 'Route'; Tunnel = 'Tunnel'; Local = 'Local' }

function Get-ServerLine($Server, [string] $Line) {
    $name = "-> $(Get-Endpoint $Server.Address $Server.Port)"
    $connections = "$($Server.ActiveConnections) $($Server.InactiveConnections)"
    $method = $methods["$($Server.Forwarding)"]
    if ($Line -match '--thresholds') { return "$name $($Server.UpperThreshold) $($Server.LowerThreshold) $connections" }
    if ($Line -match '--persistent-conn') { return "$name $($Server.Weight) $($Server.PersistentConnections) $connections" }
    if ($Line -match '--tun-info') {
        $sum = @{ None = '-c'; Checksum = '+c'; RemoteChecksum = 'r+c' }["$($Server.TunnelChecksum)"]
        $tunnel = if ($method -ne 'Tunnel') { 'n/a' } else { switch ("$($Server.TunnelType)") { Ipip { 'ipip' } Gue { "gue:$($Server.TunnelPort):$sum" } Gre { "gre:$sum" } } }
        return "$name $method $tunnel $($Server.Weight) $connections"
    }

    "$name $method $($Server.Weight) $connections"
}

function Get-Lines($Item, [string] $Line) {
    switch ($Item.GetType().Name) {
        LvsService {
            $text = "$(Get-Name $Item) $($Item.Scheduler)"
            if ("$($Item.SchedulerFlags)" -ne 'None') {
                $text += ' (' + ((ConvertTo-LvsRule -InputObject $Item -Dialect Ipvsadm)[0] -replace '^.* -b ') + ')'
            }
            if ($Item.PersistenceTimeout) { $text += " persistent $($Item.PersistenceTimeout.TotalSeconds)" }
            if ($Item.OnePacket) { $text += ' ops' }
            $text
            foreach ($server in $Item.RealServers) { Get-ServerLine $server $Line }
        }
        LvsRealServer { Get-ServerLine $Item $Line }
        LvsStats {
            $name = if ($Item.Address) { "-> $(Get-Endpoint $Item.Address $Item.Port)" } else { Get-Name $Item.Service }
            $numbers = if ($Line -match '--rate') {
                $Item.ConnectionsPerSecond, $Item.IncomingPacketsPerSecond, $Item.OutgoingPacketsPerSecond, $Item.IncomingBytesPerSecond, $Item.OutgoingBytesPerSecond
            } else {
                $Item.Connections, $Item.IncomingPackets, $Item.OutgoingPackets, $Item.IncomingBytes, $Item.OutgoingBytes
            }
            "$name $numbers"
        }
        LvsTrafficSample { if (-not $Item.Address) { Get-Name $Item.Service } }
        LvsTimeout { "timeouts $($Item.Tcp.TotalSeconds) $($Item.TcpFin.TotalSeconds) $($Item.Udp.TotalSeconds)" }
        LvsSyncDaemon {
            "$($Item.Role) $($Item.Interface) $($Item.SyncId) $($Item.MaxLength) $($Item.Group) $($Item.Port) $($Item.Ttl)".ToLowerInvariant()
        }
        LvsInfo { "IPVS v$($Item.Version)" }
        LvsConnection {
            # Each language has datagrams of its own, which come from other ports.
            "$("$($Item.Protocol)".ToUpperInvariant()) $($Item.ClientAddress) $(Get-Endpoint $Item.VirtualAddress $Item.VirtualPort) $(Get-Endpoint $Item.Address $Item.Port)"
        }
        default { "$Item" }
    }
}

# What goes on until Ctrl+C is ended after its first picture.
function Get-FirstPicture([scriptblock] $Block) {
    $first = [Collections.Generic.List[object]]::new()
    try {
        & $Block | ForEach-Object {
            if ($first.Count -gt 0 -and $_.Time -ne $first[0].Time) { throw 'the first picture is whole' }
            $first.Add($_)
        }
    } catch {
        if ("$_" -ne 'the first picture is whole') { throw }
        $Error.Clear()
    }

    $first
}

$files = [IO.Directory]::GetFiles($env:ROWS, '*.cmdlets')
[Array]::Sort($files)
foreach ($file in $files) {
    $row = $file -replace '\.cmdlets$'
    $line = [IO.File]::ReadAllLines("$row.ipvsadm") -join '; '
    Invoke-Lab "begin $row"
    $Error.Clear()
    $block = [scriptblock]::Create([IO.File]::ReadAllText($file))
    $given = @(if ($line -match '^watch ') { Get-FirstPicture $block } else { & $block })
    [IO.File]::WriteAllText("$row.cmdlets.errors", ($Error -join "`n"))
    if ($given.Count -gt 0) {
        $lines = if ($line -match '-h$') { 'help' } else { foreach ($item in $given) { Get-Lines $item $line } }
        [string[]] $sorted = @($lines)
        [Array]::Sort($sorted, [StringComparer]::Ordinal)
        [IO.File]::WriteAllLines("$row.cmdlets.said", $sorted)
    }

    Invoke-Lab "picture $row cmdlets"
}
