using System.Globalization;

namespace LvsPS;

/// <summary>
/// A file that says what is to be monitored, and those that it includes: it is read, and looked at for changes by the time of its last
/// modification and its size. Those are the only signs that files of all kinds give, shared and mounted ones too.
/// </summary>
internal sealed class HealthConfigurationFile
{
    private const int MostFindings = 20;

    // Until the same files are read as before; they seldom change so fast.
    private const int MostReads = 4;

    private readonly INameResolver? _names;
    private Dictionary<string, Stamp?> _read = [];
    private Dictionary<string, Stamp?>? _seen;

    /// <summary>Takes a file; nothing is read yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">Finds what names in it stand for; null for the system's own resolver.</param>
    public HealthConfigurationFile(string path, INameResolver? names = null)
    {
        Path = path;
        _names = names;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The files that are looked at: those that were read last, and names with wildcards that others may match.</summary>
    public IEnumerable<string> Files => _read.Keys;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The stream.</returns>
    /// <exception cref="LvsException">It is not there (FileNotFound), or cannot be read (FileAccess).</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new LvsException(LvsErrorId.FileNotFound, $"There is no file {path}.", path, "Check the name.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>What cannot be read, as an error.</summary>
    /// <param name="path">The file.</param>
    /// <param name="error">Why.</param>
    /// <returns>The error (FileAccess).</returns>
    public static LvsException Unreadable(string path, Exception error) => new(
        LvsErrorId.FileAccess,
        Directory.Exists(path) ? $"{path} is a directory." : $"The file {path} cannot be read: {error.Message}",
        path,
        "Give a file that you may read.",
        error);

    /// <summary>What is wrong with a configuration, as one text.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>Its errors, with their places.</returns>
    public static string Faults(LvsHealthConfiguration configuration)
    {
        List<string> errors = [.. configuration.Diagnostics.Where(d => d.Severity == LvsHealthSeverity.Error).Select(d => d.PlaceAndText)];
        string more = errors.Count > MostFindings ? string.Create(CultureInfo.InvariantCulture, $" and {errors.Count - MostFindings} more") : string.Empty;
        return string.Join(" ", errors.Take(MostFindings)) + more;
    }

    /// <summary>Reads it, in the language that it is written in.</summary>
    /// <returns>The document and the findings.</returns>
    /// <exception cref="LvsException">It cannot be read (FileNotFound, FileAccess), or is of no language that is known (HealthFileSyntax).</exception>
    public LvsHealthConfiguration Read()
    {
        IReadOnlyCollection<string> files = _read.Count > 0 ? _read.Keys : [Path];
        for (int i = 0; ; i++)
        {
            // What changes while it is read must be found changed afterwards, so that the stamps are taken before.
            _read = files.Distinct().ToDictionary(f => f, StampOf);
            _seen = null;
            LvsHealthConfiguration configuration = ReadNow();
            string[] used = [.. configuration.Files, .. configuration.Wildcards];
            if (i == MostReads || Array.TrueForAll(used, _read.ContainsKey))
            {
                // One that is missing now is waited for.
                _read = configuration.HasErrors
                    ? _read
                    : _read.Where(f => f.Key == Path || used.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value);
                return configuration;
            }

            files = [Path, .. files, .. used];
        }
    }

    /// <summary>
    /// Looks whether any of the files is another than when it was read. A file that is still being written is no news: it must be the same
    /// for two looks.
    /// </summary>
    /// <returns>Whether it is to be read again.</returns>
    public bool HasChanged()
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

    /// <summary>Takes the files as they are now for read, without reading them.</summary>
    public void Pass()
    {
        _read = _read.Keys.Append(Path).Distinct().ToDictionary(f => f, StampOf);
        _seen = null;
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

    private LvsHealthConfiguration ReadNow()
    {
        try
        {
            using FileStream stream = Open(Path);
            return HealthConfigurationReader.FormatOf(stream) switch
            {
                LvsHealthFormat.Directord => HealthConfigurationReader.ReadDirectord(stream, Path, _names),
                LvsHealthFormat.Keepalived => HealthConfigurationReader.ReadKeepalived(stream, Path),
                LvsHealthFormat.Yaml => HealthConfigurationReader.ReadYaml(stream, Path),
                _ => throw new LvsInputException(
                    LvsErrorId.HealthFileSyntax,
                    $"{Path}:1:1: The file is neither an ldirectord.cf, nor a keepalived.conf, nor a YAML document.",
                    Path,
                    "Give a file that has a virtual=, a virtual_server or the key services."),
            };
        }
        catch (IOException e)
        {
            throw Unreadable(Path, e);
        }
    }

    private readonly record struct Stamp(DateTime Modified, long Length);
}
