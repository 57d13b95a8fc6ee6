using System.Text.Json;
using Xunit;

namespace LvsPS.Module.Tests.Automation;

/// <summary>The operations of the resource LvsPS/Service, one after another at the same director.</summary>
public sealed class DscServiceTests : AutomationTest
{
    private const string Web = """{"service":"tcp://10.0.0.1:80","scheduler":"wrr","realServers":[{"address":"10.9.0.1","forwarding":"masquerade","weight":3}]}""";

    private const string Gone = """{"service":"tcp://10.0.0.1:80","_exist":false}""";

    [Fact]
    public void Set_makes_it_so_once_and_test_agrees()
    {
        Assert.NotEqual("[]", Dsc("set", Web)[1]);
        Director.ClearLog();
        Assert.Equal("[]", Dsc("set", Web)[1]);
        Assert.True(Parsed(Dsc("test", Web)[0]).GetProperty("_inDesiredState").GetBoolean());
        Assert.Equal(Dsc("get", Web)[0], Dsc("set", Web)[0]);
        Assert.Empty(Director.Writes);
    }

    [Theory]
    [InlineData("test", Web)]
    [InlineData("whatIf", Web)]
    [InlineData("whatIf", Gone)]
    [InlineData("whatIfDelete", Web)]
    [InlineData("get", Web)]
    [InlineData("export", "")]
    public void What_only_looks_changes_nothing(string operation, string input)
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr");
        Director.ClearLog();
        Dsc(operation, input);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Only_the_properties_that_differ_are_named()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr");
        Assert.Equal("""["scheduler"]""", Dsc("whatIf", """{"service":"tcp://10.0.0.1:80","scheduler":"wrr"}""")[1]);
        Assert.Equal("[]", Dsc("whatIf", """{"service":"tcp://10.0.0.1:80","scheduler":"rr"}""")[1]);
    }

    [Fact]
    public void Set_with_exist_false_and_delete_take_it_away_and_may_come_again()
    {
        Dsc("set", Web);
        Assert.Equal(Gone, Dsc("set", Gone)[0]);
        Assert.Equal("[]", Dsc("set", Gone)[1]);
        Dsc("set", Web);
        Assert.Equal("""{"_metadata":{"whatIf":["Would be gone: -A -t 10.0.0.1:80 -s wrr","Would be gone: -a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 3"]}}""", Assert.Single(Dsc("whatIfDelete", Web)));
        Assert.Empty(Dsc("delete", Web));
        Assert.Empty(Rules());
        Assert.Empty(Dsc("delete", Web));
    }

    [Fact]
    public void Export_chooses_by_what_it_is_given()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr; New-LvsService -FwMark 7 -Scheduler rr; New-LvsService -Tcp 10.0.0.1:81");
        Assert.Equal(3, Dsc("export", "").Length);
        Assert.Equal(3, Dsc("export", "{}").Length);
        Assert.Equal(2, Dsc("export", """{"scheduler":"rr"}""").Length);
        Assert.Equal("fwmark://7", Parsed(Assert.Single(Dsc("export", """{"service":"fwmark://7"}"""))).GetProperty("service").GetString());
        Assert.Empty(Dsc("export", """{"service":"fwmark://7","scheduler":"wlc"}"""));
    }

    [Fact]
    public void What_is_exported_can_be_set_again()
    {
        Dsc("set", Web);
        string exported = Assert.Single(Dsc("export", ""));
        Dsc("delete", Web);
        Dsc("set", exported);
        Assert.Equal([exported], Dsc("export", ""));
    }

    private string[] Dsc(string operation, string input) => [.. Run("""
        & (Get-Module LvsPS.Automation) { param($operation, $text) Invoke-DscService (Get-LvsSession -Default) $operation (Read-DscInput $text $true) } $args[0] $args[1]
        """, operation, input).Texts];

    private static JsonElement Parsed(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
