using System.Management.Automation;
using System.Reflection;
using Xunit;

namespace LvsPS.Module.Tests.Engine;

/// <summary>The client of a session whose user presses Ctrl+C when the first part of a set of changes is done. All else is as it was.</summary>
public class StoppingTable : DispatchProxy
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private object _client = null!;
    private Action _stop = null!;

    /// <summary>Puts it between a session and its director.</summary>
    public static void Of(PSObject session, Action stop)
    {
        object inner = session.BaseObject;
        FieldInfo field = inner.GetType().GetField("_client", Any)!;
        Type door = field.FieldType.GetGenericArguments().Single();
        object proxy = Create(door, typeof(StoppingTable));
        ((StoppingTable)proxy)._client = inner.GetType().GetProperty("Client", Any)!.GetValue(inner)!;
        ((StoppingTable)proxy)._stop = stop;
        field.SetValue(inner, Activator.CreateInstance(field.FieldType, proxy));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == "Apply")
        {
            args![1] = new FirstPart(_stop, (CancellationToken)args[2]!);
        }

        return targetMethod.Invoke(_client, args);
    }

    private sealed class FirstPart(Action stop, CancellationToken cancellation) : IProgress<int>
    {
        public void Report(int value)
        {
            stop();
            Assert.True(cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)), "The cmdlet was not told to stop.");
        }
    }
}
