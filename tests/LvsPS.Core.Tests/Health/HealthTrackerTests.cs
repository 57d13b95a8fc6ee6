using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>Sequences of results and the states that they lead to.</summary>
public sealed class HealthTrackerTests
{
    [Theory]
    [InlineData(1, 3, "U", "FHFHF", "UUUUU")]
    [InlineData(1, 3, "U", "FFHFF", "UUUUU")]
    [InlineData(1, 3, "U", "FFFH", "UUDU")]
    [InlineData(3, 1, "D", "HFHFH", "DDDDD")]
    [InlineData(3, 1, "D", "HHFHHH", "DDDDDU")]
    [InlineData(1, 1, "U", "FHFH", "DUDU")]
    [InlineData(2, 2, "?", "HFFHH", "UUDDU")]
    [InlineData(3, 3, "?", "F", "D")]
    [InlineData(3, 3, "?", "H", "U")]
    public void So_many_results_in_a_row_change_the_state_and_no_others(int rise, int fall, string start, string results, string states)
    {
        var tracker = new HealthTracker(start switch { "U" => LvsHealthState.Up, "D" => LvsHealthState.Down, _ => LvsHealthState.Unknown });
        string seen = string.Empty;
        foreach (char result in results)
        {
            tracker = tracker.After(result == 'H', rise, fall);
            seen += tracker.State.ToString()[0];
        }

        Assert.Equal(states, seen);
    }

    [Fact]
    public void It_is_changing_while_results_contradict_the_state()
    {
        HealthTracker up = new HealthTracker(LvsHealthState.Unknown).After(true, 2, 2);
        Assert.False(up.IsChanging);
        Assert.True(up.After(false, 2, 2).IsChanging);
        Assert.False(up.After(false, 2, 2).After(false, 2, 2).IsChanging);
        Assert.False(up.After(false, 2, 2).After(true, 2, 2).IsChanging);
    }
}
