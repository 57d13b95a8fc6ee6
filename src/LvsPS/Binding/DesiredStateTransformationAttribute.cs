using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>
/// Takes for a document of the wanted state also one that another process read, and what a monitor is told of a table. Other objects of the
/// module are none, and are handed on with the reason, so that the cmdlet reports it with its own id.
/// </summary>
internal sealed class DesiredStateTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        null or LvsDesiredState => inputData,
        LvsHealthDocument document => DesiredStateWriter.StateOf(document),
        _ when PSObject.AsPSObject(inputData) is PSObject item && RemoteObjects.IsOfModule(item) => Of(item),
        _ => inputData,
    };

    /// <summary>The error for an object of the module that is no document.</summary>
    /// <param name="item">The object.</param>
    /// <returns>What to do instead.</returns>
    public static LvsInputException NoDocument(PSObject item)
    {
        (string what, string remedy) =
            Is<LvsPlan>(item) ? ("a plan", "Pipe it to Invoke-LvsPlan, which carries it out.")
            : Is<LvsSyncResult>(item) ? ("what a run did", "Pipe its property Undo to Invoke-LvsPlan, which takes the run back.")
            : Is<LvsStateDrift>(item) ? ("a drift", "Pipe its property Plan to Invoke-LvsPlan, which brings the director back.")
            : Is<LvsService>(item) || Is<LvsRealServer>(item) ? (
                "part of a table",
                "Compare-LvsState -ReferenceService compares a director with services that were read on another; ConvertTo-LvsYaml writes services as a document.")
            : ($"a {item.TypeNames[0].Split('.')[^1]}", "Give the path of a document, its text, or what Import-LvsDesiredState gives.");
        return new LvsInputException(LvsErrorId.DesiredStateInvalid, $"What was given, {item}, is {what}, and no document of the wanted state.", item, remedy);
    }

    private static LvsDesiredState Of(PSObject item)
    {
        try
        {
            return RemoteDocuments.IsState(item) ? RemoteDocuments.State(item)
                : RemoteHealth.IsDocument(item) ? RemoteHealth.State(item)
                : throw NoDocument(item);
        }
        catch (LvsInputException e)
        {
            return new LvsDesiredState { Fault = e };
        }
    }

    private static bool Is<T>(PSObject item) => item.BaseObject is T || RemoteObjects.Was<T>(item);
}
