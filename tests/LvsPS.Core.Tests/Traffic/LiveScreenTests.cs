using System.Text;
using Xunit;

namespace LvsPS.Core.Tests.Traffic;

/// <summary>What is written to a terminal, and that it is given back as it was.</summary>
public sealed class LiveScreenTests
{
    private readonly StringBuilder _written = new();

    [Fact]
    public void The_alternate_screen_is_entered_with_the_first_picture_and_left_at_the_end()
    {
        using (var screen = new LiveScreen(Write))
        {
            Assert.Empty(Written());
            screen.Show(["a", "b"], 80, 24);
            Assert.Equal("\u001b[?1049h\u001b[?25l\u001b[2J\u001b[1;1Ha\u001b[K\u001b[2;1Hb\u001b[K", Written());
        }

        Assert.Equal("\u001b[?25h\u001b[?1049l", Written());
    }

    [Fact]
    public void Only_lines_that_differ_are_written()
    {
        using var screen = new LiveScreen(Write);
        screen.Show(["a", "b", "c"], 80, 24);
        _ = Written();
        screen.Show(["a", "x", "c"], 80, 24);
        Assert.Equal("\u001b[2;1Hx\u001b[K", Written());
        screen.Show(["a", "x", "c"], 80, 24);
        Assert.Empty(Written());
        screen.Show(["a"], 80, 24);
        Assert.Equal("\u001b[2;1H\u001b[K\u001b[3;1H\u001b[K", Written());
    }

    [Fact]
    public void Another_size_is_drawn_anew()
    {
        using var screen = new LiveScreen(Write);
        screen.Show(["a", "b"], 80, 24);
        _ = Written();
        screen.Show(["a", "b"], 100, 24);
        Assert.Equal("\u001b[2J\u001b[1;1Ha\u001b[K\u001b[2;1Hb\u001b[K", Written());
    }

    [Fact]
    public void A_failure_before_the_first_picture_leaves_the_terminal_alone()
    {
        new LiveScreen(Write).Dispose();
        Assert.Empty(Written());
    }

    private void Write(string text) => _written.Append(text);

    private string Written()
    {
        string text = _written.ToString();
        _written.Clear();
        return text;
    }
}
