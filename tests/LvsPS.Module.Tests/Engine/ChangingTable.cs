using System.Management.Automation;
using System.Reflection;

namespace LvsPS.Module.Tests.Engine;

/// <summary>The client of a session whose table never holds still: every reading of it says so. All else is as it was.</summary>
public class ChangingTable : DispatchProxy
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private object _client = null!;

    /// <summary>Lets the table of a session change with every reading.</summary>
    public static void Of(PSObject session)
    {
        object inner = session.BaseObject;
        FieldInfo field = inner.GetType().GetField("_client", Any)!;
        Type door = field.FieldType.GetGenericArguments().Single();
        object proxy = Create(door, typeof(ChangingTable));
        ((ChangingTable)proxy)._client = inner.GetType().GetProperty("Client", Any)!.GetValue(inner)!;
        field.SetValue(inner, Activator.CreateInstance(field.FieldType, proxy));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        object? result = targetMethod!.Invoke(_client, args);
        return targetMethod.Name == "ReadServices"
            ? Activator.CreateInstance(result!.GetType(), result.GetType().GetProperty("Services")!.GetValue(result), false)
            : result;
    }
}
