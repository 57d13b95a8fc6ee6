using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>A progress bar for what takes longer than a moment; short work shows none.</summary>
internal sealed class ReadingProgress : IProgress<(int Done, int Total)>, IProgress<int>, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);
    private static int s_lastActivity;

    private readonly Cmdlet _cmdlet;
    private readonly string _activity;
    private readonly string _noun;
    private readonly int _total;
    private readonly int _id = Interlocked.Increment(ref s_lastActivity);
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private bool _shown;

    public ReadingProgress(Cmdlet cmdlet, string activity, string noun, int total = 0)
    {
        _cmdlet = cmdlet;
        _activity = activity;
        _noun = noun;
        _total = total;
    }

    public void Report(int value) => Report((value, _total));

    public void Report((int Done, int Total) value)
    {
        if (TimeProvider.System.GetElapsedTime(_started) < s_patience || value.Total == 0)
        {
            return;
        }

        _shown = true;
        _cmdlet.WriteProgress(new ProgressRecord(_id, _activity, $"{value.Done} of {value.Total} {_noun}")
        {
            PercentComplete = (int)(100L * value.Done / value.Total),
        });
    }

    public void Dispose()
    {
        if (_shown)
        {
            _cmdlet.WriteProgress(new ProgressRecord(_id, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
