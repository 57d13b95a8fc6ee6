using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>FILE_CHECK and the track_file that it names.</summary>
public sealed class KeepalivedTrackFileTests
{
    [Theory]
    [InlineData("", "", 1, false)]
    [InlineData("weight 3", "", 3, false)]
    [InlineData("weight -254 reverse", "", -254, true)]
    [InlineData("weight 3", "weight 0", 0, false)]
    [InlineData("weight 3 reverse", "weight -2147483647 noreverse", -2147483647, false)]
    [InlineData("weight 3", "weight 5 reverse", 5, true)]
    [InlineData("init_file 0", "", 1, false)]
    [InlineData("init_file", "", 1, false)]
    public void Its_own_weight_comes_before_that_of_the_file(string ofFile, string ofCheck, int factor, bool isReversed)
    {
        LvsHealthConfiguration configuration = Config.Keepalived(Lines(ofFile, $"FILE_CHECK {{", "track_file load", ofCheck, "}"));
        var check = Config.Check<LvsFileCheck>(Config.Service(configuration));
        Assert.Equal(("/run/load", factor, isReversed), (check.File, check.WeightFactor, check.IsReversed));
        Assert.Empty(configuration.Diagnostics);
    }

    [Fact]
    public void The_file_is_looked_at_each_second_and_what_it_says_holds_at_once()
    {
        LvsHealthServer server = Assert.Single(Config.Service(Config.Keepalived(Lines(string.Empty, "FILE_CHECK { track_file load }"))).Servers);
        Assert.Equal((TimeSpan.FromSeconds(1), 1, null), (server.Interval, server.Fall, server.FastInterval));
    }

    [Fact]
    public void Beside_other_checkers_it_has_their_times_and_that_is_told()
    {
        LvsHealthConfiguration configuration = Config.Keepalived(Lines(string.Empty, "FILE_CHECK { track_file load }", "TCP_CHECK {", "retry 2", "}"));
        LvsHealthServer server = Assert.Single(Config.Service(configuration).Servers);
        Assert.Equal((null, 3), (server.Interval, server.Fall));
        Assert.Contains("not at once", Config.Finding(configuration).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_block_may_stand_below_and_may_have_its_old_name()
    {
        string[] lines = [.. Config.RealLines("FILE_CHECK {", "track_file load", "}"), "vrrp_track_file load {", "file /run/load", "}"];
        Assert.Equal("/run/load", Config.Check<LvsFileCheck>(Config.Service(Config.Keepalived(lines))).File);
    }

    [Theory]
    [InlineData("init_file 7", "counts as 0")]
    [InlineData("init_file 0 overwrite", "counts as 0")]
    public void That_a_file_is_not_made_is_told(string ofFile, string says) =>
        Assert.Contains(says, Config.Finding(Config.Keepalived(Lines(ofFile, "FILE_CHECK { track_file load }"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "track_file other", "no such track_file")]
    [InlineData("", "weight 2", "no file to look at")]
    [InlineData("weight 255", "track_file load", "out of range")]
    [InlineData("weight x", "track_file load", "out of range")]
    [InlineData("weight 1 noreverse", "track_file load", "no such option")]
    [InlineData("colour red", "track_file load", "no such directive")]
    [InlineData("", "track_file load\nconnect_port 80", "no such directive")]
    [InlineData("", "track_file load\nweight 2147483648", "out of range")]
    public void What_is_wrong_is_an_error_with_its_line(string ofFile, string ofCheck, string says)
    {
        LvsHealthConfiguration configuration = Config.Keepalived(Lines(ofFile, ["FILE_CHECK {", .. ofCheck.Split('\n'), "}"]));
        LvsHealthDiagnostic error = Assert.Single(configuration.Diagnostics, d => d.Severity == LvsHealthSeverity.Error);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Equal(ofFile.Length > 0 ? 3 : says.StartsWith("no file", StringComparison.Ordinal) ? 9 : 9 + ofCheck.Split('\n').Length, error.Line);
    }

    private static string[] Lines(string ofFile, params string[] ofServer) =>
        ["track_file load {", "file /run/load", ofFile, "}", .. Config.RealLines(ofServer)];
}
