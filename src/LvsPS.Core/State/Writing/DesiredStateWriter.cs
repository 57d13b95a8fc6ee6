using LvsPS.Yaml;

namespace LvsPS;

/// <summary>Writes the wanted state as a document, which <see cref="DesiredStateReader"/> reads back as the same.</summary>
public static class DesiredStateWriter
{
    /// <summary>Writes a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="writer">Where it is written.</param>
    /// <param name="comment">Remarks above it; null for none.</param>
    /// <exception cref="LvsInputException">It has what no document can hold, such as a password.</exception>
    public static void Write(LvsDesiredState state, TextWriter writer, string? comment = null) =>
        YamlWriter.Write(StateShapes.Document.Write(StateDrafts.Of(state)), writer, comment);

    /// <summary>Writes a state as a text.</summary>
    /// <param name="state">The state.</param>
    /// <param name="comment">Remarks above it; null for none.</param>
    /// <returns>The text.</returns>
    /// <exception cref="LvsInputException">It has what no document can hold, such as a password.</exception>
    public static string ToText(LvsDesiredState state, string? comment = null)
    {
        using var writer = new StringWriter();
        Write(state, writer, comment);
        return writer.ToString();
    }

    /// <summary>Writes what is to be monitored.</summary>
    /// <param name="document">The document of a monitor.</param>
    /// <returns>The text of a document.</returns>
    /// <exception cref="LvsInputException">It has what no document can hold, such as a password.</exception>
    public static string ToText(LvsHealthDocument document) => ToText(StateOf(document));

    /// <summary>Writes how one service is monitored.</summary>
    /// <param name="service">The service.</param>
    /// <returns>The text of a document.</returns>
    /// <exception cref="LvsInputException">It has what no document can hold, such as a password.</exception>
    public static string ToText(LvsHealthService service) => ToText(new LvsHealthDocument { Services = [service] });

    /// <summary>Writes a check, as it stands behind the key <c>check</c> of a document.</summary>
    /// <param name="check">The check.</param>
    /// <returns>The text.</returns>
    /// <exception cref="LvsInputException">It has what no document can hold, such as a password.</exception>
    public static string ToText(LvsHealthCheck check)
    {
        using var writer = new StringWriter();
        YamlWriter.Write(CheckShapes.Check.Write(CheckDrafts.Of(check)), writer);
        return writer.ToString();
    }

    /// <summary>What a monitor's document wants of the table, with how it is checked.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The state, which is written as a document of its own.</returns>
    public static LvsDesiredState StateOf(LvsHealthDocument document) => new()
    {
        Services = [.. document.Services.Select(s => new LvsDesiredService
        {
            Service = s.Service with { RealServers = null },
            RealServers = [.. s.Servers.Select(server => new LvsDesiredRealServer { Server = server.RealServer })],
        })],
        Health = document,
        Path = document.Path,
    };
}
