using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>A file that says what is to be monitored, as it is read and looked at for changes.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private const string Directord = "virtual=192.0.2.10:80\n    real=10.0.0.1:80 masq\n    checktype=connect\n";
    private const string Keepalived = "virtual_server 192.0.2.10 80 {\n protocol TCP\n real_server 10.0.0.1 80 { TCP_CHECK { } }\n}\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("lvsps-").FullName;

    [Theory]
    [InlineData(Directord, LvsHealthFormat.Directord)]
    [InlineData(Keepalived, LvsHealthFormat.Keepalived)]
    public void It_is_read_in_the_language_that_it_is_written_in(string text, LvsHealthFormat format)
    {
        LvsHealthConfiguration read = new HealthConfigurationFile(Write("a", text)).Read();
        Assert.Empty(read.Diagnostics);
        Assert.Equal(format, read.Format);
        Assert.Equal("tcp://192.0.2.10:80", Assert.Single(read.Document.Services).ToString());
    }

    [Fact]
    public void What_cannot_be_read_is_an_error_that_says_why()
    {
        Assert.Equal(LvsErrorId.FileNotFound, Fault(Name("none")));
        Assert.Equal(LvsErrorId.FileAccess, Fault(_folder));
        Assert.Equal(LvsErrorId.HealthFileSyntax, Fault(Write("a", "hello\n")));
        Assert.Equal(LvsErrorId.HealthFileSyntax, Fault(Write("b", string.Empty)));
    }

    [Fact]
    public void A_change_is_told_when_the_file_is_the_same_for_two_looks()
    {
        var file = new HealthConfigurationFile(Write("a", Directord));
        _ = file.Read();
        Assert.False(file.HasChanged());
        Write("a", Directord + "#\n");
        Assert.False(file.HasChanged());
        Write("a", Directord + "##\n");
        Assert.False(file.HasChanged());
        Assert.True(file.HasChanged());
        _ = file.Read();
        Assert.False(file.HasChanged());
        Assert.False(file.HasChanged());
    }

    [Fact]
    public void The_same_size_at_another_time_is_a_change()
    {
        var file = new HealthConfigurationFile(Write("a", Directord));
        _ = file.Read();
        File.SetLastWriteTimeUtc(Name("a"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.False(file.HasChanged());
        Assert.True(file.HasChanged());
    }

    [Fact]
    public void A_new_file_that_an_include_matches_is_a_change_and_so_is_one_that_is_gone()
    {
        Directory.CreateDirectory(Name("conf.d"));
        Write("conf.d/a.conf", Keepalived);
        var file = new HealthConfigurationFile(Write("keepalived.conf", "include conf.d/*.conf\n"));
        Assert.Single(file.Read().Document.Services);
        Write("conf.d/b.txt", Keepalived);
        Assert.False(file.HasChanged());
        Assert.False(file.HasChanged());
        Write("conf.d/b.conf", Keepalived.Replace("192.0.2.10", "192.0.2.11", StringComparison.Ordinal));
        Assert.False(file.HasChanged());
        Assert.True(file.HasChanged());
        Assert.Equal(2, file.Read().Document.Services.Count);
        Assert.False(file.HasChanged());
        File.Delete(Name("conf.d/b.conf"));
        Assert.False(file.HasChanged());
        Assert.True(file.HasChanged());
        Assert.Single(file.Read().Document.Services);
        Assert.False(file.HasChanged());
    }

    [Fact]
    public void Files_that_are_included_are_looked_at_too()
    {
        Write("real", " real_server 10.0.0.1 80 { TCP_CHECK { } }\n");
        var file = new HealthConfigurationFile(Write("a", "virtual_server 192.0.2.10 80 {\n protocol TCP\n include real\n}\n"));
        Assert.False(file.Read().HasErrors);
        Assert.Equal([Name("a"), Name("real")], file.Files);
        Write("real", " real_server 10.0.0.22 80 { TCP_CHECK { } }\n");
        Assert.False(file.HasChanged());
        Assert.True(file.HasChanged());
        Assert.Equal("10.0.0.22:80", file.Read().Document.Services[0].Servers[0].RealServer.ToString());
    }

    [Fact]
    public void A_file_that_is_included_and_missing_is_waited_for()
    {
        Write("real", " real_server 10.0.0.1 80 { TCP_CHECK { } }\n");
        var file = new HealthConfigurationFile(Write("a", "virtual_server 192.0.2.10 80 {\n protocol TCP\n include real\n bad\n}\n"));
        _ = file.Read();
        File.Delete(Name("real"));
        Assert.False(file.HasChanged());
        Assert.True(file.HasChanged());
        Assert.True(file.Read().HasErrors);
        Write("real", " real_server 10.0.0.1 80 { TCP_CHECK { } }\n");
        Assert.False(file.HasChanged());
        Assert.True(file.HasChanged());
    }

    [Fact]
    public void A_link_is_what_it_leads_to()
    {
        Write("a", Directord);
        File.CreateSymbolicLink(Name("link"), Name("a"));
        var file = new HealthConfigurationFile(Name("link"));
        _ = file.Read();
        Write("a", Directord + "#\n");
        Assert.False(file.HasChanged());
        Assert.True(file.HasChanged());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Fault(string path) => Assert.ThrowsAny<LvsException>(() => new HealthConfigurationFile(path).Read()).ErrorId;

    private string Name(string name) => Path.Combine(_folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(Name(name), text);
        return Name(name);
    }
}
