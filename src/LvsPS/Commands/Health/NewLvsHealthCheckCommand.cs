using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>New-LvsHealthCheck: says how it is found out whether a real server can serve.</summary>
[Cmdlet(VerbsCommon.New, "LvsHealthCheck", DefaultParameterSetName = "Tcp")]
[OutputType(typeof(LvsHealthCheck))]
public sealed partial class NewLvsHealthCheckCommand : LvsCommand
{
    /// <summary>Connects by TCP.</summary>
    [Parameter(ParameterSetName = "Tcp")]
    public SwitchParameter Tcp { get; set; }

    /// <summary>Asks by HTTP.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Http")]
    public SwitchParameter Http { get; set; }

    /// <summary>Asks by HTTP over TLS.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Https")]
    public SwitchParameter Https { get; set; }

    /// <summary>Sends ICMP echo requests.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Ping")]
    public SwitchParameter Ping { get; set; }

    /// <summary>Sends a datagram.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Udp")]
    public SwitchParameter Udp { get; set; }

    /// <summary>A regular expression that must match what the server says.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Expect")]
    public string? Expect { get; set; }

    /// <summary>The steps of a longer conversation.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Step")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsExpectStep[] Step { get; set; } = [];

    /// <summary>A protocol whose conversation is known.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Preset")]
    [ValidateSet("Ftp", "Nntp", "Redis", "Sip", "SipUdp")]
    public string Preset { get; set; } = string.Empty;

    /// <summary>An executable, whose exit code tells.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Command")]
    public string? Command { get; set; }

    /// <summary>A file with a number in it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "File")]
    [ValidateNotNullOrEmpty]
    public string File { get; set; } = string.Empty;

    /// <summary>A script block that is given the real server, and gives a bool, a weight or a result.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ScriptBlock", Position = 0)]
    [ScriptTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthCheck? ScriptBlock { get; set; }

    /// <summary>Always up.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "On")]
    public SwitchParameter On { get; set; }

    /// <summary>Always down.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Off")]
    public SwitchParameter Off { get; set; }

    /// <summary>Checks that must all pass.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "All")]
    [HealthCheckTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthCheck[] All { get; set; } = [];

    /// <summary>Checks of which one must pass.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Any")]
    [HealthCheckTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthCheck[] Any { get; set; } = [];

    /// <summary>How long it may take; five seconds without it.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? Timeout { get; set; }

    /// <summary>The address that is asked, in place of the real server's.</summary>
    [Parameter(ParameterSetName = "Tcp")]
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    [Parameter(ParameterSetName = "Ping")]
    [Parameter(ParameterSetName = "Udp")]
    [Parameter(ParameterSetName = "Expect")]
    [Parameter(ParameterSetName = "Step")]
    [Parameter(ParameterSetName = "Preset")]
    [Parameter(ParameterSetName = "Command")]
    [Parameter(ParameterSetName = "Dns")]
    [Parameter(ParameterSetName = "Smtp")]
    [Parameter(ParameterSetName = "Imap")]
    [Parameter(ParameterSetName = "Pop")]
    [Parameter(ParameterSetName = "PostgreSql")]
    [Parameter(ParameterSetName = "MySql")]
    [Parameter(ParameterSetName = "Ldap")]
    public string? Address { get; set; }

    /// <summary>The port that is asked, in place of the real server's.</summary>
    [Parameter(ParameterSetName = "Tcp")]
    [Parameter(ParameterSetName = "Http")]
    [Parameter(ParameterSetName = "Https")]
    [Parameter(ParameterSetName = "Udp")]
    [Parameter(ParameterSetName = "Expect")]
    [Parameter(ParameterSetName = "Step")]
    [Parameter(ParameterSetName = "Preset")]
    [Parameter(ParameterSetName = "Command")]
    [Parameter(ParameterSetName = "Dns")]
    [Parameter(ParameterSetName = "Smtp")]
    [Parameter(ParameterSetName = "Imap")]
    [Parameter(ParameterSetName = "Pop")]
    [Parameter(ParameterSetName = "PostgreSql")]
    [Parameter(ParameterSetName = "MySql")]
    [Parameter(ParameterSetName = "Ldap")]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int? Port { get; set; }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        LvsHealthCheck check = Kind();
        check = Timeout is TimeSpan timeout ? check with { Timeout = timeout } : check;
        if (check.TimeFault is CheckFault fault)
        {
            throw new LvsInputException(LvsErrorId.InvalidHealthCheck, $"The {check.Kind} check cannot be used: {fault.Reason}.", Timeout, fault.Remedy);
        }

        check = Address is null ? check : check with { Address = HostNames.ResolveAddress(Address) };
        check = Port is null ? check : check with { Port = Port };
        List<LvsInputException> faults = [.. check.Check(null)];
        faults.ForEach(Fail);
        if (faults.Count == 0)
        {
            WriteObject(check);
        }
    }

    private LvsHealthCheck Kind() => ParameterSetName switch
    {
        "Http" or "Https" => HttpCheck(),
        "Ping" => new LvsPingCheck { Count = Count },
        "Udp" => UdpCheck(),
        "Expect" => LineCheck(new LvsExpectStep { Send = Send, Expect = Expect }),
        "Step" => LineCheck(Step),
        "Preset" => PresetCheck(),
        "Dns" => DnsCheck(),
        "Smtp" or "Imap" or "Pop" => MailCheck(),
        "PostgreSql" or "MySql" => SqlCheck(),
        "Ldap" => LdapCheck(),
        "Command" => new LvsCommandCheck { Executable = Command!, Arguments = ArgumentList, PassesServer = PassServer, IsDynamic = Dynamic },
        "File" => new LvsFileCheck { File = FilePaths.Literal(this, File), WeightFactor = WeightFactor, IsReversed = Reverse },
        "ScriptBlock" => ScriptBlock!,
        "On" => new LvsConstantCheck(true),
        "Off" => new LvsConstantCheck(false),
        "All" => new LvsCombinedCheck(All, all: true),
        "Any" => new LvsCombinedCheck(Any, all: false),
        _ => new LvsTcpCheck(),
    };
}
