using System.Net;

namespace LvsPS;

/// <summary>How the servers of a service are checked.</summary>
internal sealed class ServiceHealthDraft : Draft
{
    /// <summary>Whether they are not, although the defaults say so.</summary>
    public bool IsOff { get; set; }

    public CheckDraft? Check { get; set; }

    public TimeSpan? Interval { get; set; }

    public TimeSpan? FastInterval { get; set; }

    public int? Rise { get; set; }

    public int? Fall { get; set; }

    public TimeSpan? Jitter { get; set; }

    public TimeSpan? StartDelay { get; set; }

    public LvsInitialState? InitialState { get; set; }

    public LvsDownAction? DownAction { get; set; }

    public LvsStopAction? StopAction { get; set; }

    public LvsForeignChange? ForeignChange { get; set; }

    public RealServerDraft? Fallback { get; set; }

    public int? Quorum { get; set; }

    public int? Hysteresis { get; set; }

    public TimeSpan? RampTime { get; set; }

    public ActionDraft? OnUp { get; set; }

    public ActionDraft? OnDown { get; set; }

    public ActionDraft? OnQuorumLost { get; set; }

    public ActionDraft? OnQuorumGained { get; set; }

    public ActionDraft? OnFallback { get; set; }

    public ActionDraft? OnFallbackEnd { get; set; }

    public bool? RunActionsAtStop { get; set; }

    public MailDraft? Mail { get; set; }

    public string? CheckLogPath { get; set; }

    public string? Name { get; set; }
}

/// <summary>How one server is checked, where it is not as the others.</summary>
internal sealed class ServerHealthDraft : Draft
{
    public CheckDraft? Check { get; set; }

    public TimeSpan? Interval { get; set; }

    public TimeSpan? FastInterval { get; set; }

    public int? Rise { get; set; }

    public int? Fall { get; set; }

    public LvsInitialState? InitialState { get; set; }

    public LvsDownAction? DownAction { get; set; }

    public ActionDraft? OnUp { get; set; }

    public ActionDraft? OnDown { get; set; }

    public IReadOnlyList<string>? Names { get; set; }
}

/// <summary>What concerns the monitor as a whole.</summary>
internal sealed class MonitorDraft : Draft
{
    public MailDraft? Mail { get; set; }

    public string? LogPath { get; set; }

    public bool? AutoReload { get; set; }

    public ActionDraft? OnFileChange { get; set; }

    public string? MaintenanceFolder { get; set; }
}

/// <summary>What is run at an event.</summary>
internal sealed class ActionDraft : Draft
{
    public string? Command { get; set; }

    public IReadOnlyList<string>? Arguments { get; set; }

    public string? Script { get; set; }

    public TimeSpan? Timeout { get; set; }
}

/// <summary>To whom mail is sent.</summary>
internal sealed class MailDraft : Draft
{
    public IReadOnlyList<string>? To { get; set; }

    public string? From { get; set; }

    public string? Server { get; set; }

    public int? Port { get; set; }

    public bool? RequireTls { get; set; }

    public bool? SkipCertificateCheck { get; set; }

    public TimeSpan? RepeatInterval { get; set; }

    public IReadOnlyList<LvsHealthEventKind>? Events { get; set; }

    public CredentialDraft? Credential { get; set; }
}

/// <summary>Who a server is told that we are; the secret is in a file.</summary>
internal sealed class CredentialDraft : Draft
{
    public string? User { get; set; }

    public string? PasswordFile { get; set; }

    public string? Domain { get; set; }
}

/// <summary>A step of a conversation.</summary>
internal sealed class StepDraft : Draft
{
    public string? Send { get; set; }

    public string? Expect { get; set; }

    public string? Fail { get; set; }
}

/// <summary>A check of any type.</summary>
internal sealed class CheckDraft : Draft
{
    public string? Type { get; set; }

    public TimeSpan? Timeout { get; set; }

    public IPAddress? Address { get; set; }

    public int? Port { get; set; }

    public string? Method { get; set; }

    public string? Path { get; set; }

    public string? HostHeader { get; set; }

    public IReadOnlyList<string>? StatusCodes { get; set; }

    public string? Match { get; set; }

    public string? NotMatch { get; set; }

    public string? Digest { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>>? Headers { get; set; }

    public string? HttpVersion { get; set; }

    public int? Count { get; set; }

    public string? Payload { get; set; }

    public string? PayloadHex { get; set; }

    public bool? FillIn { get; set; }

    public bool? RequireReply { get; set; }

    public string? Reply { get; set; }

    public int? MinReplyLength { get; set; }

    public int? MaxReplyLength { get; set; }

    public IReadOnlyList<StepDraft>? Steps { get; set; }

    public string? Name { get; set; }

    public LvsDnsType? RecordType { get; set; }

    public IReadOnlyList<string>? Answers { get; set; }

    public bool? RequireAll { get; set; }

    public bool? UseTcp { get; set; }

    public LvsMailEncryption? Encryption { get; set; }

    public string? LocalName { get; set; }

    public string? Query { get; set; }

    public string? Database { get; set; }

    public string? BaseName { get; set; }

    public string? Filter { get; set; }

    public bool? Tls { get; set; }

    public string? TlsName { get; set; }

    public bool? SkipCertificateCheck { get; set; }

    public string? AuthorityPath { get; set; }

    public CredentialDraft? Credential { get; set; }

    public string? Executable { get; set; }

    public IReadOnlyList<string>? Arguments { get; set; }

    public bool? PassServer { get; set; }

    public bool? Dynamic { get; set; }

    public string? File { get; set; }

    public int? WeightFactor { get; set; }

    public bool? Reverse { get; set; }

    public string? Script { get; set; }

    public IReadOnlyList<CheckDraft>? Checks { get; set; }
}
