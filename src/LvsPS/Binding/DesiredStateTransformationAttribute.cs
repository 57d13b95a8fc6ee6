using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes a document of the wanted state that another process read for one of this session.</summary>
internal sealed class DesiredStateTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject item && RemoteDocuments.IsState(item) ? RemoteDocuments.State(item) : inputData;
}
