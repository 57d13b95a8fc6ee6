using System.Collections;
using System.Management.Automation;
using LvsPS.Jobs;

namespace LvsPS.Binding;

/// <summary>Takes a script block, or an executable with its arguments, for what a monitor runs at an event.</summary>
internal sealed class HealthActionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            LvsHealthAction action => action,
            PSCustomObject when RemoteObjects.Was<LvsHealthAction>((PSObject)inputData!) => Sent((PSObject)inputData!),
            ScriptBlock script => ScriptChecks.ActionOf(ScriptText.Of(script, engineIntrinsics.SessionState)),
            IEnumerable words and not string => OfExecutable([.. words.Cast<object?>().Select(w => $"{w}")]),
            object word => OfExecutable([$"{word}"]),
        };

    private static LvsHealthAction Sent(PSObject item)
    {
        LvsHealthAction action = RemoteObjects.Text(item, nameof(LvsHealthAction.Script)) is string script
            ? HealthScripts.ActionOf(script)
            : OfExecutable([RemoteObjects.Text(item, nameof(LvsHealthAction.Executable)) ?? string.Empty, .. RemoteObjects.Texts(item, nameof(LvsHealthAction.Arguments))]);
        return action with { Timeout = RemoteObjects.Value<TimeSpan>(item, nameof(LvsHealthAction.Timeout)) };
    }

    private static LvsHealthAction OfExecutable(string[] words) => words.Length > 0
        ? LvsHealthAction.ForExecutable(words[0], words[1..])
        : throw new ArgumentTransformationMetadataException("Write a script block, or an executable and its arguments.");
}
