# settings of a host
New-VMSwitch -Name fabric -NetAdapterName "NIC1","NIC2" -EnableEmbeddedTeaming $true -AllowManagementOS $false
Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName lm -Access -VlanId 120
Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName csv -Access -VlanId 110
Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName smb -Access -VlanId 130
New-NetIPAddress -InterfaceAlias "vEthernet (lm)" -IPAddress 10.0.120.21 -PrefixLength 24
New-NetIPAddress -InterfaceAlias "vEthernet (csv)" -IPAddress 10.0.110.21 -PrefixLength 24
New-NetIPAddress -InterfaceAlias "vEthernet (smb)" -IPAddress 10.0.130.21 -PrefixLength 24
Set-NetAdapterAdvancedProperty -Name NIC1 -RegistryKeyword "*JumboPacket" -RegistryValue 9014
Enable-NetQosFlowControl -Priority 3
New-NetQosTrafficClass "SMB" -Priority 3 -BandwidthPercentage 50 -Algorithm ETS
