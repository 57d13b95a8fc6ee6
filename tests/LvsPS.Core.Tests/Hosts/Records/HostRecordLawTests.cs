using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Hosts.Records;

/// <summary>The laws of the record, over sequences of claims and releases that are cut short anywhere.</summary>
public sealed class HostRecordLawTests
{
    private const long Sequences = 2000;

    private static readonly string[] s_claimants = ["a", "b", "c"];
    private static readonly string[] s_names = ["arp", "route", "device"];
    private static readonly Gen<string> s_state = Gen.OneOf("0", "1", "2");

    private static readonly Gen<Dictionary<string, string?>> s_first = Gen.Select(s_state, s_state, Gen.Bool).Select(
        (arp, route, isThere) => new Dictionary<string, string?> { ["arp"] = arp, ["route"] = route, ["device"] = isThere ? "0" : null });

    private static readonly Gen<(string Name, string State)[]> s_wishes =
        Gen.Select(Gen.OneOf(s_names), s_state).Select((name, state) => (name, state)).Array[1, 3].Select(w => w.DistinctBy(x => x.name).ToArray());

    private static readonly Gen<Operation> s_operation =
        Gen.Select(Gen.OneOf(s_claimants), s_wishes, Gen.Bool, Gen.OneOf(Gen.Const(int.MaxValue), Gen.Int[0, 5]), Gen.Bool)
            .Select((claimant, wishes, claims, writes, crashes) => new Operation(claimant, claims ? wishes : null, writes, crashes));

    private static readonly Gen<(Dictionary<string, string?> First, Operation[] Operations)> s_sequences = Gen.Select(s_first, s_operation.Array[1, 12]);

    [Fact]
    public void When_the_last_claim_goes_all_is_as_at_first_wherever_it_was_cut_short() => s_sequences.Sample(
        sequence =>
        {
            var world = new World(sequence.First);
            foreach (Operation operation in sequence.Operations)
            {
                _ = Do(world, operation);
            }

            foreach (string claimant in s_claimants)
            {
                Assert.Empty(world.Release(claimant));
            }

            Assert.Equal(sequence.First.ToArray(), [.. world.States]);
            Assert.Null(world.File);
        },
        iter: Sequences,
        print: Print);

    [Fact]
    public void What_fails_without_a_crash_has_changed_nothing() => s_sequences.Sample(
        sequence =>
        {
            var world = new World(sequence.First);
            foreach (Operation operation in sequence.Operations)
            {
                (KeyValuePair<string, string?>[] states, string? file) = (world.States.ToArray(), world.File);
                if (!Do(world, operation with { Crashes = false }))
                {
                    Assert.Equal(states, [.. world.States]);
                    Assert.Equal(file, world.File);
                }
            }
        },
        iter: Sequences,
        print: Print);

    [Fact]
    public void A_claim_gives_what_it_wishes_and_twice_is_once() => Gen.Select(s_sequences, s_wishes).Sample(
        input =>
        {
            var world = new World(input.Item1.First);
            foreach (Operation operation in input.Item1.Operations)
            {
                _ = Do(world, operation);
            }

            world.Claim("a", input.Item2);
            Assert.All(input.Item2, w => Assert.Equal(w.State, world.States[w.Name]));
            string? file = world.File;
            world.WritesLeft = 0;
            world.Claim("a", input.Item2);
            Assert.Equal(file, world.File);
        },
        iter: Sequences,
        print: input => Print(input.Item1));

    private static bool Do(World world, Operation operation)
    {
        (world.WritesLeft, world.Crashes) = (operation.Writes, operation.Crashes);
        try
        {
            if (operation.Wishes is null)
            {
                Assert.Empty(world.Release(operation.Claimant));
            }
            else
            {
                world.Claim(operation.Claimant, operation.Wishes);
            }

            return true;
        }
        catch (LvsException)
        {
            return false;
        }
        finally
        {
            world.WritesLeft = int.MaxValue;
        }
    }

    private static string Print((Dictionary<string, string?> First, Operation[] Operations) sequence) =>
        $"{string.Join(' ', sequence.First)}: {string.Join<Operation>("; ", sequence.Operations)}";

    private sealed record Operation(string Claimant, (string Name, string State)[]? Wishes, int Writes, bool Crashes)
    {
        public override string ToString() =>
            $"{Claimant} {(Wishes is null ? "releases" : $"claims {string.Join(' ', Wishes)}")}{(Writes < int.MaxValue ? $" for {Writes} writes{(Crashes ? ", then ends" : string.Empty)}" : string.Empty)}";
    }
}
