namespace LvsPS;

/// <summary>Reads keepalived.conf: its virtual servers and their groups; of everything else it is told that it is not read.</summary>
internal static class KeepalivedReader
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="path">The file that they come from; null for none.</param>
    /// <returns>The document and the findings.</returns>
    public static LvsHealthConfiguration Read(IEnumerable<RuleLine> lines, string? path)
    {
        var findings = new ConfigFindings();
        var values = new KeepalivedValues(findings);
        var source = new KeepalivedSource(findings);
        IReadOnlyList<KeepalivedStatement> root = KeepalivedParser.Parse(source.Read(lines, path), findings);
        var globals = new KeepalivedGlobals(values);
        var builder = new KeepalivedBuilder(globals, values);
        List<KeepalivedStatement> virtuals = [];
        foreach (KeepalivedStatement statement in root)
        {
            switch (statement.Keyword)
            {
                case "virtual_server_group":
                    builder.AddGroup(statement);
                    break;
                case "virtual_server":
                    virtuals.Add(statement);
                    break;
                default:
                    globals.Read(statement);
                    break;
            }
        }

        // Groups and global definitions may stand below the virtual servers that use them.
        var document = new LvsHealthDocument { Services = [.. virtuals.SelectMany(builder.Build)], Path = path };
        if (!findings.HasErrors)
        {
            builder.Origins.Tell(document, new ConfigPlace(path, 1, 1), findings);
        }

        return new LvsHealthConfiguration(LvsHealthFormat.Keepalived, document, findings.ToList(source.Files), source.Files) { Wildcards = source.Wildcards };
    }
}
