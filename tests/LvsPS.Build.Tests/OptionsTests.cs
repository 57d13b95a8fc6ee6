using Xunit;

namespace LvsPS.Build.Tests;

/// <summary>What build.ps1 passes on.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void The_task_and_its_parameters_are_read()
    {
        var options = Options.Parse(["Test", "-Filter", "Dump", "-Script", "x.sh"]);
        Assert.Equal(("Test", "Dump", "x.sh"), (options.Task, options.Filter, options.Script));
    }

    [Fact]
    public void Without_any_it_is_to_build() => Assert.Equal(("Build", null), (Options.Parse([]).Task, Options.Parse([]).Filter));
}
