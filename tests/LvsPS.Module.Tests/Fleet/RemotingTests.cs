using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using LvsPS.Module.Tests.Conventions;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Fleet;

/// <summary>What objects are after remoting, a job or Export-Clixml: nothing of them is lost, and nothing is a text made for the eye.</summary>
public sealed class RemotingTests : IClassFixture<EngineFixture>
{
    private readonly EngineFixture _engine;

    public RemotingTests(EngineFixture engine) => _engine = engine;

    /// <summary>What a failure is reduced to: the stack of another machine helps nobody.</summary>
    private static readonly string[] s_ofFailures = ["ErrorId", "Message", "Remedy"];

    public static TheoryData<string> Names => [.. Samples.Types.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_property_arrives(string type)
    {
        object sample = Samples.Make(Samples.Types[type]);

        // 1 is the depth that remoting and jobs have.
        PSObject copy = Assert.Single(_engine.Run(
            "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0], 1))", sample).Succeeded().Output);
        Arrived(sample, copy, type);
    }

    [Fact]
    public void Everything_that_a_cmdlet_emits_is_among_them()
    {
        IEnumerable<string> emitted = ModuleCommands.All.Values.SelectMany(c => c.OutputType).Select(t => t.Type)
            .Where(t => t is { IsAbstract: false } && t.FullName!.StartsWith("LvsPS.", StringComparison.Ordinal)).Select(t => t.FullName!);
        Assert.Empty(emitted.Except(Samples.Types.Keys));
    }

    private static void Arrived(object? sent, object? arrived, string where)
    {
        if (sent is null || arrived is null)
        {
            Assert.True(sent is null && arrived is null, $"{where}: {sent ?? "null"} arrived as {arrived ?? "null"}.");
            return;
        }

        PSObject copy = PSObject.AsPSObject(arrived);
        if (sent is IEnumerable list and not string)
        {
            IEnumerable? items = LanguagePrimitives.GetEnumerable(arrived);
            Assert.True(items is not null, $"{where}: a list arrived as '{copy}'. Say in module/LvsPS.Types.ps1xml how deep its owner is serialised.");
            object?[] one = [.. list.Cast<object?>()];
            object?[] other = [.. items.Cast<object?>()];
            Assert.Equal(one.Length, other.Length);
            for (int i = 0; i < one.Length; i++)
            {
                Arrived(one[i], other[i], $"{where}[{i}]");
            }
        }
        else if (sent.GetType().Namespace != "LvsPS" || sent.GetType().IsEnum || IsText(copy))
        {
            string text = Convert.ToString(sent, CultureInfo.InvariantCulture)!;
            Assert.Equal(text, Convert.ToString(copy.BaseObject is PSCustomObject ? copy : copy.BaseObject, CultureInfo.InvariantCulture));
            Assert.False(text.Contains(" { ", StringComparison.Ordinal) || text.Contains('`'), $"{where} arrived as '{text}'. Say in module/LvsPS.Types.ps1xml how it is serialised.");
        }
        else
        {
            Assert.Equal($"Deserialized.{sent.GetType().FullName}", copy.TypeNames[0]);
            foreach (PropertyInfo property in sent.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => sent is not Exception || s_ofFailures.Contains(p.Name)))
            {
                PSPropertyInfo? there = copy.Properties[property.Name];
                Assert.True(there is not null, $"{where}.{property.Name} did not arrive.");
                Arrived(property.GetValue(sent), there.Value, $"{where}.{property.Name}");
            }
        }
    }

    private static bool IsText(PSObject copy) => copy.BaseObject is string;
}
