namespace LvsPS;

/// <summary>The error ids: one id for one cause. about_LvsErrors lists each with its category and remedy.</summary>
public static class LvsErrorId
{
    /// <summary>The service is there already.</summary>
    public const string ServiceExists = nameof(ServiceExists);

    /// <summary>There is no such service.</summary>
    public const string ServiceNotFound = nameof(ServiceNotFound);

    /// <summary>The real server is there already.</summary>
    public const string RealServerExists = nameof(RealServerExists);

    /// <summary>There is no such real server.</summary>
    public const string RealServerNotFound = nameof(RealServerNotFound);

    /// <summary>The kernel has no such scheduler or persistence engine.</summary>
    public const string SchedulerNotFound = nameof(SchedulerNotFound);

    /// <summary>The synchronisation daemon runs already.</summary>
    public const string SyncDaemonRunning = nameof(SyncDaemonRunning);

    /// <summary>The synchronisation daemon does not run.</summary>
    public const string SyncDaemonNotRunning = nameof(SyncDaemonNotRunning);

    /// <summary>There is no such network interface.</summary>
    public const string InterfaceNotFound = nameof(InterfaceNotFound);

    /// <summary>Which interface is meant has to be said.</summary>
    public const string InterfaceRequired = nameof(InterfaceRequired);

    /// <summary>A virtual address has settings that contradict each other, or is the host's own in its network.</summary>
    public const string InvalidVirtualAddress = nameof(InvalidVirtualAddress);

    /// <summary>Another host answers for the address.</summary>
    public const string AddressInUse = nameof(AddressInUse);

    /// <summary>CAP_NET_ADMIN is missing.</summary>
    public const string PermissionDenied = nameof(PermissionDenied);

    /// <summary>The kernel has no IPVS.</summary>
    public const string IpvsNotAvailable = nameof(IpvsNotAvailable);

    /// <summary>The network namespace cannot be entered.</summary>
    public const string NamespaceNotFound = nameof(NamespaceNotFound);

    /// <summary>The kernel refused what it was given.</summary>
    public const string KernelRejected = nameof(KernelRejected);

    /// <summary>The kernel cannot do this at all.</summary>
    public const string NotSupportedByKernel = nameof(NotSupportedByKernel);

    /// <summary>The kernel's answer is not of the form that is known.</summary>
    public const string ProtocolMismatch = nameof(ProtocolMismatch);

    /// <summary>The kernel did not answer in time.</summary>
    public const string KernelTimeout = nameof(KernelTimeout);

    /// <summary>The kernel has no memory left for the request.</summary>
    public const string KernelResources = nameof(KernelResources);

    /// <summary>The table did not hold still for a whole reading.</summary>
    public const string TableChanging = nameof(TableChanging);

    /// <summary>Another process is changing the table, and did not end in time.</summary>
    public const string TableLocked = nameof(TableLocked);

    /// <summary>It was not done, since what it stands on failed.</summary>
    public const string DependencyFailed = nameof(DependencyFailed);

    /// <summary>It was cancelled before it was sent.</summary>
    public const string Cancelled = nameof(Cancelled);

    /// <summary>The text names no service.</summary>
    public const string InvalidServiceId = nameof(InvalidServiceId);

    /// <summary>The text is no address with a port.</summary>
    public const string InvalidEndpoint = nameof(InvalidEndpoint);

    /// <summary>The text is no persistence netmask.</summary>
    public const string InvalidNetmask = nameof(InvalidNetmask);

    /// <summary>The host name has no address, or several.</summary>
    public const string NameNotResolved = nameof(NameNotResolved);

    /// <summary>A service's settings contradict each other.</summary>
    public const string InvalidService = nameof(InvalidService);

    /// <summary>A real server's settings contradict each other or its service's.</summary>
    public const string InvalidRealServer = nameof(InvalidRealServer);

    /// <summary>A time-out is out of range.</summary>
    public const string InvalidTimeout = nameof(InvalidTimeout);

    /// <summary>A synchronisation daemon's settings are out of range.</summary>
    public const string InvalidSyncDaemon = nameof(InvalidSyncDaemon);

    /// <summary>A time that makes no sense where it stands.</summary>
    public const string InvalidDuration = nameof(InvalidDuration);

    /// <summary>Real servers of another family than their service's and a sync daemon exclude each other.</summary>
    public const string MixedFamiliesWithSync = nameof(MixedFamiliesWithSync);

    /// <summary>A value that a kernel setting cannot have.</summary>
    public const string InvalidSetting = nameof(InvalidSetting);

    /// <summary>The kernel has no such setting.</summary>
    public const string SettingNotFound = nameof(SettingNotFound);

    /// <summary>A health check's settings contradict each other or its service's protocol.</summary>
    public const string InvalidHealthCheck = nameof(InvalidHealthCheck);

    /// <summary>What is to be monitored contradicts itself.</summary>
    public const string InvalidHealthDocument = nameof(InvalidHealthDocument);

    /// <summary>The job is no health monitor.</summary>
    public const string HealthJobNotFound = nameof(HealthJobNotFound);

    /// <summary>A health monitor in the foreground ended by a fault of its own.</summary>
    public const string HealthMonitorFailed = nameof(HealthMonitorFailed);

    /// <summary>A mail server did not take a monitor's mail.</summary>
    public const string MailNotSent = nameof(MailNotSent);

    /// <summary>A real server still had connections when the time was up.</summary>
    public const string DrainTimeout = nameof(DrainTimeout);

    /// <summary>A line of a configuration of ldirectord or keepalived cannot be understood, or contradicts another.</summary>
    public const string HealthFileSyntax = nameof(HealthFileSyntax);

    /// <summary>A line of a save file cannot be understood.</summary>
    public const string RuleSyntax = nameof(RuleSyntax);

    /// <summary>A document is no YAML, or more of it than is read.</summary>
    public const string YamlSyntax = nameof(YamlSyntax);

    /// <summary>A document of the wanted state has errors, and nothing of it is applied.</summary>
    public const string DesiredStateInvalid = nameof(DesiredStateInvalid);

    /// <summary>Lines of a save file cannot be skipped, since it is not known what else would go with them.</summary>
    public const string RulesNotSkippable = nameof(RulesNotSkippable);

    /// <summary>A table has something that ipvsadm has no words for.</summary>
    public const string NotForIpvsadm = nameof(NotForIpvsadm);

    /// <summary>The library of nftables is not on this machine.</summary>
    public const string NftablesNotAvailable = nameof(NftablesNotAvailable);

    /// <summary>Another program changed the table of LvsPS in nftables at the same time.</summary>
    public const string FirewallChanging = nameof(FirewallChanging);

    /// <summary>Somebody else has made a chain of that name in the table of LvsPS in nftables.</summary>
    public const string ForeignChain = nameof(ForeignChain);

    /// <summary>No packets get this firewall mark from LvsPS.</summary>
    public const string FwMarkNotFound = nameof(FwMarkNotFound);

    /// <summary>No port, or a text that is no port or range of ports.</summary>
    public const string InvalidPortRange = nameof(InvalidPortRange);

    /// <summary>The service has no full NAT.</summary>
    public const string FullNatNotFound = nameof(FullNatNotFound);

    /// <summary>A source address of full NAT that cannot be one.</summary>
    public const string InvalidSourceAddress = nameof(InvalidSourceAddress);

    /// <summary>What came from another process as a plan cannot be made one again.</summary>
    public const string PlanInvalid = nameof(PlanInvalid);

    /// <summary>What a plan was computed from is no longer so.</summary>
    public const string PlanStale = nameof(PlanStale);

    /// <summary>A change failed, and what had been done before it could not all be taken back.</summary>
    public const string RollbackFailed = nameof(RollbackFailed);

    /// <summary>There is no such file.</summary>
    public const string FileNotFound = nameof(FileNotFound);

    /// <summary>The file has no line of a table, and would take everything away.</summary>
    public const string FileHasNoTable = nameof(FileHasNoTable);

    /// <summary>No service came by the pipeline, so there is nothing to write.</summary>
    public const string NothingToExport = nameof(NothingToExport);

    /// <summary>A table can be replaced by one file only.</summary>
    public const string SeveralFiles = nameof(SeveralFiles);

    /// <summary>The file is there already.</summary>
    public const string FileExists = nameof(FileExists);

    /// <summary>The file cannot be read or written.</summary>
    public const string FileAccess = nameof(FileAccess);

    /// <summary>The settings of a real server's host contradict each other.</summary>
    public const string InvalidRealServerHost = nameof(InvalidRealServerHost);

    /// <summary>The host serves the virtual address already, in another way.</summary>
    public const string RealServerHostExists = nameof(RealServerHostExists);

    /// <summary>It cannot be told at which address of the host a tunnel ends.</summary>
    public const string LocalAddressNotFound = nameof(LocalAddressNotFound);

    /// <summary>A file in which LvsPS keeps what it changed on a host cannot be understood.</summary>
    public const string HostFileInvalid = nameof(HostFileInvalid);

    /// <summary>The session was closed.</summary>
    public const string SessionClosed = nameof(SessionClosed);

    /// <summary>There is no such session.</summary>
    public const string SessionNotFound = nameof(SessionNotFound);
}
