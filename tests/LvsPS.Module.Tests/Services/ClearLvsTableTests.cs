using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Services;

public sealed class ClearLvsTableTests : EngineTest
{
    [Fact]
    public void It_removes_everything_at_once()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80; Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Forwarding Masquerade");
        EngineResult tried = Run("Clear-LvsTable -WhatIf");
        Assert.Equal("What if: Clear the table (2 services, 1 real server).", Assert.Single(tried.Host));
        Assert.Empty(Director.Writes);

        Assert.Empty(Run("Clear-LvsTable").Output);
        Assert.Equal(["Flush"], Director.Writes);
        Assert.Empty(Run("Get-LvsService").Output);
    }

    [Fact]
    public void An_empty_table_is_left_alone()
    {
        Run("Clear-LvsTable");
        Assert.Empty(Director.Writes);
    }
}
