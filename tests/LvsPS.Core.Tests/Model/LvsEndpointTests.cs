using System.Net;
using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Model;

public sealed class LvsEndpointTests
{
    [Fact]
    public void Its_text_is_read_back() => Gen.Select(Gen.Bool, Gen.Byte.Array[16], Gen.UShort, Gen.Bool).Sample(
        (ipv6, bytes, port, withPort) =>
        {
            var endpoint = new LvsEndpoint(new IPAddress(ipv6 ? bytes : bytes[..4]), withPort ? port : null);
            Assert.Equal(endpoint, LvsEndpoint.Parse(endpoint.ToString()));
        },
        iter: 2000);

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", null)]
    [InlineData("10.0.0.1:80", "10.0.0.1", 80)]
    [InlineData("[2001:db8::1]", "2001:db8::1", null)]
    [InlineData("[2001:db8::1]:0", "2001:db8::1", 0)]
    public void Address_and_port_are_taken_apart(string text, string address, int? port) =>
        Assert.Equal(new LvsEndpoint(IPAddress.Parse(address), port), LvsEndpoint.Parse(text));

    [Fact]
    public void An_IPv6_address_without_brackets_names_both_ways_to_write_it()
    {
        LvsInputException error = Assert.Throws<LvsInputException>(() => LvsEndpoint.Parse("2001:db8::1:80"));
        Assert.Equal(LvsErrorId.InvalidEndpoint, error.ErrorId);
        Assert.Contains("[2001:db8::1]:80", error.Remedy, StringComparison.Ordinal);
        Assert.Equal("2001:db8::1:80", error.Target);
    }

    [Theory]
    [InlineData("web.example", "web.example", null)]
    [InlineData("web.example:http", "web.example", "http")]
    [InlineData("[::1]:domain", "::1", "domain")]
    [InlineData("", "", null)]
    [InlineData(":", "", "")]
    public void Splitting_leaves_names_as_they_are(string text, string host, string? port) => Assert.Equal((host, port), LvsEndpoint.Split(text));

    [Fact]
    public void Whatever_the_text_there_is_an_endpoint_or_an_input_error() => Gen.String[Gen.Char["[]:.%/0123456789abcdefx -"], 0, 20].Sample(
        text =>
        {
            try
            {
                LvsEndpoint endpoint = LvsEndpoint.Parse(text);
                Assert.Equal(endpoint, LvsEndpoint.Parse(endpoint.ToString()));
            }
            catch (LvsInputException e)
            {
                Assert.Equal(LvsErrorId.InvalidEndpoint, e.ErrorId);
            }
        },
        iter: 5000);
}
