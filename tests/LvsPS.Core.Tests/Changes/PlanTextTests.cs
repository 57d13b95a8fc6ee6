using Xunit;

namespace LvsPS.Core.Tests.Changes;

/// <summary>Plans as people read them.</summary>
public sealed class PlanTextTests
{
    private static readonly LvsService s_service = LvsService.Default(new LvsServiceId("udp://[2001:db8:1111:2222:3333:4444:5555:6666]:65535")) with
    {
        Scheduler = "mh",
        PersistenceTimeout = TimeSpan.FromDays(31),
        PersistenceEngine = "sip",
        OnePacket = true,
    };

    private static readonly LvsPlan s_plan = new(
    [
        new LvsServiceChange(null, s_service),
        new LvsTimeoutChange(new LvsTimeout { Udp = TimeSpan.FromSeconds(300) }, new LvsTimeout { Udp = TimeSpan.FromSeconds(5) }),
        new LvsServiceChange(LvsService.Default(new LvsServiceId("fwmark://7")), null),
    ]);

    [Fact]
    public void Each_change_has_its_sign_and_long_ones_go_on_below() => Assert.Equal(
        """
          + Add service udp://[2001:db8:1111:2222:3333:4444:5555:6666]:65535 (mh,
            persistence 2678400 s, persistence engine sip, one-packet)
          ~ Set timeouts (udp 300 s -> 5 s)
          - Remove service fwmark://7

        Plan: 1 to add, 1 to change, 1 to remove.
        Note: Connections of real servers that are removed, and what was counted of
              them and of removed services, do not come back.
        """,
        s_plan.Format());

    [Fact]
    public void Colours_are_for_those_who_ask()
    {
        Assert.DoesNotContain('\u001b', s_plan.Format());
        Assert.Contains("\u001b[32m  + Add service", s_plan.Format(isColoured: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_of_nothing_says_so() => Assert.Equal("No changes: all is as wanted.", LvsPlan.Empty.Format());
}
