namespace LvsPS.Build.Running;

/// <summary>What a program left behind: its exit code and the lines it printed.</summary>
internal sealed record CommandResult(int ExitCode, IReadOnlyList<string> Lines)
{
    /// <summary>The exit code of a program that was ended at its time limit, as timeout(1) has it.</summary>
    internal const int TimedOut = 124;

    /// <summary>The last line, which is where programs say why they failed.</summary>
    internal string LastLine => Lines is [.., var last] ? last : "it said nothing";

    internal string Text => string.Join('\n', Lines);
}
