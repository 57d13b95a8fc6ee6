using System.Text.Json;
using System.Text.Json.Serialization;

namespace LvsPS;

/// <summary>
/// What the documents of owners named when they were applied. With <c>prune</c> only that is removed which a document named and no longer
/// names, and which no other owner's names.
/// </summary>
internal sealed class OwnerRecord
{
    private const int Version = 1;

    private readonly SortedDictionary<string, HashSet<string>> _owners = new(StringComparer.Ordinal);

    /// <summary>Nothing is managed.</summary>
    public static OwnerRecord Empty => new();

    /// <summary>Reads the record of a session's host.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The record; an empty one where there is none.</returns>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public static OwnerRecord Of(LvsSession session)
    {
        var record = new OwnerRecord();
        IStateFile file = session.Host.Owners;
        if (file.Read() is string text)
        {
            Form form = HostRecordText.Parse<Form>(
                text, file.Path, f => f.Version, Version, f => f.Owners?.All(o => o.Value is not null && o.Value.All(t => t is not null)) == true);
            foreach ((string owner, IReadOnlyList<string> targets) in form.Owners)
            {
                record._owners[owner] = [.. targets];
            }
        }

        return record;
    }

    /// <summary>What an owner's document named.</summary>
    /// <param name="owner">The owner.</param>
    /// <returns>The names.</returns>
    public IReadOnlyCollection<string> TargetsOf(string owner) => _owners.GetValueOrDefault(owner) ?? [];

    /// <summary>Whether an owner's document named something that no other's names.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="target">What it is about.</param>
    /// <returns>True for what the owner alone manages.</returns>
    public bool IsOwn(string owner, string target) =>
        TargetsOf(owner).Contains(target) && !_owners.Any(o => o.Key != owner && o.Value.Contains(target));

    /// <summary>Remembers what an owner's document names, in the place of what it named before.</summary>
    /// <param name="session">The session of the host, whose lock the caller holds.</param>
    /// <param name="owned">The owner and the names.</param>
    /// <exception cref="LvsException">FileAccess.</exception>
    public void Keep(LvsSession session, LvsOwnedTargets owned)
    {
        if (LvsOwnedTargets.Same(TargetsOf(owned.Owner), owned.Targets))
        {
            return;
        }

        _owners[owned.Owner] = [.. owned.Targets];
        if (owned.Targets.Count == 0)
        {
            _ = _owners.Remove(owned.Owner);
        }

        var form = new Form(Version, _owners.ToDictionary(o => o.Key, o => (IReadOnlyList<string>)[.. o.Value.Order(StringComparer.Ordinal)]));
        session.Host.Owners.Write(_owners.Count == 0 ? null : JsonSerializer.Serialize(form, HostRecordText.Options) + "\n");
    }

    private sealed record Form([property: JsonRequired] int Version, [property: JsonRequired] IReadOnlyDictionary<string, IReadOnlyList<string>> Owners);
}
