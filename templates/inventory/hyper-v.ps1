#Requires -Version 4.0
#
# How fast the VMs of a Hyper-V host dirty their memory, as a table for
# `eastwest import`: the memory of each VM, its host and the host's memory, and
# how much the VM dirtied within how many seconds. Hyper-V counts that only
# during a live migration, so this watches the migrations away from the host it
# runs on. It starts none, and only reads: it calls Get-, Select-, Where-,
# ForEach-, Sort-, Measure- and ConvertTo- cmdlets only, and writes nothing but
# its output. Windows Server 2012 R2 to 2025, as an administrator, on each host
# that VMs migrate away from:
#
#   .\hyper-v.ps1 -Minutes 30 | Set-Content -Encoding UTF8 busy.csv
#
# While it runs, migrate each VM away once, one after another, at the busiest
# hour (or run it during the next evening of updates). The files of several hosts
# may be joined into one.
#
# Limits: a VM that did not migrate meanwhile has no seconds in the table. The
# counters are those of Win32_PerfRawData_LmPerfProvider_HyperVVMLiveMigration,
# which Microsoft does not document: the memory that a pass has to send is taken
# to be what was dirtied during the pass before it, and only where the first pass
# has to send at least half of the VM's memory, as it must. Passes shorter than a
# second are left out, longer ones are rounded down to whole seconds: the dirty
# rate comes out a little too high. How much a VM dirties in a time longer than its
# longest pass is not measured; over a slow network the passes are longer.
param([int]$Minutes = 30)

$class = 'Win32_PerfRawData_LmPerfProvider_HyperVVMLiveMigration'
$page = 4096
$mebibyte = 1048576

$machine = [System.Net.Dns]::GetHostName()
$memory = [int64](Get-VMHost).MemoryCapacity
$cluster = $null
if (Get-Command -Name Get-Cluster -ErrorAction SilentlyContinue) {
    $cluster = [string](Get-Cluster -ErrorAction SilentlyContinue |
        Select-Object -First 1 -ExpandProperty Name)
}
# copied now, since a VM that has left the host can't be asked here
$vms = @(Get-VM | Where-Object { [string]$_.State -eq 'Running' } | Sort-Object -Property Name |
    ForEach-Object {
        [pscustomobject]@{
            Name = [string]$_.Name
            Id = [string]$_.Id
            Memory = [int64]$_.MemoryAssigned
        }
    })

# the state of each migration, twice a second
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$log = @()
while ($watch.Elapsed.TotalMinutes -lt $Minutes) {
    $at = $watch.Elapsed.TotalSeconds
    $log += @(Get-CimInstance -ClassName $class -ErrorAction SilentlyContinue |
        Where-Object { [string]$_.Name -ne '_Total' } | ForEach-Object {
            [pscustomobject]@{
                Vm = ([string]$_.Name -replace ':[^:]*$', '')
                Pass = [int64]$_.TransferPassNumber
                Bytes = [int64]$_.TransferpassDirtyPageCount * $page
                At = $at
            }
        })
    [System.Threading.Thread]::Sleep(500)
}

# the passes of a VM's migrations: when each was first seen, and the most it had to
# send; one whose number is not higher begins another migration
function Get-Passes($Samples) {
    $passes = @()
    $number = $null
    $begun = 0
    $bytes = 0
    foreach ($sample in $Samples) {
        if ($sample.Pass -eq $number) {
            if ($sample.Bytes -gt $bytes) { $bytes = $sample.Bytes }
            continue
        }
        if ($null -ne $number) {
            $passes += [pscustomobject]@{ Number = $number; Begun = $begun; Bytes = $bytes }
        }
        $number = $sample.Pass
        $begun = $sample.At
        $bytes = $sample.Bytes
    }
    if ($null -ne $number) {
        $passes += [pscustomobject]@{ Number = $number; Begun = $begun; Bytes = $bytes }
    }
    $passes
}

# whole seconds and bytes: each pass but the last, and what the next had to send
function Get-Measured($Passes, [int64]$Memory) {
    $whole = $false
    for ($i = 0; $i -lt $Passes.Count; $i++) {
        $now = $Passes[$i]
        $first = $i -eq 0 -or $now.Number -le $Passes[$i - 1].Number
        # an instance that waits for its turn may show an empty pass 0 first
        if ($first) { $whole = $false }
        if ($now.Number -le 1 -and $now.Bytes * 2 -ge $Memory -and $now.Bytes -le $Memory * 1.1) { $whole = $true }
        if (-not $whole -or $i + 1 -ge $Passes.Count) { continue }
        $next = $Passes[$i + 1]
        $seconds = [int64][math]::Floor($next.Begun - $now.Begun)
        if ($next.Number -ne $now.Number + 1 -or $seconds -lt 1) { continue }
        [pscustomobject]@{ Seconds = $seconds; Bytes = $next.Bytes }
    }
}

$rows = $vms | ForEach-Object {
    $vm = $_
    $passes = @(Get-Passes @($log | Where-Object { $_.Vm -eq $vm.Name }))
    $measured = @(Get-Measured $passes $vm.Memory)
    if ($measured.Count -eq 0) { $measured = @($null) }
    $measured | ForEach-Object {
        [pscustomobject][ordered]@{
            'VM' = $vm.Name
            'UUID' = $vm.Id
            'Memory MiB' = [int64][math]::Floor($vm.Memory / $mebibyte)
            'Host' = $machine
            'Host Memory MiB' = [int64][math]::Floor($memory / $mebibyte)
            'Seconds' = if ($null -ne $_) { $_.Seconds } else { $null }
            'Rewritten MiB' = if ($null -ne $_) { [int64][math]::Ceiling($_.Bytes / $mebibyte) } else { $null }
            'Cluster' = $cluster
            'System' = 'hyper-v'
        }
    }
}
$rows | ConvertTo-Csv -NoTypeInformation
