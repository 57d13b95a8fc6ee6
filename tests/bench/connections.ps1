# One run of connections.sh: the table of a file, read by Get-LvsConnection on a simulated kernel.
param([string] $File, [long] $Lines)
$invariant = [Globalization.CultureInfo]::InvariantCulture
$hidden = [Reflection.BindingFlags]'NonPublic, Instance'
$process = [Diagnostics.Process]::GetCurrentProcess()
$files = [LvsPS.LvsSession].GetProperty('Files', $hidden).GetValue((New-LvsSession -Simulated -AsDefault))
$files.Net['ip_vs_conn'] = [Func[IO.Stream]] { [IO.FileStream]::new($File, 'Open', 'Read', 'Read', 0) }

function Measure-Reading([string] $Name, [string] $Wanted, [long] $Expected, [scriptblock] $Read) {
    $process.Refresh()
    $before = $process.TotalProcessorTime
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $seen = & $Read
    $process.Refresh()
    if ($seen -ne $Expected) { throw "$Name saw $seen of $Expected" }
    $cpu = ($process.TotalProcessorTime - $before).TotalSeconds
    [string]::Format($invariant, '| {0} | {1:0.0} | {2:0.0} | {3:n0} | {4} |', $Name, $clock.Elapsed.TotalSeconds, $cpu, $Lines / $cpu, $Wanted)
}

'| what | seconds | of processor | lines a second of it | wanted |'
'| --- | --- | --- | --- | --- |'
$none = { Get-LvsConnection -Client 255.255.255.255 | Out-Null; 0 }
$all = { Get-LvsConnection | Out-Null; 0 }
$null = & $none
$process.Refresh()
$peak = $process.PeakWorkingSet64
Measure-Reading 'the reader and a filter that wants nothing' 'at least 1,000,000' 0 $none
Measure-Reading 'objects in the pipeline' 'at least 250,000' 0 $all
Measure-Reading 'objects through Where-Object' '' 0 { @(Get-LvsConnection | Where-Object Port -EQ 99999).Count }
$process.Refresh()
''
[string]::Format($invariant, 'The greatest memory of the process grew by {0:0.0} MB in {1:n0} lines ({2:0} MB of text).',
    ($process.PeakWorkingSet64 - $peak) / 1MB, 3 * $Lines, 3 * ([IO.FileInfo]::new($File)).Length / 1MB)
