using System.Globalization;
using System.Text;

namespace LvsPS;

/// <summary>
/// A picture on a terminal's alternate screen, drawn in place by the control sequences of ECMA-48 and xterm. Only lines that differ
/// from the picture before are written. Leaving brings back what was there.
/// </summary>
internal sealed class LiveScreen : IDisposable
{
    private const string Enter = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private const string Leave = "\u001b[?25h\u001b[?1049l";

    private readonly Action<string> _write;
    private IReadOnlyList<string> _shown = [];
    private (int Width, int Height) _size;
    private bool _isEntered;

    /// <summary>Begins without having written anything.</summary>
    /// <param name="write">Writes to the terminal.</param>
    public LiveScreen(Action<string> write) => _write = write;

    /// <summary>Shows lines.</summary>
    /// <param name="lines">The lines, none wider than the terminal.</param>
    /// <param name="width">The terminal's columns.</param>
    /// <param name="height">The terminal's lines.</param>
    public void Show(IReadOnlyList<string> lines, int width, int height)
    {
        var text = new StringBuilder();
        if (!_isEntered)
        {
            _isEntered = true;
            text.Append(Enter);
        }
        else if (_size != (width, height))
        {
            text.Append("\u001b[2J");
            _shown = [];
        }

        for (int i = 0; i < Math.Max(lines.Count, _shown.Count); i++)
        {
            string? line = i < lines.Count ? lines[i] : null;
            if (line is null || i >= _shown.Count || line != _shown[i])
            {
                text.Append(CultureInfo.InvariantCulture, $"\u001b[{i + 1};1H{line}\u001b[K");
            }
        }

        (_shown, _size) = (lines, (width, height));
        if (text.Length > 0)
        {
            _write(text.ToString());
        }
    }

    /// <summary>Brings back what was on the terminal, and its cursor.</summary>
    public void Dispose()
    {
        if (_isEntered)
        {
            _isEntered = false;
            _write(Leave);
        }
    }
}
