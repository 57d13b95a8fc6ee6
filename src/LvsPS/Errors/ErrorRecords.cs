using System.Management.Automation;

namespace LvsPS.Errors;

/// <summary>The only place that makes error records: an id, its category, the thing it concerns and what to do about it.</summary>
internal static class ErrorRecords
{
    private static readonly Dictionary<string, ErrorCategory> s_categories = new(StringComparer.Ordinal)
    {
        [LvsErrorId.ServiceExists] = ErrorCategory.ResourceExists,
        [LvsErrorId.ServiceNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.RealServerExists] = ErrorCategory.ResourceExists,
        [LvsErrorId.RealServerNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.SchedulerNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.SyncDaemonRunning] = ErrorCategory.ResourceExists,
        [LvsErrorId.SyncDaemonNotRunning] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.InterfaceNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.InterfaceRequired] = ErrorCategory.InvalidArgument,
        [LvsErrorId.InvalidVirtualAddress] = ErrorCategory.InvalidArgument,
        [LvsErrorId.AddressInUse] = ErrorCategory.ResourceExists,
        [LvsErrorId.PermissionDenied] = ErrorCategory.PermissionDenied,
        [LvsErrorId.IpvsNotAvailable] = ErrorCategory.NotInstalled,
        [LvsErrorId.NamespaceNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.KernelRejected] = ErrorCategory.InvalidArgument,
        [LvsErrorId.NotSupportedByKernel] = ErrorCategory.NotImplemented,
        [LvsErrorId.ProtocolMismatch] = ErrorCategory.ProtocolError,
        [LvsErrorId.KernelTimeout] = ErrorCategory.OperationTimeout,
        [LvsErrorId.KernelResources] = ErrorCategory.ResourceUnavailable,
        [LvsErrorId.TableChanging] = ErrorCategory.ResourceBusy,
        [LvsErrorId.TableLocked] = ErrorCategory.ResourceBusy,
        [LvsErrorId.DependencyFailed] = ErrorCategory.OperationStopped,
        [LvsErrorId.Cancelled] = ErrorCategory.OperationStopped,
        [LvsErrorId.InvalidServiceId] = ErrorCategory.InvalidArgument,
        [LvsErrorId.InvalidEndpoint] = ErrorCategory.InvalidArgument,
        [LvsErrorId.InvalidNetmask] = ErrorCategory.InvalidArgument,
        [LvsErrorId.NameNotResolved] = ErrorCategory.InvalidArgument,
        [LvsErrorId.InvalidService] = ErrorCategory.InvalidArgument,
        [LvsErrorId.InvalidRealServer] = ErrorCategory.InvalidArgument,
        [LvsErrorId.InvalidDuration] = ErrorCategory.InvalidArgument,
        [LvsErrorId.MixedFamiliesWithSync] = ErrorCategory.InvalidOperation,
        [LvsErrorId.InvalidSetting] = ErrorCategory.InvalidArgument,
        [LvsErrorId.SettingNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.InvalidHealthCheck] = ErrorCategory.InvalidArgument,
        [LvsErrorId.InvalidHealthDocument] = ErrorCategory.InvalidArgument,
        [LvsErrorId.HealthJobNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.HealthMonitorFailed] = ErrorCategory.OperationStopped,
        [LvsErrorId.MailNotSent] = ErrorCategory.ConnectionError,
        [LvsErrorId.DrainTimeout] = ErrorCategory.OperationTimeout,
        [LvsErrorId.HealthFileSyntax] = ErrorCategory.ParserError,
        [LvsErrorId.RuleSyntax] = ErrorCategory.ParserError,
        [LvsErrorId.YamlSyntax] = ErrorCategory.ParserError,
        [LvsErrorId.DesiredStateInvalid] = ErrorCategory.InvalidData,
        [LvsErrorId.RulesNotSkippable] = ErrorCategory.InvalidOperation,
        [LvsErrorId.NotForIpvsadm] = ErrorCategory.InvalidData,
        [LvsErrorId.FileNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.FileHasNoTable] = ErrorCategory.InvalidData,
        [LvsErrorId.NothingToExport] = ErrorCategory.InvalidData,
        [LvsErrorId.SeveralFiles] = ErrorCategory.InvalidArgument,
        [LvsErrorId.FileExists] = ErrorCategory.ResourceExists,
        [LvsErrorId.InvalidTimeout] = ErrorCategory.InvalidArgument,
        [LvsErrorId.InvalidSyncDaemon] = ErrorCategory.InvalidArgument,
        [LvsErrorId.FileAccess] = ErrorCategory.PermissionDenied,
        [LvsErrorId.InvalidRealServerHost] = ErrorCategory.InvalidArgument,
        [LvsErrorId.RealServerHostExists] = ErrorCategory.ResourceExists,
        [LvsErrorId.LocalAddressNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.NftablesNotAvailable] = ErrorCategory.NotInstalled,
        [LvsErrorId.FirewallChanging] = ErrorCategory.ResourceBusy,
        [LvsErrorId.ForeignChain] = ErrorCategory.ResourceExists,
        [LvsErrorId.FwMarkNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.InvalidPortRange] = ErrorCategory.InvalidArgument,
        [LvsErrorId.FullNatNotFound] = ErrorCategory.ObjectNotFound,
        [LvsErrorId.InvalidSourceAddress] = ErrorCategory.InvalidArgument,
        [LvsErrorId.PlanInvalid] = ErrorCategory.InvalidData,
        [LvsErrorId.PlanStale] = ErrorCategory.InvalidOperation,
        [LvsErrorId.RollbackFailed] = ErrorCategory.InvalidResult,
        [LvsErrorId.HostFileInvalid] = ErrorCategory.InvalidData,
        [LvsErrorId.SessionClosed] = ErrorCategory.ConnectionError,
        [LvsErrorId.SessionNotFound] = ErrorCategory.ObjectNotFound,
    };

    // Where one of these happens, no other record of the pipeline could succeed either.
    private static readonly HashSet<string> s_terminating = new(StringComparer.Ordinal)
    {
        LvsErrorId.PermissionDenied, LvsErrorId.IpvsNotAvailable, LvsErrorId.NftablesNotAvailable, LvsErrorId.SessionClosed, LvsErrorId.KernelTimeout, LvsErrorId.TableLocked,
    };

    /// <summary>Every id that an error record can have.</summary>
    public static IReadOnlyCollection<string> Ids => s_categories.Keys;

    /// <summary>Makes the record of a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>The record.</returns>
    public static ErrorRecord From(LvsException failure) => new(failure, failure.ErrorId, s_categories[failure.ErrorId], failure.Target)
    {
        ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = failure.Remedy },
    };

    /// <summary>Whether a failure ends the pipeline.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>True where no other record could succeed.</returns>
    public static bool EndsPipeline(LvsException failure) => s_terminating.Contains(failure.ErrorId);
}
