namespace LvsPS;

/// <summary>The file of a document of the wanted state, which is read, and read again when it was changed.</summary>
/// <param name="path">The file.</param>
internal sealed class DesiredStateFile(string path)
{
    private readonly FileStamps _stamps = new();

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Whether it was found changed, and may still be written.</summary>
    public bool IsSettling => _stamps.IsSettling;

    /// <summary>Looks whether it is another than when it was read, and is written no longer.</summary>
    /// <returns>Whether it is to be read again.</returns>
    public bool HasChanged() => _stamps.HaveChanged();

    /// <summary>Reads it.</summary>
    /// <returns>The document and the findings, none of which is an error.</returns>
    /// <exception cref="LvsException">It cannot be read, or cannot be used.</exception>
    public LvsStateReading Read()
    {
        _stamps.Take([path]);
        return DesiredStateReader.ReadFile(path);
    }
}
