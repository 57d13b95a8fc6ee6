namespace LvsPS.Shell.Hosting;

/// <summary>What is known of the terminal, where there is one.</summary>
internal static class Terminal
{
    /// <summary>The width of what is not a terminal: pwsh's own figure.</summary>
    internal const int DefaultWidth = 120;

    /// <summary>The height of what is not a terminal.</summary>
    internal const int DefaultHeight = 50;

    /// <summary>Output goes to a terminal that takes escape sequences.</summary>
    internal static bool OutputTakesEscapes { get; } = !Console.IsOutputRedirected && TermTakesEscapes();

    /// <summary>Errors go to a terminal that takes escape sequences.</summary>
    internal static bool ErrorTakesEscapes { get; } = !Console.IsErrorRedirected && TermTakesEscapes();

    internal static int Width => Console.IsOutputRedirected ? DefaultWidth : Positive(() => Console.WindowWidth, DefaultWidth);

    internal static int Height => Console.IsOutputRedirected ? DefaultHeight : Positive(() => Console.WindowHeight, DefaultHeight);

    private static bool TermTakesEscapes() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is { } term && term != "dumb";

    private static int Positive(Func<int> read, int otherwise)
    {
        try
        {
            // A pseudo-terminal that nobody has sized says 0.
            return read() is > 0 and var size ? size : otherwise;
        }
        catch (IOException)
        {
            return otherwise;
        }
    }
}
