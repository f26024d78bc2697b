#Requires -Version 4.0
#
# What a Hyper-V host or cluster holds, as JSON for `eastwest readiness`.
# It only reads: it calls Get-, Select-, Where-, ForEach-, Sort-, Measure- and
# ConvertTo- cmdlets only, and writes nothing but its output.
# Windows Server 2012 R2 to 2022, as an administrator of the hosts:
#
#   .\inventory.ps1 | Set-Content -Encoding UTF8 inventory.json
#
# (the UTF-16 that a plain > writes is read as well). With no -ComputerName it
# asks every node of the cluster that this host is in, or this host alone.
# No cmdlet reads the firmware version of every network card: it is null unless
# it is filled in by hand from the vendor's own tool.
param([string[]]$ComputerName = @())

$nodes = @()
$clusterName = $null
if (Get-Command -Name Get-Cluster -ErrorAction SilentlyContinue) {
    $cluster = Get-Cluster -ErrorAction SilentlyContinue
    if ($cluster) {
        $clusterName = [string]$cluster.Name
        $nodes = @(Get-ClusterNode | ForEach-Object { [string]$_.Name })
    }
}
if ($ComputerName.Count -eq 0) {
    $ComputerName = if ($nodes.Count -gt 0) { $nodes } else { @([System.Net.Dns]::GetHostName()) }
}

# text, or null where there is none
function Get-Text($Value) {
    if ($null -eq $Value) { return $null }
    $text = [string]$Value
    if ($text.Length -eq 0) { return $null }
    return $text
}

# the host's own interfaces on virtual switches
function Get-Interfaces([string]$Computer) {
    @(Get-NetAdapter -CimSession $Computer | Where-Object { $_.Name -like 'vEthernet*' } |
        Sort-Object -Property Name | ForEach-Object {
            [ordered]@{ name = [string]$_.Name; mtu = [int64]$_.MtuSize }
        })
}

# physical ports of the host
function Get-Nics([string]$Computer) {
    @(Get-NetAdapter -CimSession $Computer -Physical |
        Sort-Object -Property Name | ForEach-Object {
            [ordered]@{
                name = [string]$_.Name
                description = Get-Text $_.InterfaceDescription
                driver = Get-Text $_.DriverVersion
                firmware = $null
                speed_bps = [int64]$_.Speed
                mtu = [int64]$_.MtuSize
                up = ([string]$_.Status -eq 'Up')
            }
        })
}

# teams of the operating system (LBFO), and those inside virtual switches (SET)
function Get-Teams([string]$Computer) {
    $found = @()
    $found += @(Get-NetLbfoTeam -CimSession $Computer -ErrorAction SilentlyContinue | ForEach-Object {
            [ordered]@{
                name = [string]$_.Name
                mode = [string]$_.TeamingMode
                hash = [string]$_.LoadBalancingAlgorithm
                members = @($_.Members | ForEach-Object { [string]$_ })
            }
        })
    if (Get-Command -Name Get-VMSwitchTeam -ErrorAction SilentlyContinue) {
        $all = @(Get-NetAdapter -CimSession $Computer)
        $found += @(Get-VMSwitch -ComputerName $Computer | Where-Object { $_.EmbeddedTeamingEnabled } |
            Get-VMSwitchTeam | ForEach-Object {
                $ports = @($_.NetAdapterInterfaceDescription)
                [ordered]@{
                    name = [string]$_.Name
                    mode = [string]$_.TeamingMode
                    hash = [string]$_.LoadBalancingAlgorithm
                    members = @($all | Where-Object { $ports -contains $_.InterfaceDescription } |
                        ForEach-Object { [string]$_.Name })
                }
            })
    }
    @($found | Sort-Object -Property { $_.name })
}

function Get-Migration([string]$Computer) {
    $vmhost = Get-VMHost -ComputerName $Computer
    [ordered]@{
        transport = [string]$vmhost.VirtualMachineMigrationPerformanceOption
        simultaneous = [int]$vmhost.MaximumVirtualMachineMigrations
        networks = @(Get-VMMigrationNetwork -ComputerName $Computer -ErrorAction SilentlyContinue |
            ForEach-Object { [string]$_.Subnet } | Sort-Object)
    }
}

function Get-HostFacts([string]$Computer) {
    $bios = Get-CimInstance -ComputerName $Computer -ClassName Win32_BIOS
    $machine = Get-CimInstance -ComputerName $Computer -ClassName Win32_ComputerSystem
    $cores = Get-CimInstance -ComputerName $Computer -ClassName Win32_Processor |
        Measure-Object -Property NumberOfCores -Sum
    $memory = Get-CimInstance -ComputerName $Computer -ClassName Win32_PhysicalMemory |
        Measure-Object -Property Capacity -Sum
    [ordered]@{
        name = $Computer
        memory_bytes = [int64]$memory.Sum
        cores = [int]$cores.Sum
        cluster = if ($nodes -contains $Computer) { $clusterName } else { $null }
        os = Get-Text (Get-CimInstance -ComputerName $Computer -ClassName Win32_OperatingSystem).Caption
        model = Get-Text $machine.Model
        bios = Get-Text $bios.SMBIOSBIOSVersion
        nics = @(Get-Nics $Computer)
        interfaces = @(Get-Interfaces $Computer)
        teams = @(Get-Teams $Computer)
        live_migration = Get-Migration $Computer
    }
}

# the file that a VM writes to now, and its parent
function Get-Disks($Vm, [string]$Computer) {
    @(Get-VMHardDiskDrive -VM $Vm | ForEach-Object {
            $disk = $_
            $vhd = $null
            # a disk number: the physical disk is passed through
            $passed = ($null -ne $disk.DiskNumber)
            if (-not $passed -and $disk.Path) {
                $vhd = Get-VHD -ComputerName $Computer -Path $disk.Path -ErrorAction SilentlyContinue
            }
            [ordered]@{
                path = Get-Text $disk.Path
                controller = [string]$disk.ControllerType
                format = if ($vhd) { [string]$vhd.VhdFormat } else { $null }
                type = if ($vhd) { [string]$vhd.VhdType } else { $null }
                parent = if ($vhd) { Get-Text $vhd.ParentPath } else { $null }
                passthrough = $passed
            }
        })
}

# integration services by their id: their names are translated
function Get-Integration($Vm) {
    $vss = @(Get-VMIntegrationService -VM $Vm | Where-Object { $_.Id -like '*5CED1297-4598-4915-A5FC-AD21BB4D02A4' })
    [ordered]@{
        vss = ($vss.Count -gt 0 -and [bool]$vss[0].Enabled)
        version = Get-Text $Vm.IntegrationServicesVersion
    }
}

function Get-Guest($Vm, [string]$Computer) {
    $doing = @($Vm.OperationalStatus | ForEach-Object { [string]$_ })
    [ordered]@{
        name = [string]$Vm.Name
        id = [string]$Vm.Id
        host = $Computer
        cluster = if ($nodes -contains $Computer) { $clusterName } else { $null }
        clustered = [bool]$Vm.IsClustered
        generation = [int]$Vm.Generation
        state = [string]$Vm.State
        memory_bytes = if ($Vm.DynamicMemoryEnabled) { [int64]$Vm.MemoryMaximum } else { [int64]$Vm.MemoryStartup }
        dynamic = [bool]$Vm.DynamicMemoryEnabled
        disks = @(Get-Disks $Vm $Computer)
        checkpoints = @(Get-VMSnapshot -VM $Vm | ForEach-Object {
                [ordered]@{ name = [string]$_.Name; type = [string]$_.SnapshotType }
            })
        replica = [ordered]@{ state = [string]$Vm.ReplicationState }
        backup_running = ($doing -contains 'BackingUpVirtualMachine')
        merging = ($doing -contains 'MergingDisks')
        iso = @(Get-VMDvdDrive -VM $Vm | Where-Object { $_.Path } | ForEach-Object { [string]$_.Path })
        scsi_controllers = @(Get-VMScsiController -VM $Vm).Count
        integration = Get-Integration $Vm
    }
}

[ordered]@{
    eastwest_inventory = 1
    taken_by = 'inventory.ps1'
    hosts = @($ComputerName | ForEach-Object { Get-HostFacts $_ })
    vms = @($ComputerName | ForEach-Object {
            $computer = $_
            Get-VM -ComputerName $computer | Sort-Object -Property @('Name', 'Id') |
                ForEach-Object { Get-Guest $_ $computer }
        })
} | ConvertTo-Json -Depth 8
