using System.Text;

namespace LvsPS;

/// <summary>A file of a state folder.</summary>
internal sealed class StateFile(Func<string> path) : IStateFile
{
    private readonly Lazy<string> _path = new(path);

    public string Path => _path.Value;

    public string? Read()
    {
        try
        {
            return File.Exists(Path) ? File.ReadAllText(Path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LvsException(LvsErrorId.FileAccess, $"The file {Path} cannot be read: {e.Message}", Path, "Run as root.", e);
        }
    }

    public void Write(string? text)
    {
        try
        {
            if (text is null)
            {
                File.Delete(Path);
                return;
            }

            _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (DirectoryNotFoundException)
        {
            // What is in no folder need not be removed from it.
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LvsException(LvsErrorId.FileAccess, $"The file {Path} cannot be written: {e.Message}", Path, "Run as root.", e);
        }

        AtomicFile.Write(Path, Encoding.UTF8.GetBytes(text));
    }
}

/// <summary>What a simulated session would keep in a file.</summary>
internal sealed class SimulatedStateFile(string name) : IStateFile
{
    private string? _text;

    public string Path { get; } = $"simulated:{name}";

    public string? Read() => _text;

    public void Write(string? text) => _text = text;
}
