using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>
/// Takes for what is to be monitored a health document, also one that another process read, a service of one, and a document of the wanted
/// state, of which it is a part.
/// </summary>
internal sealed class HealthDocumentTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether an object is what this attribute makes a health document of.</summary>
    public static bool Takes(PSObject item) =>
        item.BaseObject is LvsHealthDocument or LvsHealthService or LvsDesiredState || RemoteHealth.IsDocument(item) || RemoteHealth.IsService(item) || RemoteDocuments.IsState(item);

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        LvsHealthService service => new LvsHealthDocument { Services = [service], IsPart = true },
        LvsDesiredState state => RemoteHealth.OfState(state),
        LvsHealthDocument => inputData,
        _ when inputData is PSObject item && Takes(item) => RemoteHealth.Document(item),
        _ => inputData,
    };
}
