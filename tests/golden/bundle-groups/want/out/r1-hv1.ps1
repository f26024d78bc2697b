function Set-Switches {
    Assert-Switch 'ConvergedSwitch' 'SLOT 5 Port 1', 'SLOT 5 Port 2'
    if (-not (Get-VMSwitch -Name 'ConvergedSwitch' -ErrorAction SilentlyContinue)) {
        New-VMSwitch -Name 'ConvergedSwitch' -NetAdapterName 'SLOT 5 Port 1', 'SLOT 5 Port 2' -EnableEmbeddedTeaming $true -AllowManagementOS $false | Out-Null
    }
    Set-VMSwitchTeam -Name 'ConvergedSwitch' -LoadBalancingAlgorithm Dynamic
}
function Set-Interfaces {
    # lm: live-migration
    Add-Interface 'lm' 'ConvergedSwitch' 'vEthernet (lm)'
    Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName 'lm' -Access -VlanId 713
    Set-VMNetworkAdapter -ManagementOS -Name 'lm' -VrssEnabled $true
    Set-Jumbo 'vEthernet (lm)' 9014
    Set-Address 'vEthernet (lm)' '10.71.3.11' '24'
    # csv: csv
    Add-Interface 'csv' 'ConvergedSwitch' 'vEthernet (csv)'
    Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName 'csv' -Access -VlanId 714
    Set-VMNetworkAdapter -ManagementOS -Name 'csv' -VrssEnabled $true
    Set-Jumbo 'vEthernet (csv)' 9014
    Set-Address 'vEthernet (csv)' '10.71.4.11' '24'
    # mgmt: management
    Add-Interface 'mgmt' 'ConvergedSwitch' 'vEthernet (mgmt)'
    Set-VMNetworkAdapterVlan -ManagementOS -VMNetworkAdapterName 'mgmt' -Access -VlanId 10
    Set-VMNetworkAdapter -ManagementOS -Name 'mgmt' -VrssEnabled $true
    Set-Address 'vEthernet (mgmt)' '<<ADDRESS_MGMT_R1_HV1>>' '24' '10.0.10.1'
    Set-DnsClientServerAddress -InterfaceAlias 'vEthernet (mgmt)' -ServerAddresses '<<DNS_SERVER>>'
    # smb1: storage, on the port itself
    Set-NetAdapter -Name 'SLOT 3 Port 1' -VlanID 711 -Confirm:$false
    Set-Address 'SLOT 3 Port 1' '10.71.1.11' '24'
    # smb2: storage, on the port itself
    Set-NetAdapter -Name 'SLOT 3 Port 2' -VlanID 712 -Confirm:$false
    Set-Address 'SLOT 3 Port 2' '10.71.2.11' '24'
}
