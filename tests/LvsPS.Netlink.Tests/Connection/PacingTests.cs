using LvsPS.Netlink.Tests.Support;
using Xunit;

namespace LvsPS.Netlink.Tests.Connection;

public class PacingTests : ScriptedTest
{
    private TimeSpan _perRequest;

    public PacingTests() => Transport.Kernel = r =>
    {
        Transport.Time.Advance(_perRequest * r.Count(q => !q.IsEnd));
        Transport.AcknowledgeAll(r);
    };

    private IEnumerable<int> Counts => Transport.Sends.Select(s => s.Count);

    [Fact]
    public void Short_sends_grow_to_a_thousand_requests()
    {
        using NetlinkConnection connection = Transport.Connect();
        connection.Execute(8000, Ask.Encode);
        Assert.Equal([64, 128, 256, 512, 1024, 1024], Counts.Take(6));
        Assert.Equal(8000, Counts.Sum());
    }

    [Fact]
    public void Long_sends_shrink_to_a_tenth_of_a_second()
    {
        using NetlinkConnection connection = Transport.Connect();
        _perRequest = TimeSpan.FromMilliseconds(10);
        connection.Execute(200, Ask.Encode);
        Assert.Equal([64, 5, 5, 5], Counts.Take(4));
    }

    [Fact]
    public void A_request_that_takes_longer_than_that_goes_alone()
    {
        using NetlinkConnection connection = Transport.Connect();
        _perRequest = TimeSpan.FromSeconds(1);
        connection.Execute(70, Ask.Encode);
        Assert.Equal([64, 1, 1, 1, 1, 1, 1], Counts);
    }

    [Fact]
    public void Sends_grow_again_once_they_are_short()
    {
        using NetlinkConnection connection = Transport.Connect();
        _perRequest = TimeSpan.FromMilliseconds(10);
        connection.Execute(64, Ask.Encode);
        _perRequest = TimeSpan.FromMicroseconds(10);
        connection.Execute(35, Ask.Encode);
        Assert.Equal([64, 5, 10, 20], Counts);
    }

    [Fact]
    public void Sends_that_take_what_they_should_stay_as_they_are()
    {
        using NetlinkConnection connection = Transport.Connect();
        _perRequest = TimeSpan.FromMilliseconds(1);
        connection.Execute(64 * 4, Ask.Encode);
        Assert.Equal([64, 64, 64, 64], Counts);
    }

    [Fact]
    public void A_send_that_was_not_full_says_nothing_about_a_larger_one()
    {
        using NetlinkConnection connection = Transport.Connect();
        for (int i = 0; i < 10; i++)
        {
            connection.Execute(1, Ask.Encode);
        }

        connection.Execute(1000, Ask.Encode);
        Assert.Equal(64, Counts.ElementAt(10));
    }

    [Fact]
    public void A_send_holds_no_more_bytes_than_theTransport_takes()
    {
        Transport.SendCapacity = 4096;
        using NetlinkConnection connection = Transport.Connect();
        Assert.Equal(RequestSetEnd.Complete, connection.Execute(1000, Large).End);
        Assert.All(Transport.SendSizes, size => Assert.InRange(size, 1, 4096));
        Assert.All(Counts.SkipLast(1), count => Assert.True(count >= 4));
    }

    [Fact]
    public void ATransport_that_takes_very_little_gets_requests_one_by_one()
    {
        Transport.SendCapacity = 100;
        using NetlinkConnection connection = Transport.Connect();
        Assert.Equal(RequestSetEnd.Complete, connection.Execute(5, Ask.Encode).End);
        Assert.Equal([1, 1, 1, 1, 1], Counts);
    }

    [Theory]
    [InlineData(4 * 1024, 3)]
    [InlineData((4 * 1024) + 15, 3)]
    [InlineData((4 * 1024) + 16, 4)]
    public void The_message_that_ends_a_send_counts_among_its_bytes(int capacity, int requests)
    {
        Transport.SendCapacity = capacity;
        using NetlinkConnection connection = Transport.Connect();
        Assert.Equal(RequestSetEnd.Complete, connection.Execute(requests * 2, Largest).End);
        Assert.Equal([requests, requests], Counts);
        Assert.All(Transport.SendSizes, size => Assert.Equal((requests * 1024) + 16, size));
    }

    [Theory]
    [InlineData(1280 * 11, 10)]
    [InlineData(1280 * 2, 1)]
    [InlineData(1280, 1)]
    [InlineData(0, 1)]
    public void No_more_requests_are_in_flight_than_the_receive_queue_has_room_for_errors_and_the_end(int capacity, int most)
    {
        Transport.ReceiveCapacity = capacity;
        using NetlinkConnection connection = Transport.Connect();
        Assert.Equal(RequestSetEnd.Complete, connection.Execute(50, Ask.Encode).End);
        Assert.Equal(most, Counts.Max());
    }

    private static byte Largest(int index, ref LvsPS.Netlink.Wire.AttributeWriter writer)
    {
        // With the headers of netlink, of generic netlink and of the attribute these are 1024 bytes.
        writer.PutBytes(1, new byte[1024 - 16 - 4 - 4]);
        return 1;
    }

    private static byte Large(int index, ref LvsPS.Netlink.Wire.AttributeWriter writer)
    {
        writer.PutBytes(1, new byte[700]);
        return 1;
    }
}
