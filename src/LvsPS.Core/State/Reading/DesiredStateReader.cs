using System.Globalization;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>
/// Reads documents of the wanted state. Whatever a text holds, it gives findings, all of them at once, and no exceptions; the only
/// exceptions are the stream's own. A document with any error gives no state.
/// </summary>
public static class DesiredStateReader
{
    /// <summary>Reads a file's content.</summary>
    /// <param name="stream">The text, in UTF-8.</param>
    /// <param name="path">The file that it comes from, for the findings, and for names of files in it.</param>
    /// <returns>The state and the findings.</returns>
    public static LvsStateReading Read(Stream stream, string? path = null) => Read(YamlReader.Read(stream), path, needsSecrets: false);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file that it comes from, for the findings, and for names of files in it.</param>
    /// <returns>The state and the findings.</returns>
    public static LvsStateReading Read(string text, string? path = null) => Read(YamlReader.Read(text), path, needsSecrets: false);

    /// <summary>Reads a document that is to be monitored now: its secrets must be there, and it must have a check.</summary>
    /// <param name="stream">The text, in UTF-8.</param>
    /// <param name="path">The file.</param>
    /// <returns>The state and the findings.</returns>
    internal static LvsStateReading ReadForMonitor(Stream stream, string path) => Read(YamlReader.Read(stream), path, needsSecrets: true);

    /// <summary>Reads the text of a document that is to be monitored now: its secrets must be there, and it must have a check.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file that it comes from; null for none.</param>
    /// <returns>The state and the findings.</returns>
    internal static LvsStateReading ReadForMonitor(string text, string? path) => Read(YamlReader.Read(text), path, needsSecrets: true);

    /// <summary>Reads a check alone, as <see cref="DesiredStateWriter.ToText(LvsHealthCheck)"/> writes it. Its password must be there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">What it was read from.</param>
    /// <returns>The check.</returns>
    /// <exception cref="LvsInputException">It is none (InvalidHealthCheck).</exception>
    internal static LvsHealthCheck ReadCheck(string text, object? target)
    {
        YamlDocument document = YamlReader.Read(text);
        var context = new ReadingContext(null, needsSecrets: true);
        foreach (YamlProblem problem in document.Problems)
        {
            context.Error(problem);
        }

        return document.Root is not null && CheckShapes.Check.TryRead(document.Root, context, out CheckDraft? draft)
            && new CheckAssembler(context).CheckOf(draft) is LvsHealthCheck check && !context.HasErrors
            ? check
            : throw new LvsInputException(
                LvsErrorId.InvalidHealthCheck,
                $"The text of the check cannot be used: {string.Join(" ", context.Findings.Select(f => f.Message))}",
                target,
                context.Findings.Count > 0 ? context.Findings[0].Remedy : "Make the check anew by New-LvsHealthCheck.");
    }

    /// <summary>Reads a file, and throws where it cannot be used.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The state and the findings, none of which is an error.</returns>
    /// <exception cref="LvsException">It cannot be read (FileNotFound, FileAccess), is no YAML (YamlSyntax), or has errors (DesiredStateInvalid).</exception>
    internal static LvsStateReading ReadFile(string path)
    {
        try
        {
            using FileStream stream = HealthConfigurationFile.Open(path);
            return Required(Read(stream, path), path);
        }
        catch (IOException e)
        {
            throw HealthConfigurationFile.Unreadable(path, e);
        }
    }

    /// <summary>Throws where a document cannot be used.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="target">What it was read from.</param>
    /// <returns>The same.</returns>
    /// <exception cref="LvsInputException">It has errors.</exception>
    internal static LvsStateReading Required(LvsStateReading reading, object? target)
    {
        const int shown = 20;
        if (!reading.HasErrors)
        {
            return reading;
        }

        List<LvsStateFinding> errors = [.. reading.Findings.Where(f => f.Severity == LvsStateSeverity.Error)];
        string more = errors.Count > shown ? string.Create(CultureInfo.InvariantCulture, $" and {errors.Count - shown} more") : string.Empty;
        throw new LvsInputException(
            reading.IsYaml ? LvsErrorId.DesiredStateInvalid : LvsErrorId.YamlSyntax,
            $"{string.Join('\n', errors.Take(shown))}{more}",
            target,
            errors.Count == 1 ? errors[0].Remedy : "Test-LvsDesiredState lists them all, each with what to write instead.");
    }

    private static LvsStateReading Read(YamlDocument document, string? path, bool needsSecrets)
    {
        var context = new ReadingContext(path, needsSecrets);
        foreach (YamlProblem problem in document.Problems)
        {
            context.Error(problem);
        }

        bool isYaml = document.Root is not null || document.Problems.Count == 0;
        LvsDesiredState? state = null;
        if (document.Root is null)
        {
            if (isYaml)
            {
                context.Error(new YamlProblem(1, 1, "The document is empty.", "Write services: [] where nothing is wanted."));
            }
        }
        else if (StateShapes.Document.TryRead(document.Root, context, out StateDraft? draft))
        {
            state = new StateAssembler(context).Assemble(draft);
        }

        return new LvsStateReading { State = context.HasErrors ? null : state, Findings = context.Findings, IsYaml = isYaml, SecretFiles = context.SecretFiles };
    }
}
