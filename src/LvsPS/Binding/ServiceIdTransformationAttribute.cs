using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes text, an LvsService, or anything with a Service property that is one of these, for an identity.</summary>
internal sealed class ServiceIdTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData switch
    {
        System.Collections.IEnumerable list and not string => list.Cast<object>().Select(One).ToArray(),
        _ => new[] { One(inputData) },
    };

    private static LvsServiceId One(object input)
    {
        object? value = input is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : input;
        try
        {
            return value switch
            {
                LvsServiceId id => id,
                LvsService service => service.Service,
                string text => LvsServiceId.Parse(text),
                null => throw new ArgumentTransformationMetadataException("A service is missing."),
                _ when PSObject.AsPSObject(input).Properties["Service"]?.Value is object inner => One(inner),
                PSObject { BaseObject: PSCustomObject } => throw new ArgumentTransformationMetadataException(
                    "The object has no property Service that names a virtual service."),
                _ => LvsServiceId.Parse(value.ToString()!),
            };
        }
        catch (LvsInputException e)
        {
            throw new ArgumentTransformationMetadataException($"{e.Message} {e.Remedy}", e);
        }
    }
}
