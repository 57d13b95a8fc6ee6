using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>
/// Makes checks, and what is to be monitored, again of what remoting, a job or Export-Clixml left of them: they carry their text along, as
/// it stands in a document. What has a password that stands in no file has no text, so that the password is not sent.
/// </summary>
internal static class RemoteHealth
{
    private const string Yaml = "Yaml";

    /// <summary>Whether an object was a health document in another process.</summary>
    public static bool IsDocument(PSObject item) => RemoteObjects.Was<LvsHealthDocument>(item);

    /// <summary>Whether an object was a service of a health document in another process.</summary>
    public static bool IsService(PSObject item) => RemoteObjects.Was<LvsHealthService>(item);

    /// <summary>Whether an object was a check in another process.</summary>
    public static bool IsCheck(PSObject item) => RemoteObjects.Was<LvsHealthCheck>(item);

    /// <summary>What is to be monitored, of a document or a service of one; or one with the reason why it is none.</summary>
    public static LvsHealthDocument Document(PSObject item)
    {
        try
        {
            string text = Text(item, LvsErrorId.InvalidHealthDocument);
            LvsHealthDocument document = OfState(DesiredStateReader.Required(
                DesiredStateReader.ReadForMonitor(text, RemoteObjects.Text(item, nameof(LvsHealthDocument.Path))), item).State!);
            return document with { IsPart = IsService(item) };
        }
        catch (LvsInputException e)
        {
            return new LvsHealthDocument { Services = [], Fault = e };
        }
    }

    /// <summary>What of a document of the wanted state is to be monitored; or one with the reason why nothing is.</summary>
    public static LvsHealthDocument OfState(LvsDesiredState state) => (state.Fault, state.Health) switch
    {
        ({ } fault, _) => new LvsHealthDocument { Services = [], Fault = fault },
        (_, { } health) => health,
        _ => new LvsHealthDocument
        {
            Services = [],
            Fault = new LvsInputException(
                LvsErrorId.InvalidHealthDocument,
                $"No service of {state} has a check, so that there is nothing to monitor.",
                state,
                "Write health with a check into the services, or into the defaults."),
        },
    };

    /// <summary>The state of which a health document is a part, to be written. Its passwords need not be there.</summary>
    /// <exception cref="LvsInputException">It has no text, or one with errors.</exception>
    public static LvsDesiredState State(PSObject item) => DesiredStateReader.Required(
        DesiredStateReader.Read(Text(item, LvsErrorId.InvalidHealthDocument), RemoteObjects.Text(item, nameof(LvsHealthDocument.Path))), item).State!;

    /// <summary>The check, or one with the reason why it is none.</summary>
    public static LvsHealthCheck Check(PSObject item)
    {
        try
        {
            return DesiredStateReader.ReadCheck(Text(item, LvsErrorId.InvalidHealthCheck), item);
        }
        catch (LvsInputException e)
        {
            return new UnreadableCheck(e);
        }
    }

    private static string Text(PSObject item, string errorId) => RemoteObjects.Text(item, Yaml) is string { Length: > 0 } sent ? sent : throw new LvsInputException(
        errorId,
        $"What was sent of {item} has no text: a password of it stands in no file, and passwords are not sent.",
        item,
        "Name a file for each password (passwordFile), which ConvertTo-LvsYaml -SecretFolder writes, and send the document; or make the check where it is used.");
}
