using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace LvsPS.Module.Tests.Engine;

/// <summary>
/// A runspace of the real engine with the built module imported, as a user has it, and a fresh simulated session as the
/// default one. Make one for each test (a tenth of a second), or share one by IClassFixture.
/// </summary>
public sealed class EngineFixture : IDisposable
{
    // The engine would report each import to its makers.
    static EngineFixture() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

    private readonly CapturingHost _host = new();
    private readonly Runspace _runspace;

    public EngineFixture()
        : this(simulated: true)
    {
    }

    private EngineFixture(bool simulated)
    {
        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.Open();
        Run($"Import-Module '{BuiltModule.Manifest}'").Succeeded();
        if (simulated)
        {
            UseFreshSession();
        }
    }

    /// <summary>The module is imported, and no session is opened.</summary>
    public static EngineFixture WithoutSession() => new(simulated: false);

    /// <summary>Makes a new, empty simulated session the default.</summary>
    public void UseFreshSession() => Run("New-LvsSession -Simulated -AsDefault").Succeeded();

    /// <summary>Answers the next confirmation that is asked; the order of answers is the order of questions.</summary>
    public void WillAnswer(int choice) => _host.Answers.Enqueue(choice);

    /// <summary>Runs a script, with values for $args, and returns all that it gave.</summary>
    public EngineResult Run(string script, params object[] arguments)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (var argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return Collect(shell, input: null);
    }

    /// <summary>Runs a script that is ended by what is handed out here, as by Ctrl+C.</summary>
    public EngineResult RunStopped(string script, Action<Action> handOut)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        handOut(() => shell.BeginStop(null, null));
        return Collect(shell, input: null);
    }

    /// <summary>Runs a script with objects piped to it, which it finds in $input.</summary>
    public EngineResult Pipe(IEnumerable<PSObject> input, string script)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return Collect(shell, input);
    }

    /// <summary>What somebody sees at the prompt: the script's output through the module's views, 120 columns wide, without escape sequences.</summary>
    public string Display(string script) => Display(script, FixedSizeRawUserInterface.UsualWidth);

    /// <summary>The same in a terminal of another width, with values for $args.</summary>
    public string Display(string script, int width, params object[] arguments)
    {
        _host.UI.RawUI.BufferSize = _host.UI.RawUI.WindowSize = new System.Management.Automation.Host.Size(width, 50);
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object argument in arguments)
        {
            shell.AddArgument(argument);
        }

        shell.AddCommand("Out-Default");
        shell.Commands.Commands[^1].MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output;
        var result = Collect(shell, input: null);
        return string.Join('\n', result.Host.Select(line => line.TrimEnd())).Trim('\n');
    }

    public void Dispose() => _runspace.Dispose();

    private EngineResult Collect(PowerShell shell, IEnumerable<PSObject>? input)
    {
        _host.Lines.Clear();
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? ending = null;
        try
        {
            shell.Invoke(input, output);
        }
        catch (RuntimeException e)
        {
            ending = e.ErrorRecord;
        }

        var streams = shell.Streams;
        List<ErrorRecord> errors = [.. streams.Error, .. ending is null ? Array.Empty<ErrorRecord>() : [ending]];
        return new EngineResult(
            [.. output],
            errors,
            ending is not null,
            [.. streams.Warning.Select(record => record.Message)],
            [.. streams.Verbose.Select(record => record.Message)],
            [.. streams.Debug.Select(record => record.Message)],
            [.. _host.Lines]);
    }
}
