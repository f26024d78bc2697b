#
# What the VMs of a vCenter write to, as a table for `eastwest import`: their
# memory, their host and its memory, and the most that the host saw one of them
# write to within a minute of the last hour (the counter mem.activewrite). It
# only reads: Get-, Select-, Where-, ForEach-, Sort-, Measure- and ConvertTo-
# are all it calls, and it writes nothing but its answer. With PowerCLI, after
# Connect-VIServer:
#
#   .\vsphere.ps1 | Set-Content -Encoding UTF8 busy.csv
#   .\vsphere.ps1 -Cluster 'Cluster A' | Set-Content -Encoding UTF8 busy.csv
#
# Take it right after the busiest hour: a host keeps the figures of one hour.
#
# What it can't tell: the host samples a share of the pages once a minute, so
# that it is the nearest there is and no measurement of a migration. It says
# which memory was written to, not how often: what is rewritten within a few
# seconds is taken as evenly spread over the minute, and a VM that writes to
# the same memory again and again is seen as quieter than it is. A VM that was
# started within the hour may have fewer figures, one without any has no
# seconds in the table.
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
