using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Leaves objects of the module that come by the pipeline to the parameter that takes documents: none of them is a path.</summary>
internal sealed class DocumentPathTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is not null && RemoteObjects.IsOfModule(PSObject.AsPSObject(inputData)) ? throw NotConverted(inputData) : inputData;

    /// <summary>Of all failures of a transformation, after this one alone the binder goes on with other parameters.</summary>
    private static ArgumentTransformationMetadataException NotConverted(object item)
    {
        string message = $"{item} is no path. {DesiredStateTransformationAttribute.NoDocument(PSObject.AsPSObject(item)).Remedy}";
        return new ArgumentTransformationMetadataException(message, new PSInvalidCastException(message));
    }
}
