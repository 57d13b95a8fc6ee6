using System.Management.Automation;

namespace LvsPS.Shell.Hosting;

/// <summary>One line at the cursor that shows the newest progress record, on a terminal; elsewhere nothing.</summary>
internal sealed class ProgressLine(TextWriter writer)
{
    private const string EraseLine = "\r\e[K";
    private bool _shown;

    internal void Show(long sourceId, ProgressRecord record)
    {
        // The engine's own records (source 0 is a script's) are shown alike: whoever is working says so.
        _ = sourceId;
        if (!Terminal.ErrorTakesEscapes)
        {
            return;
        }

        Erase();
        if (record.RecordType == ProgressRecordType.Completed)
        {
            return;
        }

        var text = Describe(record);
        var width = Terminal.Width - 1;
        writer.Write(text.Length > width ? text[..width] : text);
        _shown = true;
    }

    internal void Erase()
    {
        if (_shown)
        {
            writer.Write(EraseLine);
            _shown = false;
        }
    }

    private static string Describe(ProgressRecord record)
    {
        var text = $"{record.Activity}: {record.StatusDescription}";
        if (record.PercentComplete >= 0)
        {
            text += $" {record.PercentComplete}%";
        }

        if (!string.IsNullOrEmpty(record.CurrentOperation))
        {
            text += $", {record.CurrentOperation}";
        }

        return record.SecondsRemaining >= 0 ? $"{text}, {record.SecondsRemaining} s left" : text;
    }
}
