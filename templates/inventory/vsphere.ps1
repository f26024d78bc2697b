#
# How much memory the VMs of a vCenter dirty, as a table for `eastwest import`:
# the memory of each VM, its host and the host's memory, and the most that the
# host saw the VM write to within one minute of the last hour (the counter
# mem.activewrite). It only reads: it calls Get-, Select-, Where-, ForEach-,
# Sort-, Measure- and ConvertTo- cmdlets only, and writes nothing but its output.
# With PowerCLI, after Connect-VIServer:
#
#   .\vsphere.ps1 | Set-Content -Encoding UTF8 busy.csv
#   .\vsphere.ps1 -Cluster 'Cluster A' | Set-Content -Encoding UTF8 busy.csv
#
# Run it right after the busiest hour: a host keeps the figures of one hour.
#
# Limits: the host samples a share of the pages once a minute: the closest figure
# available, not a measurement of a migration. It says which memory was written
# to, not how often: what is dirtied within a few seconds is taken as spread
# evenly over the minute, and the dirty rate of a VM that writes to the same
# memory again and again is underestimated. A VM started within the hour may have
# fewer figures; one without any has no seconds in the table.
param([string[]]$Cluster = @())

$hosts = if ($Cluster.Count -gt 0) {
    @(Get-Cluster -Name $Cluster | Get-VMHost | Sort-Object -Property Name)
} else {
    @(Get-VMHost | Sort-Object -Property Name)
}
$rows = $hosts | ForEach-Object {
    $machine = $_
    $of = [string](Get-Cluster -VMHost $machine -ErrorAction SilentlyContinue |
        Select-Object -First 1 -ExpandProperty Name)
    Get-VM -Location $machine | Where-Object { [string]$_.PowerState -eq 'PoweredOn' } |
        Sort-Object -Property Name | ForEach-Object {
            $stat = Get-Stat -Entity $_ -Realtime -Stat 'mem.activewrite.average' -ErrorAction SilentlyContinue | Where-Object { -not $_.Instance } |
                Measure-Object -Property Value -Maximum
            $seen = $null -ne $stat -and $stat.Count -gt 0
            [pscustomobject][ordered]@{
                'VM' = [string]$_.Name
                'UUID' = [string]$_.PersistentId
                'Memory MiB' = [int64]$_.MemoryMB
                'Host' = [string]$machine.Name
                'Host Memory MiB' = [int64]$machine.MemoryTotalMB
                'Seconds' = if ($seen) { 60 } else { $null }
                'Rewritten MiB' = if ($seen) { [int64][math]::Ceiling($stat.Maximum / 1024) } else { $null }
                'Cluster' = $of
                'System' = 'vsphere'
            }
        }
}
$rows | ConvertTo-Csv -NoTypeInformation
