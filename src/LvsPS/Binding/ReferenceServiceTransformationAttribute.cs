using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes services that were read in another process, as remoting brings them, for services.</summary>
internal sealed class ReferenceServiceTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : LanguagePrimitives.GetEnumerable(inputData) is { } list ? list.Cast<object>().Select(One).ToArray() : One(inputData);

    private static object One(object item) => item is PSObject wrapped && RemoteObjects.IsService(wrapped) ? RemoteObjects.Service(wrapped) : item;
}
