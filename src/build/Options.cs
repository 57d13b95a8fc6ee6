namespace LvsPS.Build;

/// <summary>What build.ps1 passes on: the task, and the values of its parameters.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    internal string Task { get; private init; } = "Build";

    /// <summary>Only tests with this in their names.</summary>
    internal string? Filter => _values.GetValueOrDefault("Filter");

    /// <summary>The script to run in the lab.</summary>
    internal string? Script => _values.GetValueOrDefault("Script");

    internal static Options Parse(string[] args)
    {
        var options = new Options { Task = args.FirstOrDefault() ?? "Build" };
        for (var i = 1; i + 1 < args.Length; i += 2)
        {
            options._values[args[i].TrimStart('-')] = args[i + 1];
        }

        return options;
    }
}
