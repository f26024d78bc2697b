#Requires -Version 5.1
#Requires -RunAsAdministrator
# r1-hv1: cluster prod, rack r1, site os9
#
# Run on the host itself, on its console, once its cables are in. Running it
# again is safe. Where it would have to guess, it stops.
# With -Migration it sets up live migration instead: on each host, once the whole
# cluster is migrated, since hosts not yet migrated have none of these networks.
# With -ClusterNetworks it sets names, roles and metrics of the cluster's
# networks instead: on one node, after that.
param([switch]$Migration, [switch]$ClusterNetworks)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Computer = 'r1-hv1'
if ([System.Net.Dns]::GetHostName() -ne $Computer) {
    throw "This file is for $Computer, not for this host."
}

# one address on an interface; the same one stays, any other is an
# error
function Set-Address([string]$Alias, [string]$Address, [int]$Prefix, [string]$Gateway) {
    if ($Address -like '<<*') { throw "Fill in $Address in this file first." }
    $have = @(Get-NetIPAddress -InterfaceAlias $Alias -AddressFamily IPv4 -ErrorAction SilentlyContinue |
        Where-Object { $_.PrefixOrigin -eq 'Manual' })
    $other = @($have | Where-Object { $_.IPAddress -ne $Address })
    if ($other.Count -gt 0) {
        throw "$Alias has the address $($other[0].IPAddress), expected $Address."
    }
    if ($have.Count -eq 0) {
        $new = @{ InterfaceAlias = $Alias; IPAddress = $Address; PrefixLength = $Prefix }
        if ($Gateway) { $new.DefaultGateway = $Gateway }
        Set-NetIPInterface -InterfaceAlias $Alias -AddressFamily IPv4 -Dhcp Disabled
        New-NetIPAddress @new | Out-Null
    }
    if (-not $Gateway) {
        Set-DnsClient -InterfaceAlias $Alias -RegisterThisConnectionsAddress $false
    }
}

function Set-Jumbo([string]$Name, [int]$Bytes) {
    $now = Get-NetAdapterAdvancedProperty -Name $Name -RegistryKeyword '*JumboPacket'
    if ([int]$now.RegistryValue[0] -ne $Bytes) {
        Set-NetAdapterAdvancedProperty -Name $Name -RegistryKeyword '*JumboPacket' -RegistryValue $Bytes
    }
}

# adapters without this property have no pause frames to disable
function Set-PauseOff([string]$Name) {
    if (Get-NetAdapterAdvancedProperty -Name $Name -RegistryKeyword '*FlowControl' -ErrorAction SilentlyContinue) {
        Set-NetAdapterAdvancedProperty -Name $Name -RegistryKeyword '*FlowControl' -RegistryValue 0
    }
}

if (-not $ClusterNetworks -and -not $Migration) {
    # to r1-leaf1, Te1/0/1
    Get-NetAdapter -Name 'NIC1' -Physical | Out-Null
    # to r1-leaf2, Te1/0/1
    Get-NetAdapter -Name 'NIC2' -Physical | Out-Null
}

# priority 3 is lossless, its share the same as on the switches
function Set-Lossless {
    if (-not (Get-WindowsFeature -Name Data-Center-Bridging).Installed) {
        Install-WindowsFeature -Name Data-Center-Bridging | Out-Null
    }
    if (-not (Get-NetQosPolicy -Name 'SMB' -ErrorAction SilentlyContinue)) {
        New-NetQosPolicy -Name 'SMB' -NetDirectPortMatchCondition 445 -PriorityValue8021Action 3 | Out-Null
    }
    if (-not (Get-NetQosPolicy -Name 'Default' -ErrorAction SilentlyContinue)) {
        New-NetQosPolicy -Name 'Default' -Default -PriorityValue8021Action 0 | Out-Null
    }
    Enable-NetQosFlowControl -Priority 3
    Disable-NetQosFlowControl -Priority 0,1,2,4,5,6,7
    Set-NetQosDcbxSetting -Willing $false -Confirm:$false
    if (Get-NetQosTrafficClass -Name 'SMB' -ErrorAction SilentlyContinue) {
        Set-NetQosTrafficClass -Name 'SMB' -Priority 3 -BandwidthPercentage 50 -Algorithm ETS
    } else {
        New-NetQosTrafficClass -Name 'SMB' -Priority 3 -BandwidthPercentage 50 -Algorithm ETS | Out-Null
    }
    Enable-NetAdapterQos -Name 'NIC1'
    Set-PauseOff 'NIC1'
    Enable-NetAdapterQos -Name 'NIC2'
    Set-PauseOff 'NIC2'
}

# a virtual switch with one of these names that is not on our ports is an existing one
function Assert-Switch([string]$Name, [string[]]$Ports) {
    $there = Get-VMSwitch -Name $Name -ErrorAction SilentlyContinue
    if (-not $there) { return }
    $on = @($there.NetAdapterInterfaceDescriptions | Sort-Object)
    $want = @(Get-NetAdapter -Name $Ports -ErrorAction SilentlyContinue |
        ForEach-Object { $_.InterfaceDescription } | Sort-Object)
    if (($on -join ';') -ne ($want -join ';')) {
        throw "The virtual switch $Name already exists, on other ports: rename it first, see moving.md."
    }
}

# virtual switches: teamed by the host alone, without any configuration on the network switches
function Set-Switches {
    Assert-Switch 'ConvergedSwitch' 'NIC1', 'NIC2'
    if (-not (Get-VMSwitch -Name 'ConvergedSwitch' -ErrorAction SilentlyContinue)) {
        New-VMSwitch -Name 'ConvergedSwitch' -NetAdapterName 'NIC1', 'NIC2' -EnableEmbeddedTeaming $true -AllowManagementOS $false | Out-Null
    }
    Set-VMSwitchTeam -Name 'ConvergedSwitch' -LoadBalancingAlgorithm Dynamic
}

# the physical ports: jumbo frames, and the processors of their queues
function Set-Ports {
    Set-Jumbo 'NIC1' 9014
    Enable-NetAdapterRdma -Name 'NIC1'
    Set-Jumbo 'NIC2' 9014
    Enable-NetAdapterRdma -Name 'NIC2'
}

# an adapter or a connection with one of these names that is not on our virtual switch is
# an existing one; commands refer to names, and would change that one
function Add-Interface([string]$Name, [string]$Switch, [string]$Alias) {
    $have = @(Get-VMNetworkAdapter -ManagementOS | Where-Object { $_.Name -eq $Name })
    foreach ($adapter in $have) {
        if ($adapter.SwitchName -ne $Switch) {
            throw "The host's adapter $Name already exists, on the virtual switch $($adapter.SwitchName): rename it first, see moving.md."
        }
    }
    if ($have.Count -gt 0) { return }
    if (Get-NetAdapter -Name $Alias -ErrorAction SilentlyContinue) {
        throw "The connection $Alias already exists: rename it first, see moving.md."
    }
    Add-VMNetworkAdapter -ManagementOS -SwitchName $Switch -Name $Name
}

# the host's own interfaces
function Set-Interfaces {
    # lm: live-migration
    Add-Interface 'lm' 'ConvergedSwitch' 'vEthernet (lm)'
    Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName 'lm' -Access -VlanId 120
    Set-VMNetworkAdapter -ManagementOS -Name 'lm' -VrssEnabled $true
    Set-Jumbo 'vEthernet (lm)' 9014
    Set-Address 'vEthernet (lm)' '10.0.120.11' '24'
    # csv: csv
    Add-Interface 'csv' 'ConvergedSwitch' 'vEthernet (csv)'
    Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName 'csv' -Access -VlanId 110
    Set-VMNetworkAdapter -ManagementOS -Name 'csv' -VrssEnabled $true
    Set-Jumbo 'vEthernet (csv)' 9014
    Set-Address 'vEthernet (csv)' '10.0.110.11' '24'
    # smb: storage
    Add-Interface 'smb1' 'ConvergedSwitch' 'vEthernet (smb1)'
    Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName 'smb1' -Access -VlanId 130
    Set-VMNetworkAdapter -ManagementOS -Name 'smb1' -VrssEnabled $true
    Set-VMNetworkAdapter -ManagementOS -Name 'smb1' -IeeePriorityTag On
    Set-VMNetworkAdapterTeamMapping -ManagementOS -SwitchName 'ConvergedSwitch' -VMNetworkAdapterName 'smb1' -PhysicalNetAdapterName 'NIC1'
    Set-Jumbo 'vEthernet (smb1)' 9014
    Enable-NetAdapterRdma -Name 'vEthernet (smb1)'
    Set-Address 'vEthernet (smb1)' '10.0.130.11' '24'
    # smb: storage
    Add-Interface 'smb2' 'ConvergedSwitch' 'vEthernet (smb2)'
    Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName 'smb2' -Access -VlanId 130
    Set-VMNetworkAdapter -ManagementOS -Name 'smb2' -VrssEnabled $true
    Set-VMNetworkAdapter -ManagementOS -Name 'smb2' -IeeePriorityTag On
    Set-VMNetworkAdapterTeamMapping -ManagementOS -SwitchName 'ConvergedSwitch' -VMNetworkAdapterName 'smb2' -PhysicalNetAdapterName 'NIC2'
    Set-Jumbo 'vEthernet (smb2)' 9014
    Enable-NetAdapterRdma -Name 'vEthernet (smb2)'
    Set-Address 'vEthernet (smb2)' '10.0.130.12' '24'
}

# live migration, -Migration: over these networks only, the first that works
function Set-Migration {
    Enable-VMMigration
    Set-VMHost -VirtualMachineMigrationAuthenticationType Kerberos -VirtualMachineMigrationPerformanceOption Compression -MaximumVirtualMachineMigrations 2 -UseAnyNetworkForMigration $false
    $want = @('10.0.120.0/24', '10.0.110.0/24')
    Get-VMMigrationNetwork | Where-Object { $want -notcontains $_.Subnet } |
        ForEach-Object { Remove-VMMigrationNetwork -Subnet $_.Subnet }
    if (Get-VMMigrationNetwork | Where-Object { $_.Subnet -eq '10.0.120.0/24' }) {
        Set-VMMigrationNetwork -Subnet '10.0.120.0/24' -NewPriority 1
    } else {
        Add-VMMigrationNetwork -Subnet '10.0.120.0/24' -Priority 1
    }
    if (Get-VMMigrationNetwork | Where-Object { $_.Subnet -eq '10.0.110.0/24' }) {
        Set-VMMigrationNetwork -Subnet '10.0.110.0/24' -NewPriority 2
    } else {
        Add-VMMigrationNetwork -Subnet '10.0.110.0/24' -Priority 2
    }
}

# for the whole cluster: -ClusterNetworks, on one node
function Set-ClusterNetworks {
    $net = Get-ClusterNetwork | Where-Object { $_.Address -eq '10.0.120.0' }
    if (-not $net) { throw ('no cluster network with the address ' + '10.0.120.0') }
    $net.Name = 'lm'
    $net.Role = 1
    $net.Metric = 700
    $net = Get-ClusterNetwork | Where-Object { $_.Address -eq '10.0.110.0' }
    if (-not $net) { throw ('no cluster network with the address ' + '10.0.110.0') }
    $net.Name = 'csv'
    $net.Role = 1
    $net.Metric = 501
    $net = Get-ClusterNetwork | Where-Object { $_.Address -eq '10.0.130.0' }
    if (-not $net) { throw ('no cluster network with the address ' + '10.0.130.0') }
    $net.Name = 'smb'
    $net.Role = 1
    $net.Metric = 602
    $order = @('lm', 'csv')
    $use = @($order | ForEach-Object { (Get-ClusterNetwork -Name $_).Id })
    $not = @(Get-ClusterNetwork | Where-Object { $order -notcontains $_.Name } | ForEach-Object { $_.Id })
    Get-ClusterResourceType -Name 'Virtual Machine' |
        Set-ClusterParameter -Name MigrationNetworkOrder -Value ([string]::Join(';', $use))
    Get-ClusterResourceType -Name 'Virtual Machine' |
        Set-ClusterParameter -Name MigrationExcludeNetworks -Value ([string]::Join(';', $not))
}

if ($ClusterNetworks) {
    Set-ClusterNetworks
} elseif ($Migration) {
    Set-Migration
} else {
    Set-Lossless
    Set-Switches
    Set-Ports
    Set-Interfaces
}
