using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>The documents that readers of the documentation copy.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Examples => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(SourceTree.Root, "docs/examples");

    [Theory]
    [MemberData(nameof(Examples))]
    public void Is_read_without_a_fault(string name)
    {
        LvsStateReading reading = Read(name);
        Assert.DoesNotContain(reading.Findings, f => !f.Message.Contains("of the password cannot be read", StringComparison.Ordinal));
        Assert.NotNull(reading.State);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Is_the_same_after_being_written(string name)
    {
        LvsDesiredState state = Read(name).State!;
        string text = DesiredStateWriter.ToText(state);
        LvsStateReading again = DesiredStateReader.Read(text, state.Path);
        Assert.True(again.State == state, $"{text}\n{string.Join('\n', again.Findings)}");
        Assert.Equal(text, DesiredStateWriter.ToText(again.State!));
    }

    private static LvsStateReading Read(string name)
    {
        string path = Path.Combine(Folder, name);
        using FileStream stream = File.OpenRead(path);
        return DesiredStateReader.Read(stream, path);
    }
}
