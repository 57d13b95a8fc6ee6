using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Ipvs;

public class IpvsPolicyTests
{
    public static TheoryData<AttributePolicySet, Type> Sets => new()
    {
        { IpvsPolicy.Command, typeof(IpvsCommandAttribute) },
        { IpvsPolicy.Service, typeof(IpvsServiceAttribute) },
        { IpvsPolicy.Destination, typeof(IpvsDestinationAttribute) },
        { IpvsPolicy.Daemon, typeof(IpvsDaemonAttribute) },
        { IpvsPolicy.Statistics, typeof(IpvsStatisticsAttribute) },
        { IpvsPolicy.Statistics64, typeof(IpvsStatisticsAttribute) },
        { IpvsPolicy.Info, typeof(IpvsInfoAttribute) },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void Each_attribute_of_the_header_has_a_policy_under_its_number(AttributePolicySet set, Type enumeration)
    {
        ushort[] numbers = [.. Enum.GetValues(enumeration).Cast<object>().Select(v => Convert.ToUInt16(v, null))];
        Assert.Equal(numbers, set.Attributes.Select(a => a.Id));
        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers.Select(n => (int)n));
        Assert.Equal(numbers.Length, set.Attributes.Select(a => a.Name).Distinct().Count());
        Assert.All(set.Attributes, a => Assert.Same(a, set.Find(a.Id)));
        Assert.Null(set.Find((ushort)(numbers.Length + 1)));
        Assert.Null(set.Find(0));
    }

    [Theory]
    [InlineData(IpvsCommand.NewService, 1)]
    [InlineData(IpvsCommand.SetService, 2)]
    [InlineData(IpvsCommand.DeleteService, 3)]
    [InlineData(IpvsCommand.GetService, 4)]
    [InlineData(IpvsCommand.NewDestination, 5)]
    [InlineData(IpvsCommand.SetDestination, 6)]
    [InlineData(IpvsCommand.DeleteDestination, 7)]
    [InlineData(IpvsCommand.GetDestination, 8)]
    [InlineData(IpvsCommand.NewDaemon, 9)]
    [InlineData(IpvsCommand.DeleteDaemon, 10)]
    [InlineData(IpvsCommand.GetDaemon, 11)]
    [InlineData(IpvsCommand.SetConfig, 12)]
    [InlineData(IpvsCommand.GetConfig, 13)]
    [InlineData(IpvsCommand.SetInfo, 14)]
    [InlineData(IpvsCommand.GetInfo, 15)]
    [InlineData(IpvsCommand.Zero, 16)]
    [InlineData(IpvsCommand.Flush, 17)]
    public void Each_command_has_the_number_of_the_header(IpvsCommand command, int number) => Assert.Equal(number, (int)command);

    [Fact]
    public void A_set_of_attributes_remembers_what_is_in_it()
    {
        AttributeSet set = default(AttributeSet).With(3).With(15);
        Assert.True(set.Has(3));
        Assert.True(set.Has(15));
        Assert.False(set.Has(4));
        Assert.Equal(default(AttributeSet).With(15), set.Without(3));
    }
}
