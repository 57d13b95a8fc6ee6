using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes a snapshot that another process took for one of this session.</summary>
internal sealed class SnapshotTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject item && RemoteObjects.IsSnapshot(item) ? RemoteObjects.Snapshot(item) : inputData;
}
