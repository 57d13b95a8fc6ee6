using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>A file's content says which language it is written in, whatever its name is.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("checktimeout=3", LvsHealthFormat.Directord)]
    [InlineData("virtual = 5", LvsHealthFormat.Directord)]
    [InlineData("# a comment\n\nvirtual6=[::1]:80", LvsHealthFormat.Directord)]
    [InlineData("supervised", LvsHealthFormat.Directord)]
    [InlineData("virtual_server 192.0.2.10 80 {", LvsHealthFormat.Keepalived)]
    [InlineData("! Configuration File for keepalived\n", LvsHealthFormat.Keepalived)]
    [InlineData("global_defs {", LvsHealthFormat.Keepalived)]
    [InlineData("global_defs\n{", LvsHealthFormat.Keepalived)]
    [InlineData("include conf.d/*.conf", LvsHealthFormat.Keepalived)]
    [InlineData("$A=1", LvsHealthFormat.Keepalived)]
    [InlineData("services:\n  - tcp://192.0.2.10:80", LvsHealthFormat.Yaml)]
    [InlineData("---\nservices: []", LvsHealthFormat.Yaml)]
    [InlineData("# keepalived\nversion: 1", LvsHealthFormat.Yaml)]
    [InlineData("", null)]
    [InlineData("# only a comment", null)]
    [InlineData("Dear all,\nhello", null)]
    [InlineData("-A -t 192.0.2.10:80 -s wlc", null)]
    public void The_first_line_that_says_so_decides(string text, LvsHealthFormat? expected)
    {
        Assert.Equal(expected, HealthConfigurationReader.FormatOf([text]));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, HealthConfigurationReader.FormatOf(stream));
        Assert.Equal(0, stream.Position);
    }
}
