using System.Management.Automation;
using System.Reflection;

namespace LvsPS.Module.Tests.Engine;

/// <summary>Stands between a session and its director, and has a say in each call.</summary>
public class InterposedClient : DispatchProxy
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private object _client = null!;
    private Func<string, object?[], Func<object?>, object?> _around = null!;

    /// <summary>Puts itself into a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="around">Is given a call's name, its arguments and what makes the call, and gives its result.</param>
    public static void Of(PSObject session, Func<string, object?[], Func<object?>, object?> around)
    {
        object inner = session.BaseObject;
        FieldInfo field = inner.GetType().GetField("_client", Any)!;
        Type door = field.FieldType.GetGenericArguments().Single();
        object proxy = Create(door, typeof(InterposedClient));
        ((InterposedClient)proxy)._client = inner.GetType().GetProperty("Client", Any)!.GetValue(inner)!;
        ((InterposedClient)proxy)._around = around;
        field.SetValue(inner, Activator.CreateInstance(field.FieldType, proxy));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _around(targetMethod!.Name, args ?? [], () => targetMethod.Invoke(_client, args));
}
