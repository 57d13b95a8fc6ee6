using LvsPS.Build.Testing;
using Xunit;

namespace LvsPS.Build.Tests;

/// <summary>Filter expressions.</summary>
public sealed class TestFilterTests
{
    [Fact]
    public void Names_are_alternatives_and_none_takes_every_test()
    {
        Assert.Equal("FullyQualifiedName~A|FullyQualifiedName~B", TestFilter.Named("A", "B"));
        Assert.Null(TestFilter.Named([null]));
    }

    [Fact]
    public void Two_conditions_must_both_hold_and_one_may_be_missing()
    {
        Assert.Equal("(x)&(y)", TestFilter.And("x", "y"));
        Assert.Equal("y", TestFilter.And(null, "y"));
        Assert.Null(TestFilter.And(null, null));
    }
}
