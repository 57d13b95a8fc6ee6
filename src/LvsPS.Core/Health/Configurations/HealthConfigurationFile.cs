using System.Globalization;

namespace LvsPS;

/// <summary>A file that says what is to be monitored, and those that it includes: it is read, and looked at for changes.</summary>
internal sealed class HealthConfigurationFile
{
    private const int MostFindings = 20;

    // Until the same files are read as before; they seldom change so fast.
    private const int MostReads = 4;

    private readonly INameResolver? _names;
    private readonly FileStamps _stamps = new();

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
    public IEnumerable<string> Files => _stamps.Files;

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
        IReadOnlyCollection<string> files = _stamps.Files.Count > 0 ? _stamps.Files : [Path];
        for (int i = 0; ; i++)
        {
            _stamps.Take(files);
            LvsHealthConfiguration configuration = ReadNow();
            string[] used = [.. configuration.Files, .. configuration.Wildcards];
            if (i == MostReads || Array.TrueForAll(used, _stamps.Files.Contains))
            {
                if (!configuration.HasErrors)
                {
                    _stamps.Keep(f => f == Path || used.Contains(f));
                }

                // One that is missing now is waited for.
                return configuration;
            }

            files = [Path, .. files, .. used];
        }
    }

    /// <summary>Looks whether any of the files is another than when it was read, and is written no longer.</summary>
    /// <returns>Whether it is to be read again.</returns>
    public bool HasChanged() => _stamps.HaveChanged();

    /// <summary>Takes the files as they are now for read, without reading them.</summary>
    public void Pass() => _stamps.Take([.. _stamps.Files, Path]);

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
}
