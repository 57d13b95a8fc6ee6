using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Leaves documents that come by the pipeline from another process to the parameter that takes documents.</summary>
internal sealed class DocumentPathTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject item && RemoteDocuments.IsState(item) ? throw NotConverted(item) : inputData;

    /// <summary>Of all failures of a transformation, after this one alone the binder goes on with other parameters.</summary>
    private static ArgumentTransformationMetadataException NotConverted(PSObject item)
    {
        string message = $"{item} is a document, and no path.";
        return new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}
