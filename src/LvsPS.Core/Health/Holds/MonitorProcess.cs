using System.Globalization;

namespace LvsPS;

/// <summary>A process that a monitor runs in; its start tells it from a later one with the same id.</summary>
/// <param name="Id">The process's id.</param>
/// <param name="Started">When it was started, in ticks since the boot: field 22 of proc(5)'s stat.</param>
internal sealed record MonitorProcess(int Id, long Started)
{
    private const int StartedAfterName = 19;

    /// <summary>This one.</summary>
    public static MonitorProcess Own { get; } = new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>None: no process has the id 0.</summary>
    public static MonitorProcess Ended { get; } = new(0, 0);

    /// <summary>Whether it has not ended.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsRunning => this == Own || StartOf(Id) == Started;

    private static long? StartOf(int id)
    {
        try
        {
            // The name stands in parentheses, and may have blanks and parentheses itself. A process that nobody waited for has ended.
            string text = File.ReadAllText(FormattableString.Invariant($"/proc/{id}/stat"));
            string[] fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[StartedAfterName], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
