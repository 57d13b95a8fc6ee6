using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Tests.Support;
using Xunit;

namespace LvsPS.Netlink.Tests.Ipvs;

public class IpvsMessageFormatterTests
{
    public static TheoryData<string> Names => [.. Captured.Names];

    [Fact]
    public void A_request_for_a_service_is_decoded() => Is(
        true,
        Captured.Request("new-service-exists"),
        "-> IPVS_CMD_NEW_SERVICE seq 10 flags REQUEST|ACK, family 23 version 1, 104 bytes",
        "  SERVICE",
        "    AF INET (2)",
        "    PROTOCOL TCP (6)",
        "    ADDR 192.0.2.10",
        "    PORT 80",
        "    SCHED_NAME \"wlc\"",
        "    FLAGS 0 mask 0xffffffff",
        "    TIMEOUT 0",
        "    NETMASK 255.255.255.255");

    [Fact]
    public void The_destinations_of_an_IPv6_service_are_decoded()
    {
        string[] lines = [.. IpvsMessageFormatter.Format(false, Captured.Replies("get-destinations-v6")[0])];
        Assert.Equal(
            [
                "<- IPVS_CMD_NEW_DEST seq 7 flags MULTI, family 23 version 1, 400 bytes",
                "  DEST",
                "    ADDR 2001:db8::1",
                "    PORT 80",
                "    FWD_METHOD DROUTE (3)",
                "    WEIGHT 3",
                "    TUN_TYPE IPIP (0)",
                "    TUN_PORT 0",
                "    TUN_FLAGS NOCSUM (0)",
            ],
            lines.Take(9));
        Assert.Contains("    ADDR_FAMILY INET6 (10)", lines);
        Assert.Contains("    STATS64", lines);
        Assert.Contains("      INBYTES 0", lines);
        Assert.DoesNotContain(lines, l => l.Contains("PAD", StringComparison.Ordinal));
    }

    [Fact]
    public void Flags_netmasks_and_engines_are_decoded_by_family()
    {
        string text = string.Join('\n', IpvsMessageFormatter.Format(false, Captured.Replies("get-services")[0]));
        Assert.Contains("FLAGS PERSISTENT|HASHED|ONEPACKET mask 0xffffffff", text, StringComparison.Ordinal);
        Assert.Contains("FLAGS HASHED|SCHED1|SCHED2 mask 0xffffffff", text, StringComparison.Ordinal);
        Assert.Contains("NETMASK 255.255.255.0", text, StringComparison.Ordinal);
        Assert.Contains("NETMASK 64", text, StringComparison.Ordinal);
        Assert.Contains("PE_NAME \"sip\"", text, StringComparison.Ordinal);
        Assert.Contains("FWMARK 7", text, StringComparison.Ordinal);
        Assert.Contains("PROTOCOL UDP (17)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_without_a_family_has_its_services() => Is(
        true,
        Bytes.Of(
            "40000000 1700 0500 09000000 00000000 07010000",
            "0c00 0180 0600 0100 0a000000",
            "2000 0280 1400 0100 20010db8000000000000000000000000 0600 0200 00500000"),
        "-> IPVS_CMD_DEL_DEST seq 9 flags REQUEST|ACK, family 23 version 1, 64 bytes",
        "  SERVICE",
        "    AF INET6 (10)",
        "  DEST",
        "    ADDR 2001:db8::",
        "    PORT 80");

    [Fact]
    public void Daemons_are_decoded() => Is(
        false,
        Captured.Replies("get-daemons")[0],
        "<- IPVS_CMD_NEW_DAEMON seq 8 flags MULTI, family 23 version 1, 84 bytes",
        "  DAEMON",
        "    STATE MASTER (1)",
        "    MCAST_IFN \"sync0\"",
        "    SYNC_ID 5",
        "    SYNC_MAXLEN 1472",
        "    MCAST_PORT 8848",
        "    MCAST_TTL 1",
        "    MCAST_GROUP 224.0.0.81");

    [Fact]
    public void Info_and_timeouts_are_decoded()
    {
        Is(
            false,
            Captured.Replies("get-info")[0],
            "<- IPVS_CMD_SET_INFO seq 2 flags 0, family 23 version 1, 36 bytes",
            "  VERSION 1.2.1 (66049)",
            "  CONN_TAB_SIZE 4096");
        Is(
            false,
            Captured.Replies("get-config")[0],
            "<- IPVS_CMD_SET_CONFIG seq 3 flags 0, family 23 version 1, 44 bytes",
            "  TIMEOUT_TCP 900",
            "  TIMEOUT_TCP_FIN 120",
            "  TIMEOUT_UDP 300");
    }

    [Fact]
    public void The_controller_is_decoded_and_what_is_unknown_is_hex()
    {
        Is(
            true,
            Captured.Request("get-family"),
            "-> CTRL_CMD_GETFAMILY seq 1 flags REQUEST, nlctrl version 1, 32 bytes",
            "  FAMILY_NAME \"IPVS\"");
        string[] lines = [.. IpvsMessageFormatter.Format(false, Captured.Replies("get-family")[0])];
        Assert.Equal("  FAMILY_ID 23", lines[2]);
        Assert.StartsWith("  unknown 6, 320 bytes: 14 00 01 00 08 00 01 00 01 00 00 00 ", lines[6], StringComparison.Ordinal);
        Assert.EndsWith(" ...", lines[6], StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_and_ends_have_names()
    {
        Is(false, Captured.Replies("new-service-exists")[0], "<- NLMSG_ERROR seq 10 flags CAPPED: EEXIST (17)");
        Is(false, Captured.Replies("zero-all")[0], "<- NLMSG_ERROR seq 14 flags CAPPED: no error");
        Is(false, Captured.Replies("get-daemons")[1], "<- NLMSG_DONE seq 8 flags MULTI: no error");
        Is(false, Reply.Done(9, -90), "<- NLMSG_DONE seq 9 flags MULTI: EMSGSIZE (90)");
        Assert.Equal(
            [
                "<- NLMSG_ERROR seq 12 flags CAPPED|ACK_TLVS: EINVAL (22)",
                "  MSG \"Attribute failed policy validation\"",
                "  OFFS 24",
            ],
            IpvsMessageFormatter.Format(false, Captured.Replies("short-daemon-state")[0]).Take(3));
    }

    [Fact]
    public void Every_message_of_a_send_has_its_lines()
    {
        string[] lines = [.. IpvsMessageFormatter.Format(true, Captured.Request("zero-five-of-which-two-are-unknown"))];
        Assert.Equal(5, lines.Count(l => l.StartsWith("-> IPVS_CMD_ZERO seq ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(l => l == "    FWMARK 100"));
    }

    [Fact]
    public void The_message_that_ends_a_send_is_one_line_and_its_acknowledgement_another()
    {
        Assert.Equal("-> NLMSG_NOOP seq 21 flags REQUEST|ACK", IpvsMessageFormatter.Format(true, Captured.Request("zero-five-of-which-two-are-unknown"))[^1]);
        Is(false, Captured.Replies("zero-five-of-which-two-are-unknown")[^1], "<- NLMSG_ERROR seq 21 flags CAPPED: no error");
    }

    [Fact]
    public void A_dump_is_a_flag_and_an_unknown_command_a_number() => Is(
        true,
        Bytes.Of("14000000 1700 0103 09000000 00000000 63010000"),
        "-> IPVS_CMD_99 seq 9 flags REQUEST|DUMP, family 23 version 1, 20 bytes");

    [Fact]
    public void What_is_wrong_with_bytes_is_said_and_the_bytes_are_shown()
    {
        Is(false, Bytes.Of("0102"), "<- 2 bytes, a message header has 16:", "  01 02");
        Is(
            false,
            Bytes.Of("64000000 1700 0000 01000000 00000000"),
            "<- a message that says it has 100 bytes, 16 were left:",
            "  64 00 00 00 17 00 00 00 01 00 00 00 00 00 00 00");
        Is(
            true,
            Bytes.Of("12000000 1700 0000 01000000 00000000 0101"),
            "-> family 23 seq 1 flags 0: 2 bytes of payload, a generic netlink header has 4:",
            "  01 01");
        Is(
            true,
            Bytes.Of("2c000000 1700 0000 01000000 00000000 01010000", "1800 0180", "0600 0200 01000000", "0600 0400 00000000", "ff00 0500"),
            "-> IPVS_CMD_NEW_SERVICE seq 1 flags 0, family 23 version 1, 44 bytes",
            "  SERVICE",
            "    PROTOCOL 1",
            "    PORT 0",
            "    SVC.FWMARK: says that it has 255 bytes, 4 were left:",
            "      ff 00 05 00");
        Is(
            true,
            Bytes.Of("23000000 1700 0000 01000000 00000000 01010000", "0f00 0180", "0500 0400 50000000", "090909 00"),
            "-> IPVS_CMD_NEW_SERVICE seq 1 flags 0, family 23 version 1, 35 bytes",
            "  SERVICE",
            "    PORT: wrong length of 1 bytes:",
            "      50",
            "    SVC: 3 bytes left, an attribute's header has 4:",
            "      09 09 09");
    }

    [Fact]
    public void Text_shows_what_is_not_printable_and_a_missing_NUL() => Is(
        true,
        Bytes.Of("2c000000 1700 0000 01000000 00000000 01010000", "1800 0180", "0900 0600 612207e400 000000", "0700 0b00 736970 00"),
        "-> IPVS_CMD_NEW_SERVICE seq 1 flags 0, family 23 version 1, 44 bytes",
        "  SERVICE",
        "    SCHED_NAME \"a\\x22\\x07\\xe4\"",
        "    PE_NAME \"sip\" without NUL");

    [Theory]
    [MemberData(nameof(Names))]
    public void No_bytes_make_it_throw(string name)
    {
        var random = new Random(name.Length);
        foreach (byte[] datagram in Captured.Replies(name).Append(Captured.Request(name)))
        {
            for (int length = 0; length <= datagram.Length; length++)
            {
                Assert.Equal(length == 0, IpvsMessageFormatter.Format(false, datagram.AsSpan(0, length)).Count == 0);
                byte[] turned = [.. datagram];
                turned[random.Next(turned.Length)] ^= (byte)random.Next(1, 256);
                turned[random.Next(turned.Length)] ^= (byte)random.Next(1, 256);
                Assert.NotEmpty(IpvsMessageFormatter.Format(true, turned));
            }
        }
    }

    private static void Is(bool outgoing, byte[] datagram, params string[] lines) =>
        Assert.Equal(lines, IpvsMessageFormatter.Format(outgoing, datagram));
}
