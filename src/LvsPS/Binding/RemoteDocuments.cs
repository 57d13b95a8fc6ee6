using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>
/// Makes documents again of what remoting, a job or Export-Clixml left of them: they carry their text along, which is read as any other
/// is. One with a password that stands in no file has no text, so that the password is not sent.
/// </summary>
internal static class RemoteDocuments
{
    private const string Yaml = "Yaml";

    /// <summary>Whether an object was a document in another process.</summary>
    public static bool IsState(PSObject item) => RemoteObjects.Was<LvsDesiredState>(item);

    /// <summary>The document, or one with the reason why it is none.</summary>
    public static LvsDesiredState State(PSObject item)
    {
        try
        {
            return Read(item);
        }
        catch (LvsInputException e)
        {
            return new LvsDesiredState { Fault = e };
        }
    }

    /// <summary>The document.</summary>
    /// <exception cref="LvsInputException">It has no text, or one with errors.</exception>
    public static LvsDesiredState Read(PSObject item)
    {
        string text = RemoteObjects.Text(item, Yaml) is string { Length: > 0 } sent ? sent : throw new LvsInputException(
            LvsErrorId.DesiredStateInvalid,
            $"The document {item} came from another process without its text: a password of it stands in no file, and passwords are not sent.",
            item,
            "Name a file for each password (passwordFile), which ConvertTo-LvsYaml -SecretFolder writes, and send the document again.");
        return DesiredStateReader.Required(DesiredStateReader.Read(text, RemoteObjects.Text(item, nameof(LvsDesiredState.Path))), item).State!;
    }
}
