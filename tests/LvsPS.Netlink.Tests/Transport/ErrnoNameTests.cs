using System.Reflection;
using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Netlink.Tests.Transport;

public class ErrnoNameTests
{
    [Theory]
    [InlineData(1, "EPERM")]
    [InlineData(17, "EEXIST")]
    [InlineData(34, "ERANGE")]
    [InlineData(35, "EDEADLK")]
    [InlineData(40, "ELOOP")]
    [InlineData(42, "ENOMSG")]
    [InlineData(59, "EBFONT")]
    [InlineData(71, "EPROTO")]
    [InlineData(90, "EMSGSIZE")]
    [InlineData(92, "ENOPROTOOPT")]
    [InlineData(95, "EOPNOTSUPP")]
    [InlineData(97, "EAFNOSUPPORT")]
    [InlineData(105, "ENOBUFS")]
    [InlineData(116, "ESTALE")]
    [InlineData(0, "0")]
    [InlineData(-3, "-3")]
    [InlineData(41, "41")]
    [InlineData(117, "117")]
    public void A_number_has_the_name_of_the_header_or_stays_a_number(int errno, string name) => Assert.Equal(name, ErrnoName.Of(errno));

    [Fact]
    public void Every_number_that_the_code_uses_has_a_name() =>
        Assert.All(
            typeof(Errno).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.Name != nameof(Errno.None)),
            f => Assert.StartsWith("E", ErrnoName.Of((int)f.GetRawConstantValue()!), StringComparison.Ordinal));
}
