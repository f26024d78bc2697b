# settings of a host
$Computer = 'hv1'
if ([System.Net.Dns]::GetHostName() -ne $Computer) { throw 'another host' }
New-VMSwitch -Name fabric -NetAdapterName "NIC1","NIC2" -EnableEmbeddedTeaming $true -AllowManagementOS $false | Out-Null
Set-VMSwitchTeam -Name fabric -LoadBalancingAlgorithm Dynamic
Set-NetAdapterAdvancedProperty -Name NIC1 -RegistryKeyword "*JumboPacket" -RegistryValue 9014
Set-NetAdapterVmq -Name NIC1 -BaseProcessorNumber 2 -MaxProcessors 11
Enable-NetAdapterVmq -Name NIC1
Set-NetAdapterAdvancedProperty -Name NIC2 -RegistryKeyword "*JumboPacket" -RegistryValue 9014
Set-NetAdapterVmq -Name NIC2 -BaseProcessorNumber 24 -MaxProcessors 11
Enable-NetAdapterVmq -Name NIC2
Add-VMNetworkAdapter -ManagementOS -SwitchName fabric -Name lm
Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName lm -Access -VlanId 120
Set-NetAdapterAdvancedProperty -Name "vEthernet (lm)" -RegistryKeyword "*JumboPacket" -RegistryValue 9014
New-NetIPAddress -InterfaceAlias "vEthernet (lm)" -IPAddress 10.0.120.21 -PrefixLength 24
Add-VMNetworkAdapter -ManagementOS -SwitchName fabric -Name csv
Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName csv -Access -VlanId 110
Set-NetAdapterAdvancedProperty -Name "vEthernet (csv)" -RegistryKeyword "*JumboPacket" -RegistryValue 9014
New-NetIPAddress -InterfaceAlias "vEthernet (csv)" -IPAddress 10.0.110.21 -PrefixLength 24
Add-VMNetworkAdapter -ManagementOS -SwitchName fabric -Name mgmt
Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName mgmt -Access -VlanId 10
New-NetIPAddress -InterfaceAlias "vEthernet (mgmt)" -IPAddress 10.0.10.21 -PrefixLength 24 -DefaultGateway 10.0.10.1
Enable-VMMigration
Set-VMHost -VirtualMachineMigrationAuthenticationType Kerberos -VirtualMachineMigrationPerformanceOption Compression -MaximumVirtualMachineMigrations 2 -UseAnyNetworkForMigration $false
Add-VMMigrationNetwork -Subnet 10.0.120.0/24 -Priority 1
Add-VMMigrationNetwork -Subnet 10.0.110.0/24 -Priority 2
$net = Get-ClusterNetwork | Where-Object { $_.Address -eq '10.0.120.0' }
$net.Name = 'lm'
$net.Role = 1
$net.Metric = 700
$net = Get-ClusterNetwork | Where-Object { $_.Address -eq '10.0.110.0' }
$net.Name = 'csv'
$net.Role = 1
$net.Metric = 501
$net = Get-ClusterNetwork | Where-Object { $_.Address -eq '10.0.10.0' }
$net.Name = 'mgmt'
$net.Role = 3
$net.Metric = 1004
