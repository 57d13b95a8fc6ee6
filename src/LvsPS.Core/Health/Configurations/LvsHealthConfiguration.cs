namespace LvsPS;

/// <summary>What a file of another program says is to be monitored, and what is wrong with it.</summary>
public sealed class LvsHealthConfiguration
{
    internal LvsHealthConfiguration(
        LvsHealthFormat format, LvsHealthDocument document, IReadOnlyList<LvsHealthDiagnostic> diagnostics, IReadOnlyList<string> files)
    {
        Format = format;
        Document = document;
        Diagnostics = diagnostics;
        Files = files;
    }

    /// <summary>The language of the file.</summary>
    public LvsHealthFormat Format { get; }

    /// <summary>The document, without what has errors: to be used only where there are none.</summary>
    public LvsHealthDocument Document { get; }

    /// <summary>All findings, in the order of the lines: of the language, and of the document that it makes.</summary>
    public IReadOnlyList<LvsHealthDiagnostic> Diagnostics { get; }

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == LvsHealthSeverity.Error);

    /// <summary>The files that were read: the file itself, and those that it includes. A change of any is a change of the configuration.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The names with wildcards by which it includes files: another file that one of them matches is a change too.</summary>
    internal IReadOnlyList<string> Wildcards { get; init; } = [];
}
