using Xunit;

namespace LvsPS.Core.Tests.Hosts.Records;

/// <summary>What a record says, and what it does about others.</summary>
public sealed class HostRecordTests
{
    [Fact]
    public void It_is_a_text_for_people_too()
    {
        World world = Host();
        world.Claim("realserver 192.168.1.205", ("net/ipv4/conf/all/arp_ignore", "1"));
        Assert.Equal(
            """
            {
              "version": 1,
              "claims": [
                {
                  "kind": "setting",
                  "name": "net/ipv4/conf/all/arp_ignore",
                  "previous": "0",
                  "given": [
                    "1"
                  ],
                  "claimants": [
                    "realserver 192.168.1.205"
                  ]
                }
              ]
            }

            """,
            world.File);
    }

    [Fact]
    public void A_value_that_somebody_else_set_meanwhile_is_left_and_said()
    {
        World world = Host();
        world.Claim("a", ("net/ipv4/conf/all/arp_ignore", "1"));
        world.Meanwhile("net/ipv4/conf/all/arp_ignore", "2");
        string left = Assert.Single(world.Release("a"));
        Assert.Equal("Set net/ipv4/conf/all/arp_ignore from '2' to '0': not done, since '2' is not what LvsPS had set. Somebody else has changed it.", left);
        Assert.Equal("2", world.States["net/ipv4/conf/all/arp_ignore"]);
        Assert.Null(world.File);
    }

    [Fact]
    public void What_was_as_wanted_before_stays()
    {
        World world = Host();
        world.Claim("a", ("net/ipv4/conf/all/arp_announce", "2"));
        Assert.Empty(world.Release("a"));
        Assert.Equal("2", world.States["net/ipv4/conf/all/arp_announce"]);
    }

    [Fact]
    public void A_failure_says_that_what_came_before_was_undone()
    {
        World world = Host();
        world.WritesLeft = 2;
        LvsException error = Assert.Throws<LvsException>(
            () => world.Claim("a", ("net/ipv4/conf/all/arp_ignore", "1"), ("net/ipv4/conf/all/arp_announce", "1")));
        Assert.Equal("It was refused. What had been done before it was undone.", error.Message);
        Assert.Equal(LvsErrorId.KernelRejected, error.ErrorId);
    }

    [Fact]
    public void Where_undoing_fails_too_it_says_what_is_left_and_the_record_still_holds_it()
    {
        World world = Host();
        (world.WritesLeft, world.Crashes) = (2, true);
        LvsException error = Assert.Throws<LvsException>(
            () => world.Claim("a", ("net/ipv4/conf/all/arp_ignore", "1"), ("net/ipv4/conf/all/arp_announce", "1")));
        Assert.Equal(
            "It was refused. Undoing what had been done before it failed too, and this is left: Set net/ipv4/conf/all/arp_ignore from '0' to '1' (It was refused).",
            error.Message);
        world.WritesLeft = int.MaxValue;
        Assert.Empty(world.Release("a"));
        Assert.Equal(Host().States.ToArray(), [.. world.States]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "version": 2, "claims": [] }""")]
    [InlineData("""{ "version": 1 }""")]
    [InlineData("""{ "version": 1, "claims": [ { "kind": "moon", "name": "x" } ] }""")]
    [InlineData("""{ "version": 1, "claims": null }""")]
    [InlineData("""{ "version": 1, "claims": [ null ] }""")]
    [InlineData("""{ "version": 1, "claims": [ { "kind": "setting" } ] }""")]
    [InlineData("""{ "version": 1, "claims": [], "more": 1 }""")]
    public void A_text_that_is_no_record_is_an_error(string text)
    {
        LvsException error = Assert.Throws<LvsException>(() => HostRecordText.Read(text, "/run/lvsps/x.host.json"));
        Assert.Equal((LvsErrorId.HostFileInvalid, "/run/lvsps/x.host.json"), (error.ErrorId, error.Target));
    }

    private static World Host() => new(new Dictionary<string, string?>
    {
        ["net/ipv4/conf/all/arp_ignore"] = "0",
        ["net/ipv4/conf/all/arp_announce"] = "2",
    });
}
