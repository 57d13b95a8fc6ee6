namespace LvsPS.Shell.Tests;

/// <summary>A script file that goes away.</summary>
internal sealed class TemporaryScript : IDisposable
{
    internal TemporaryScript(string text, string extension = ".ps1")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"lvsps-{Guid.NewGuid():N}{extension}");
        File.WriteAllText(Path, text);
    }

    internal string Path { get; }

    public void Dispose() => File.Delete(Path);
}
