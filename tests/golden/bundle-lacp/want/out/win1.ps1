        New-NetLbfoTeam -Name 'ConvergedSwitch-Team' -TeamMembers 'S1', 'S2', 'S3', 'S4' -TeamingMode Lacp -LoadBalancingAlgorithm Dynamic -Confirm:$false | Out-Null
        New-NetLbfoTeam -Name 'ConvergedSwitch2-Team' -TeamMembers 'A', 'B' -TeamingMode SwitchIndependent -LoadBalancingAlgorithm Dynamic -Confirm:$false | Out-Null
    Set-NetAdapterVmq -Name 'S1' -BaseProcessorNumber 2 -MaxProcessors 5
    Set-NetAdapterVmq -Name 'S2' -BaseProcessorNumber 2 -MaxProcessors 5
    Set-NetAdapterVmq -Name 'S3' -BaseProcessorNumber 2 -MaxProcessors 5
    Set-NetAdapterVmq -Name 'S4' -BaseProcessorNumber 2 -MaxProcessors 5
    Set-NetAdapterVmq -Name 'A' -BaseProcessorNumber 12 -MaxProcessors 5
    Set-NetAdapterVmq -Name 'B' -BaseProcessorNumber 22 -MaxProcessors 5
