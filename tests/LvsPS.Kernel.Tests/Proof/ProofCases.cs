using LvsPS.Core.Tests;
using LvsPS.Kernel.Tests.Harness;
using Xunit;
using Xunit.Abstractions;

namespace LvsPS.Kernel.Tests.Proof;

public sealed class ProofOnSimulator(ITestOutputHelper output) : ProofCases<SimulatorUnderTest>(output);

public sealed class ProofOnKernel(ITestOutputHelper output) : ProofCases<RealKernel>(output);

/// <summary>
/// The proof against the original: generated tables over every feature, written by LvsPS and read by ipvsadm, written by ipvsadm and
/// read by LvsPS, saved and restored, and brought from any to any other.
/// </summary>
public abstract class ProofCases<TKernel>(ITestOutputHelper output) : IDisposable
    where TKernel : IKernelUnderTest, new()
{
    private readonly TKernel _kernel = new();

    public void Dispose()
    {
        _kernel.Dispose();
        GC.SuppressFinalize(this);
    }

    [Case]
    public void The_tables_have_every_option_ten_times_and_every_pair_of_options_once()
    {
        var coverage = new Coverage(ProofTables.Schedulers(_kernel.HasTwos));
        foreach ((_, LvsTable table) in ProofTables.All(_kernel.HasTwos))
        {
            coverage.Add(table);
        }

        output.WriteLine($"{ProofTables.Count} tables of LVSPS_PROOF_SEED={ProofTables.Seed}:");
        output.WriteLine(coverage.ToString());
        Assert.Empty(coverage.Rare);
        Assert.Empty(coverage.MissingPairs);
    }

    [Case]
    public void From_any_table_to_any_other_and_ipvsadm_saves_the_lines_that_LvsPS_writes() => ForEach((director, table) =>
    {
        director.Replace(Parsed(table));
        Same(table, director.Read());
        string[] ours = [.. RuleWriter.WriteTable(director.Read(), LvsRuleDialect.Ipvsadm).Lines];
        Assert.Equal(RuleWriter.WriteTable(table, LvsRuleDialect.Ipvsadm).Lines, ours);
        if (director.HasIpvsadm)
        {
            Assert.Equal(IpvsadmLines.ByService(ours.Select(IpvsadmLines.WithItsFaults)), IpvsadmLines.ByService(director.IpvsadmSave()));
        }
    });

    [Case]
    public void What_ipvsadm_restores_is_read_as_it_was_written() => ForEach((director, table) =>
    {
        IReadOnlyList<string> lines = RuleWriter.WriteTable(table).Lines;
        director.Clear();
        if (director.HasIpvsadm)
        {
            director.IpvsadmRestore(lines);
        }
        else
        {
            director.Execute(TableDiffer.Diff(director.Read(), Parsed(table), LvsDiffMode.Merge));
        }

        Same(table, director.Read());
    });

    [Case]
    public void What_is_saved_cleared_and_restored_is_the_same_with_thresholds_timeouts_and_daemons() => ForEach((director, table) =>
    {
        director.Replace(table);
        LvsRuleText saved = RuleWriter.WriteTable(director.Read());
        Assert.Empty(saved.Warnings);
        director.Clear();
        Assert.Empty(director.Read().Services);
        LvsRuleDocument document = RuleReader.ReadLines(saved.Lines);
        Assert.Empty(document.Diagnostics);
        director.Execute(TableDiffer.Diff(director.Read(), document.Table, LvsDiffMode.Merge));
        Same(table, director.Read());
    });

    /// <summary>The table as its file says it, with the daemons that it has, also where these are none.</summary>
    private static LvsTable Parsed(LvsTable table)
    {
        LvsRuleDocument document = RuleReader.ReadLines(RuleWriter.WriteTable(table).Lines);
        Assert.Empty(document.Diagnostics);
        return document.Table with { SyncDaemons = document.Table.SyncDaemons ?? [] };
    }

    private static void Same(LvsTable expected, LvsTable actual) => Assert.Equal(TableGen.Describe(expected), TableGen.Describe(actual));

    private void ForEach(Action<ProofDirector, LvsTable> proof)
    {
        using var director = new ProofDirector(_kernel);
        foreach ((int number, LvsTable table) in ProofTables.All(_kernel.HasTwos))
        {
            try
            {
                proof(director, table);
            }
            catch (Exception)
            {
                output.WriteLine($"Table {number} of LVSPS_PROOF_SEED={ProofTables.Seed}:\n{TableGen.Describe(table)}");
                throw;
            }
        }
    }
}
