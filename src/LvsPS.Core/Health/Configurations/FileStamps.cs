namespace LvsPS;

/// <summary>
/// Files as they were when they were read, by the time of their last modification and their size. Those are the only signs that files of
/// all kinds give, shared and mounted ones too.
/// </summary>
internal sealed class FileStamps
{
    private Dictionary<string, Stamp?> _read = [];
    private Dictionary<string, Stamp?>? _seen;

    /// <summary>The files, and names with wildcards that others may match.</summary>
    public IReadOnlyCollection<string> Files => _read.Keys;

    /// <summary>Whether the last look found others than were read, which may still be written.</summary>
    public bool IsSettling => _seen is not null;

    /// <summary>Takes files as they are now. What changes while it is read must be found changed afterwards, so that this is done before.</summary>
    /// <param name="files">The files.</param>
    public void Take(IEnumerable<string> files)
    {
        _read = files.Distinct().ToDictionary(f => f, StampOf);
        _seen = null;
    }

    /// <summary>Looks no longer at some of them.</summary>
    /// <param name="isKept">Which are looked at further on.</param>
    public void Keep(Func<string, bool> isKept) => _read = _read.Where(f => isKept(f.Key)).ToDictionary(f => f.Key, f => f.Value);

    /// <summary>
    /// Looks whether any of the files is another than when it was read. A file that is still being written is no news: it must be the same
    /// for two looks.
    /// </summary>
    /// <returns>Whether they are to be read again.</returns>
    public bool HaveChanged()
    {
        Dictionary<string, Stamp?> now = _read.Keys.ToDictionary(f => f, StampOf);
        if (now.All(f => _read[f.Key] == f.Value))
        {
            _seen = null;
            return false;
        }

        bool isSettled = _seen is not null && now.All(f => _seen[f.Key] == f.Value);
        _seen = now;
        return isSettled;
    }

    private static Stamp? StampOf(string path)
    {
        if (KeepalivedFiles.HasWildcard(path) && !File.Exists(path))
        {
            return StampOf(KeepalivedFiles.Find(path, null));
        }

        try
        {
            // A link is what it leads to.
            var file = new FileInfo(path);
            FileSystemInfo found = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            return found is FileInfo { Exists: true } there ? new Stamp(there.LastWriteTimeUtc, there.Length) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Of files that a wildcard matches, only which they are.</summary>
    private static Stamp StampOf(IReadOnlyList<string> names)
    {
        var hash = new HashCode();
        foreach (string name in names)
        {
            hash.Add(name, StringComparer.Ordinal);
        }

        return new Stamp(default, hash.ToHashCode());
    }

    private readonly record struct Stamp(DateTime Modified, long Length);
}
