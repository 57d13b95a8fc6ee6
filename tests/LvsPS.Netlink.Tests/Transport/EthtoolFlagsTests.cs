using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Netlink.Tests.Transport;

public sealed class EthtoolFlagsTests
{
    [Theory]
    [InlineData("lo")]
    [InlineData("no-such-link")]
    [InlineData("a name that is longer than any interface's")]
    public void What_has_no_offload_has_no_flag_of_it(string link) =>
        Assert.Equal(0u, EthtoolFlags.Read(link) & EthtoolFlags.LargeReceiveOffload);
}
