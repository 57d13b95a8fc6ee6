using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LvsPS;

/// <summary>
/// What is put back after a reboot and after a foreign flush: a file that people can read, and the record of how the host was, for as
/// long as it is of this boot.
/// </summary>
internal sealed record HostDocument
{
    private const int Known = 1;

    /// <summary>The version of its form.</summary>
    [JsonRequired]
    public int Version { get; init; } = Known;

    /// <summary>Virtual addresses of a director.</summary>
    public IReadOnlyList<KeptAddress>? VirtualAddresses { get; init; }

    /// <summary>What this host serves as a real server.</summary>
    public IReadOnlyList<KeptRealServer>? RealServers { get; init; }

    /// <summary>Firewall marks.</summary>
    public IReadOnlyList<KeptMark>? Marks { get; init; }

    /// <summary>Services with full NAT.</summary>
    public IReadOnlyList<KeptFullNat>? FullNats { get; init; }

    /// <summary>The record, should the boot's own be lost.</summary>
    public KeptRecord? Record { get; init; }

    /// <summary>Whether entries name everything that they must.</summary>
    private bool IsWhole =>
        (VirtualAddresses ?? []).All(a => a is { Address: not null, Interface: not null })
        && (RealServers ?? []).All(r => r is { VirtualAddress: not null })
        && (Marks ?? []).All(m => m is { Addresses: not null, Ports: not null } && m.Addresses.Concat(m.Ports).All(t => t is not null))
        && (FullNats ?? []).All(f => f is { Service: not null } && (f.SourceAddress ?? []).All(t => t is not null))
        && (Record is null || (Record.Key is not null && HostRecordText.IsWhole(Record.Claims)));

    private int Count => (VirtualAddresses?.Count ?? 0) + (RealServers?.Count ?? 0) + (Marks?.Count ?? 0) + (FullNats?.Count ?? 0);

    private bool IsEmpty => (VirtualAddresses, RealServers, Marks, FullNats) is (null, null, null, null);

    /// <summary>Reads the document of a session's host.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The document; an empty one where there is none.</returns>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public static HostDocument Of(LvsSession session)
    {
        IStateFile file = session.Host.Document;
        return file.Read() is string text
            ? HostRecordText.Parse<HostDocument>(text, file.Path, d => d.Version, Known, d => d.IsWhole)
            : new HostDocument();
    }

    /// <summary>Takes what entries of the document say, whose words are read no sooner, so that one that is wrong keeps none of the others away.</summary>
    /// <param name="session">The session.</param>
    /// <param name="what">What the entry is of; null where it may be any.</param>
    /// <param name="read">Takes it.</param>
    /// <typeparam name="T">What is taken.</typeparam>
    /// <returns>What was taken.</returns>
    /// <exception cref="LvsException">HostFileInvalid: a word is none.</exception>
    public static T Understand<T>(LvsSession session, string? what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or LvsInputException)
        {
            string path = session.Host.Document.Path;
            throw new LvsException(
                LvsErrorId.HostFileInvalid,
                $"{(what is null ? $"The file {path}" : $"What the file {path} has for '{what}'")} cannot be understood: {e.Message}",
                path,
                "Correct it, or remove it from the file.",
                e);
        }
    }

    /// <summary>The step that a change of the document is.</summary>
    /// <param name="session">The session.</param>
    /// <param name="what">What is kept or no longer kept, for the sentence.</param>
    /// <param name="change">The change.</param>
    /// <returns>The step; null where it changes nothing.</returns>
    public static HostStep? StepTo(LvsSession session, string what, Func<HostDocument, HostDocument> change)
    {
        HostDocument before = Of(session);
        return TextOf(before) == TextOf(Understand(session, null, () => change(before))) ? null : StepOf(session, what);
    }

    /// <summary>Whether the document has something otherwise than a change would write it; not where it does not have it at all.</summary>
    /// <param name="session">The session.</param>
    /// <param name="change">Writes one entry.</param>
    /// <returns>True where the entry is another.</returns>
    public static bool HasOther(LvsSession session, Func<HostDocument, HostDocument> change)
    {
        HostDocument before = Of(session);
        HostDocument after = Understand(session, null, () => change(before));
        return after.Count == before.Count && TextOf(after) != TextOf(before);
    }

    /// <summary>Changes the document as a part of a larger change.</summary>
    /// <param name="session">The session, whose lock the caller holds.</param>
    /// <param name="what">What is kept or no longer kept.</param>
    /// <param name="change">The change.</param>
    /// <returns>What does it in a transaction, which undoes it with the rest.</returns>
    public static Action<HostTransaction> Changing(LvsSession session, string what, Func<HostDocument, HostDocument> change) => transaction =>
    {
        if (StepTo(session, what, change) is HostStep step)
        {
            string? before = session.Host.Document.Read();
            transaction.Do(
                step.Sentence,
                () =>
                {
                    HostDocument after = change(Of(session));
                    session.Host.Document.Write(TextOf(after with { Record = after.IsEmpty ? null : KeptRecord.Of(session, HostRecord.Of(session).Claims) }));
                },
                () => session.Host.Document.Write(before));
        }
    };

    /// <summary>Brings the document's copy of the record up to date, where there is a document.</summary>
    /// <param name="session">The session.</param>
    /// <param name="claims">What the record holds.</param>
    public static void KeepRecord(LvsSession session, IReadOnlyList<HostClaim> claims)
    {
        if (session.Host.Document.Read() is not null)
        {
            session.Host.Document.Write(TextOf(Of(session) with { Record = KeptRecord.Of(session, claims) }));
        }
    }

    /// <summary>The document with a real server, in the place of another for the same address.</summary>
    /// <param name="kept">The real server.</param>
    /// <returns>The document.</returns>
    public HostDocument With(KeptRealServer kept) =>
        this with { RealServers = Put(RealServers, r => r.VirtualAddress == kept.VirtualAddress, kept) };

    /// <summary>The document without the real server for an address.</summary>
    /// <param name="virtualAddress">The address.</param>
    /// <returns>The document.</returns>
    public HostDocument WithoutRealServer(IPAddress virtualAddress) =>
        this with { RealServers = OrNone(RealServers?.Where(r => r.VirtualAddress != virtualAddress.ToString())) };

    /// <summary>The document with a mark, in the place of what was kept of it.</summary>
    /// <param name="kept">The mark.</param>
    /// <returns>The document.</returns>
    public HostDocument With(KeptMark kept) => this with { Marks = Put(Marks, m => m.Mark == kept.Mark, kept) };

    /// <summary>The document without a mark.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="family">Without its addresses of this family only; null for all.</param>
    /// <returns>The document.</returns>
    public HostDocument WithoutMark(uint mark, System.Net.Sockets.AddressFamily? family) => this with
    {
        Marks = OrNone(Marks?.Select(m => m.Mark == mark ? m.Without(family) : m).Where(m => m.Addresses.Count > 0)),
    };

    /// <summary>The document with a full NAT, in the place of the same service's.</summary>
    /// <param name="kept">The full NAT.</param>
    /// <returns>The document.</returns>
    public HostDocument With(KeptFullNat kept) => this with { FullNats = Put(FullNats, f => f.Service == kept.Service, kept) };

    /// <summary>The document without the full NAT of a service.</summary>
    /// <param name="service">The service.</param>
    /// <returns>The document.</returns>
    public HostDocument WithoutFullNat(LvsServiceId service) =>
        this with { FullNats = OrNone(FullNats?.Where(f => f.Service != service.ToString())) };

    /// <summary>The document with a virtual address, in the place of the same one's.</summary>
    /// <param name="kept">The address.</param>
    /// <returns>The document.</returns>
    public HostDocument With(KeptAddress kept) =>
        this with { VirtualAddresses = Put(VirtualAddresses, a => a.IsSame(kept), kept) };

    /// <summary>The document without a virtual address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="interfaceName">The interface; null for any.</param>
    /// <returns>The document.</returns>
    public HostDocument WithoutAddress(IPAddress address, string? interfaceName) => this with
    {
        VirtualAddresses = OrNone(VirtualAddresses?.Where(a => a.Address != address.ToString() || (interfaceName ?? a.Interface) != a.Interface)),
    };

    private static HostStep StepOf(LvsSession session, string what) =>
        new($"{what} {session.Host.Document.Path}", $"# {what} {session.Host.Document.Path}");

    private static string? TextOf(HostDocument document) => document.IsEmpty ? null : JsonSerializer.Serialize(document, HostRecordText.Options) + "\n";

    /// <summary>The list with an entry in the place of the one that it replaces, else at the end.</summary>
    private static List<T> Put<T>(IReadOnlyList<T>? entries, Predicate<T> isReplaced, T kept)
    {
        List<T> list = [.. entries ?? []];
        int at = list.FindIndex(isReplaced);
        if (at >= 0)
        {
            list[at] = kept;
        }
        else
        {
            list.Add(kept);
        }

        return list;
    }

    private static List<T>? OrNone<T>(IEnumerable<T>? entries) => entries?.ToList() is { Count: > 0 } list ? list : null;
}
