namespace LvsPS.Module.Tests.Engine;

/// <summary>A folder of a test's own, which goes with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"lvsps-{Guid.NewGuid():N}");

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file of lines, and returns its path.</summary>
    public string Write(string name, params string[] lines)
    {
        System.IO.File.WriteAllText(File(name), string.Concat(lines.Select(line => line + "\n")));
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
