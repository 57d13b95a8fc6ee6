using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>Whatever a text holds, it gives a state or findings, and never an exception.</summary>
public sealed class AnyTextTests
{
    private static readonly string[] s_good =
        [.. Directory.GetFiles(Path.Combine(SourceTree.Root, "docs/examples"), "*.yaml").Select(File.ReadAllText), .. BadDocuments.All.Select(d => d.Text).Where(t => t.Length < 4000)];

    private static readonly Gen<string> s_piece = Gen.OneOf(
        Gen.OneOf(
            "\t", "\n", "  ", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "<<: *a\n", "!!str ", "!<x> ", "|\n", ">-\n", "\"", "'", "#", "---\n", "...\n", "%YAML 1.2\n", "? ", "\\", "\0", "\u0085", "\ud800",
            "9999999999999999999", "-0", "0x10", ".inf", "null", "~", "true", "keep", "010.0.0.1", "tcp://", "fwmark://0", "[2001:db8::1]", "1e400s", "\u202e"),
        Gen.String[1, 3]);

    private static readonly Gen<string> s_text =
        from text in Gen.OneOf(s_good)
        from edits in Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 12], s_piece).Array[1, 4]
        select edits.Aggregate(text, (all, edit) =>
        {
            int at = all.Length == 0 ? 0 : edit.Item1 % all.Length;
            return string.Concat(all.AsSpan(0, at), edit.Item3, all.AsSpan(Math.Min(all.Length, at + edit.Item2)));
        });

    [Fact]
    public void Is_read_without_an_exception_and_what_is_read_can_be_written() => s_text.Sample(
        text =>
        {
            LvsStateReading reading = DesiredStateReader.Read(text, "lvs.yaml");
            Assert.True(reading.State is not null || reading.Findings.Any(f => f.Severity == LvsStateSeverity.Error), text);
            int lines = text.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029') + 2;
            Assert.All(reading.Findings, f => Assert.InRange(f.Line, 1, lines));
            if (reading.State is LvsDesiredState state)
            {
                LvsStateReading again = DesiredStateReader.Read(DesiredStateWriter.ToText(state), "lvs.yaml");
                Assert.True(state == again.State, $"{text}\n---\n{DesiredStateWriter.ToText(state)}\n{string.Join('\n', again.Findings)}");
            }
        },
        iter: 3000);
}
