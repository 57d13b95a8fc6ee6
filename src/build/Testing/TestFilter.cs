namespace LvsPS.Build.Testing;

/// <summary>Filter expressions as `dotnet test --filter` reads them; null takes every test.</summary>
internal static class TestFilter
{
    /// <summary>Tests with one of these in their full names.</summary>
    internal static string? Named(params string?[] parts)
    {
        var given = parts.Where(part => part is not null).Select(part => $"FullyQualifiedName~{part}").ToList();
        return given.Count == 0 ? null : string.Join('|', given);
    }

    /// <summary>Tests without this in their full names.</summary>
    internal static string NotNamed(string part) => $"FullyQualifiedName!~{part}";

    /// <summary>Tests that both take.</summary>
    internal static string? And(string? one, string? other) => one is null || other is null ? one ?? other : $"({one})&({other})";
}
