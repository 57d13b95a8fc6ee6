using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LvsPS;

/// <summary>The text of a record: JSON of a version, made to be read by people too.</summary>
internal static class HostRecordText
{
    private const int Version = 1;

    /// <summary>How records and documents are written: one thing on a line, words as they are.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads a record.</summary>
    /// <param name="text">The text; null for none.</param>
    /// <param name="path">Where it was read, for errors.</param>
    /// <returns>Its claims.</returns>
    /// <exception cref="LvsException">HostFileInvalid.</exception>
    public static IReadOnlyList<HostClaim> Read(string? text, string path) =>
        text is null ? [] : Parse<Form>(text, path, f => f.Version, Version, f => IsWhole(f.Claims)).Claims;

    /// <summary>Whether claims name everything that a claim has.</summary>
    /// <param name="claims">What was read.</param>
    /// <returns>False where a name or a list is missing.</returns>
    public static bool IsWhole(IReadOnlyList<HostClaim?>? claims) =>
        claims?.All(c => c is { Name: not null, Given: not null, Claimants: not null } && c.Given.Concat(c.Claimants).All(t => t is not null)) == true;

    /// <summary>Writes a record.</summary>
    /// <param name="claims">Its claims.</param>
    /// <returns>The text; null where nothing is claimed.</returns>
    public static string? Write(IReadOnlyList<HostClaim> claims) =>
        claims.Count == 0 ? null : JsonSerializer.Serialize(new Form(Version, claims), Options) + "\n";

    /// <summary>Reads a text of a version.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where it was read, for errors.</param>
    /// <param name="versionOf">Its version.</param>
    /// <param name="known">The version that is known.</param>
    /// <param name="isWhole">Whether nothing is missing.</param>
    /// <param name="remedy">What is to be done where it cannot be understood.</param>
    /// <typeparam name="T">Its form.</typeparam>
    /// <returns>What it says.</returns>
    /// <exception cref="LvsException">HostFileInvalid.</exception>
    public static T Parse<T>(
        string text,
        string path,
        Func<T, int> versionOf,
        int known,
        Func<T, bool> isWhole,
        string remedy = "It says how this host was before LvsPS changed it: read it, put back what it names by hand, and remove it.")
    {
        try
        {
            T form = JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("It is empty.");
            return versionOf(form) != known ? throw new JsonException($"Its version is {versionOf(form)}; known is {known}.")
                : isWhole(form) ? form
                : throw new JsonException("Something is missing.");
        }
        catch (JsonException e)
        {
            throw new LvsException(LvsErrorId.HostFileInvalid, $"The file {path} cannot be understood: {e.Message}", path, remedy, e);
        }
    }

    private sealed record Form([property: JsonRequired] int Version, [property: JsonRequired] IReadOnlyList<HostClaim> Claims);
}
