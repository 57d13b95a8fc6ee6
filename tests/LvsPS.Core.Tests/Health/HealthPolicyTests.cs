using LvsPS.Core.Tests.Client;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>
/// What is known, and the table that is wanted. A server is written as its state (U, D or ?), its weight and marks: s suspended,
/// a absent from the table, h not checked yet, r removed by another, w7 given the weight 7 by another, c7 by its check, t3 three tenths.
/// </summary>
public sealed class HealthPolicyTests
{
    [Theory]
    [InlineData("U1 U2", "1:1 2:2")]
    [InlineData("U1 D2", "1:1")]
    [InlineData("D1 D2", "9:1")]
    [InlineData("D1s D2", "9:1")]
    [InlineData("U1s D2", "1:0 9:1")]
    [InlineData("U1s U2", "1:0 2:2")]
    [InlineData("U1sa U2", "2:2")]
    [InlineData("U1r U2", "2:2")]
    [InlineData("U1r D2", "9:1")]
    [InlineData("U1w7 U2", "1:7 2:2")]
    [InlineData("U1w0 D2", "9:1")]
    [InlineData("D1w7 U2", "2:2")]
    [InlineData("U1c7 U2", "1:7 2:2")]
    [InlineData("U1c7w3 U2", "1:3 2:2")]
    [InlineData("U10t3 U10", "1:3 2:10")]
    [InlineData("U1t1 U1", "1:1 2:1")]
    [InlineData("U10t1w5 U1", "1:5 2:1")]
    [InlineData("?1a ?1a", "")]
    [InlineData("?1a U1", "2:1")]
    [InlineData("D5h U1", "1:5 2:1")]
    [InlineData("U5hf3 U1", "1:3 2:1")]
    public void Servers_that_are_down_are_removed_and_the_fallback_stands_alone(string servers, string wanted) =>
        Assert.Equal(wanted, Decide(servers, s => s, true).Table);

    [Theory]
    [InlineData("U1 D2", "1:1 2:0")]
    [InlineData("D1 D2", "1:0 2:0 9:1")]
    [InlineData("U1s D2s", "1:0 2:0 9:1")]
    [InlineData("D1sa U2", "2:2")]
    public void Servers_that_are_down_keep_their_place_with_weight_0_where_that_is_asked_for(string servers, string wanted) =>
        Assert.Equal(wanted, Decide(servers, s => s with { DownAction = LvsDownAction.Quiesce }, true).Table);

    [Theory]
    [InlineData("U1 U1 D1", 2, 0, true, true)]
    [InlineData("U1 D1 D1", 2, 0, true, false)]
    [InlineData("U1 U1 D1", 2, 1, false, false)]
    [InlineData("U1 U1 U1", 2, 1, false, true)]
    [InlineData("U1 D1 D1", 2, 1, true, true)]
    [InlineData("D1 D1 D1", 2, 2, true, false)]
    [InlineData("U5 D1 D1", 4, 1, false, true)]
    [InlineData("U5 D1 D1", 1, 0, null, true)]
    [InlineData("D1 ?1 D1", 1, 0, null, null)]
    [InlineData("D1 D1 D1", 1, 0, null, false)]
    [InlineData("U1 ?1 D1", 1, 0, null, true)]
    [InlineData("D1h D1h D1h", 1, 0, null, null)]
    [InlineData("D1h D1h D1", 1, 0, true, true)]
    [InlineData("D1h D1h D1", 1, 0, false, false)]
    [InlineData("U10t1 D1 D1", 10, 0, true, true)]
    public void The_quorum_is_lost_and_regained_with_hysteresis(string servers, int quorum, int hysteresis, bool? before, bool? after) =>
        Assert.Equal(after, Decide(servers, s => s with { Quorum = quorum, Hysteresis = hysteresis }, before).Quorum);

    [Fact]
    public void Without_a_fallback_those_that_are_up_stay_when_the_quorum_is_lost() =>
        Assert.Equal(("1:1", (bool?)false), Decide("U1 D1 D1", s => s with { Quorum = 3, Fallback = null }, true));

    [Fact]
    public void With_a_fallback_those_that_are_up_leave_when_the_quorum_is_lost() =>
        Assert.Equal(("9:1", (bool?)false), Decide("U1 D1 D1", s => s with { Quorum = 3 }, true));

    private static (string Table, bool? Quorum) Decide(string servers, Func<LvsHealthService, LvsHealthService> change, bool? before)
    {
        LvsHealthService service = change(new LvsHealthService
        {
            Service = Director.Service(1),
            Servers = [],
            Fallback = Director.Server(1, 9),
        });
        PolicyServer[] known = [.. servers.Split(' ').Select((s, i) => Server(s, i + 1) with { DownAction = service.DownAction })];
        PolicyRow? fallback = service.Fallback is null ? null : new PolicyRow(service.Fallback, null);
        PolicyOutcome outcome = HealthPolicy.Decide(service, known, fallback, before);
        return (string.Join(" ", outcome.Wanted.Select(s => $"{s.Address.GetAddressBytes()[3]}:{s.Weight}")), outcome.HasQuorum);
    }

    private static PolicyServer Server(string text, int number)
    {
        LvsHealthState state = text[0] switch { 'U' => LvsHealthState.Up, 'D' => LvsHealthState.Down, _ => LvsHealthState.Unknown };
        LvsRealServer configured = Director.Server(1, number, Number(text, text[0])!.Value);
        LvsRealServer? found = text.Contains('a') ? null : configured with { Weight = Number(text, 'f') ?? configured.Weight };
        var row = new PolicyRow(configured, found) { IsRemoved = text.Contains('r'), ForeignWeight = Number(text, 'w') };
        return new PolicyServer(row, state)
        {
            CheckWeight = Number(text, 'c'),
            Tenths = Number(text, 't') ?? 10,
            IsSuspended = text.Contains('s'),
            IsHeld = text.Contains('h'),
        };
    }

    private static int? Number(string text, char mark)
    {
        int at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? null : int.Parse(string.Concat(text[(at + 1)..].TakeWhile(char.IsDigit)), System.Globalization.CultureInfo.InvariantCulture);
    }
}
