using System.Management.Automation;
using System.Net;

namespace LvsPS.Binding;

/// <summary>
/// Makes plans again of what remoting, a job or Export-Clixml left of them: each change by its kind, from how its target was before and
/// is to be after. Such a plan was made for no session that is known here; whether it fits the one at hand is seen when it is carried out.
/// </summary>
internal static class RemotePlans
{
    private const string Before = nameof(LvsServiceChange.Before);
    private const string After = nameof(LvsServiceChange.After);

    private static readonly Dictionary<string, Func<PSObject, LvsChange>> s_kinds = new(StringComparer.Ordinal)
    {
        [nameof(LvsServiceChange)] = c => new LvsServiceChange(State(c, Before, RemoteObjects.Service), State(c, After, RemoteObjects.Service)),
        [nameof(LvsRealServerChange)] = c => new LvsRealServerChange(State(c, Before, RealServer), State(c, After, RealServer)),
        [nameof(LvsClearChange)] = c => new LvsClearChange(Needed(c, Before, RemoteObjects.Table)),
        [nameof(LvsTimeoutChange)] = c => new LvsTimeoutChange(Needed(c, Before, Timeout), Needed(c, After, Timeout)),
        [nameof(LvsSyncDaemonChange)] = c => new LvsSyncDaemonChange(State(c, Before, Daemon), State(c, After, Daemon))
        {
            Successor = State(c, nameof(LvsSyncDaemonChange.Successor), Daemon),
        },
        [nameof(LvsResetChange)] = c => new LvsResetChange(
            RemoteObjects.Text(c, nameof(LvsResetChange.Service)) is string service ? LvsServiceId.Parse(service) : null),
        [nameof(LvsKernelSettingChange)] = c => new LvsKernelSettingChange(Needed(c, Before, Setting), Needed(c, After, Setting)),
        [nameof(LvsVirtualAddressChange)] = c => new LvsVirtualAddressChange(State(c, Before, VirtualAddress), State(c, After, VirtualAddress)),
        [nameof(LvsFwMarkChange)] = c => new LvsFwMarkChange(State(c, Before, Mark), State(c, After, Mark)),
        [nameof(LvsFullNatChange)] = c => new LvsFullNatChange(
            LvsServiceId.Parse(Text(c, nameof(LvsFullNatChange.Service))), State(c, Before, FullNat), State(c, After, FullNat)),
        [nameof(LvsRealServerHostChange)] = c => new LvsRealServerHostChange(State(c, Before, RealServerHost), State(c, After, RealServerHost)),
    };

    /// <summary>Whether an object was a plan in another process.</summary>
    public static bool IsPlan(PSObject item) => RemoteObjects.Was<LvsPlan>(item);

    /// <summary>The plan, or one with the reason why it is none.</summary>
    public static LvsPlan Plan(PSObject item)
    {
        try
        {
            IEnumerable<PSObject> changes = RemoteObjects.Items(item, nameof(LvsPlan.Changes)) ?? throw new FormatException("its changes were not sent along.");
            return new LvsPlan([.. changes.Select(Change)])
            {
                Owned = State(item, nameof(LvsPlan.Owned), Owned),
                LeftAlone = RemoteObjects.Texts(item, nameof(LvsPlan.LeftAlone)),
                Source = RemoteObjects.Text(item, nameof(LvsPlan.Source)),
            };
        }
        catch (Exception e) when (IsUnfit(e))
        {
            return LvsPlan.Empty with { Fault = Unfit(item, e.Message) };
        }
    }

    private static LvsChange Change(PSObject item, int index)
    {
        try
        {
            string kind = s_kinds.Keys.FirstOrDefault(k => item.TypeNames.Contains($"Deserialized.LvsPS.{k}")) ?? throw new FormatException("it is no change that is known here.");
            LvsChange change = s_kinds[kind](item) with { Reason = RemoteObjects.Text(item, nameof(LvsChange.Reason)) };
            return RemoteObjects.Text(item, nameof(LvsChange.Action)) == change.Action.ToString() && RemoteObjects.Text(item, nameof(LvsChange.Target)) == change.Target
                ? change
                : throw new FormatException($"what came of it would be '{change.Description}'.");
        }
        catch (Exception e) when (IsUnfit(e))
        {
            throw new FormatException(FormattableString.Invariant($"change {index + 1}, '{item}': {e.Message}"), e);
        }
    }

    /// <summary>What reading of what is no such value ends in.</summary>
    private static bool IsUnfit(Exception e) =>
        e is LvsInputException or FormatException or PSInvalidCastException or ArgumentException or OverflowException or ExtendedTypeSystemException;

    private static LvsInputException Unfit(PSObject item, string why) => new(
        LvsErrorId.PlanInvalid,
        $"The plan came from another process, and cannot be made a plan again: {why} Nothing was done.",
        item,
        "Make it anew by Compare-LvsState, or carry it out where it was made, such as by Invoke-Command.");

    private static T? State<T>(PSObject item, string property, Func<PSObject, T> make)
        where T : class => item.Properties[property] is not PSPropertyInfo found ? throw new FormatException($"its property {property} was not sent along.")
        : found.Value is object value ? make(PSObject.AsPSObject(value))
        : null;

    private static T Needed<T>(PSObject item, string property, Func<PSObject, T> make)
        where T : class => State(item, property, make) ?? throw new FormatException($"its property {property} is empty.");

    private static string Text(PSObject item, string property) =>
        RemoteObjects.Text(item, property) is string { Length: > 0 } text ? text : throw new FormatException($"its property {property} is missing in '{item}'.");

    private static T Value<T>(PSObject item, string property) =>
        item.Properties[property]?.Value is null ? throw new FormatException($"its property {property} is missing in '{item}'.") : RemoteObjects.Value<T>(item, property)!;

    private static IPAddress? Address(PSObject item, string property) => RemoteObjects.Text(item, property) is string text ? IPAddress.Parse(text) : null;

    private static List<string> Texts(PSObject item, string property) =>
        [.. (RemoteObjects.Items(item, property) ?? throw new FormatException($"its property {property} is missing in '{item}'.")).Select(i => i.BaseObject.ToString()!)];

    private static LvsRealServer RealServer(PSObject item) => RemoteObjects.RealServer(item, LvsServiceId.Parse(Text(item, nameof(LvsRealServer.Service))));

    private static LvsTimeout Timeout(PSObject item) => new()
    {
        Tcp = RemoteObjects.Value<TimeSpan?>(item, nameof(LvsTimeout.Tcp)),
        TcpFin = RemoteObjects.Value<TimeSpan?>(item, nameof(LvsTimeout.TcpFin)),
        Udp = RemoteObjects.Value<TimeSpan?>(item, nameof(LvsTimeout.Udp)),
    };

    private static LvsSyncDaemon Daemon(PSObject item) => new()
    {
        Role = Value<LvsSyncRole>(item, nameof(LvsSyncDaemon.Role)),
        Interface = Text(item, nameof(LvsSyncDaemon.Interface)),
        SyncId = Value<int>(item, nameof(LvsSyncDaemon.SyncId)),
        MaxLength = Value<int>(item, nameof(LvsSyncDaemon.MaxLength)),
        Group = Address(item, nameof(LvsSyncDaemon.Group)),
        Port = Value<int>(item, nameof(LvsSyncDaemon.Port)),
        Ttl = Value<int>(item, nameof(LvsSyncDaemon.Ttl)),
    };

    private static LvsDesiredKernelSetting Setting(PSObject item) => new()
    {
        Name = Text(item, nameof(LvsDesiredKernelSetting.Name)),
        Value = RemoteObjects.Text(item, nameof(LvsDesiredKernelSetting.Value)) ?? throw new FormatException("its value is missing."),
    };

    private static LvsDesiredVirtualAddress VirtualAddress(PSObject item) => new()
    {
        Address = IPAddress.Parse(Text(item, nameof(LvsDesiredVirtualAddress.Address))),
        PrefixLength = RemoteObjects.Value<int?>(item, nameof(LvsDesiredVirtualAddress.PrefixLength)),
        Interface = RemoteObjects.Text(item, nameof(LvsDesiredVirtualAddress.Interface)),
        Broadcast = Address(item, nameof(LvsDesiredVirtualAddress.Broadcast)),
        Label = RemoteObjects.Text(item, nameof(LvsDesiredVirtualAddress.Label)),
        Announce = Value<bool>(item, nameof(LvsDesiredVirtualAddress.Announce)),
    };

    private static LvsDesiredFwMark Mark(PSObject item) => new()
    {
        FwMark = Value<uint>(item, nameof(LvsDesiredFwMark.FwMark)),
        Addresses = Texts(item, nameof(LvsDesiredFwMark.Addresses)),
        Ports = [.. Texts(item, nameof(LvsDesiredFwMark.Ports)).SelectMany(Ports)],
        IncludeLocal = Value<bool>(item, nameof(LvsDesiredFwMark.IncludeLocal)),
    };

    /// <summary>Ports as they are sent, such as tcp/8000-8100.</summary>
    private static IEnumerable<LvsPortRange> Ports(string text) =>
        text.Split('/') is [string name, string numbers] && LvsPortRange.ProtocolOf(name) is LvsProtocol protocol
            ? PortRanges.Parse(protocol, [numbers])
            : throw new FormatException($"'{text}' are no ports.");

    private static LvsDesiredFullNat FullNat(PSObject item) => new()
    {
        Enabled = Value<bool>(item, nameof(LvsDesiredFullNat.Enabled)),
        SourceAddress = Texts(item, nameof(LvsDesiredFullNat.SourceAddress)),
    };

    private static LvsDesiredRealServerHost RealServerHost(PSObject item) => new()
    {
        VirtualAddress = IPAddress.Parse(Text(item, nameof(LvsDesiredRealServerHost.VirtualAddress))),
        Mode = Value<LvsRealServerMode>(item, nameof(LvsDesiredRealServerHost.Mode)),
        TunnelType = RemoteObjects.Value<LvsTunnelType?>(item, nameof(LvsDesiredRealServerHost.TunnelType)),
        Port = RemoteObjects.Value<int?>(item, nameof(LvsDesiredRealServerHost.Port)),
        LocalAddress = Address(item, nameof(LvsDesiredRealServerHost.LocalAddress)),
        AddRoute = Value<bool>(item, nameof(LvsDesiredRealServerHost.AddRoute)),
    };

    private static LvsOwnedTargets Owned(PSObject item) => new(
        Text(item, nameof(LvsOwnedTargets.Owner)),
        Texts(item, nameof(LvsOwnedTargets.Targets)),
        Value<bool>(item, nameof(LvsOwnedTargets.IsWhole)))
    {
        Known = item.Properties[nameof(LvsOwnedTargets.Known)]?.Value is null ? null : Texts(item, nameof(LvsOwnedTargets.Known)),
    };
}
