using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes checks that were made in another process, as remoting and jobs bring them, for checks.</summary>
internal sealed class HealthCheckTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : LanguagePrimitives.GetEnumerable(inputData) is { } list ? list.Cast<object?>().Select(One).ToArray() : One(inputData);

    private static object? One(object? item) => item is PSObject wrapped && RemoteHealth.IsCheck(wrapped) ? RemoteHealth.Check(wrapped) : item;
}
