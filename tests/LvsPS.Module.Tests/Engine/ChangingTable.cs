using System.Management.Automation;

namespace LvsPS.Module.Tests.Engine;

/// <summary>A session whose table never holds still: every reading of it says so. All else is as it was.</summary>
public static class ChangingTable
{
    /// <summary>Lets the table of a session change with every reading.</summary>
    public static void Of(PSObject session) => InterposedClient.Of(session, (name, _, call) =>
    {
        object? result = call();
        return name == "ReadServices"
            ? Activator.CreateInstance(result!.GetType(), result.GetType().GetProperty("Services")!.GetValue(result), false)
            : result;
    });
}
