using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes a plan that another process made for one of this session.</summary>
internal sealed class PlanTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject item && RemotePlans.IsPlan(item) ? RemotePlans.Plan(item) : inputData;
}
