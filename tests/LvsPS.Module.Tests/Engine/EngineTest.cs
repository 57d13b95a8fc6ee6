using System.Management.Automation;
using Xunit;

namespace LvsPS.Module.Tests.Engine;

/// <summary>A test that types cmdlets at a fresh simulated director.</summary>
public abstract class EngineTest : IDisposable
{
    protected EngineTest() => Director = SimulatedDirector.Of(Engine);

    protected EngineFixture Engine { get; } = new();

    /// <summary>The director that cmdlets work on without -Session.</summary>
    protected SimulatedDirector Director { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Engine.Run("Get-LvsSession | Remove-LvsSession");
        Engine.Dispose();
    }

    /// <summary>Runs a script that must give no error.</summary>
    protected EngineResult Run(string script, params object[] arguments) => Engine.Run(script, arguments).Succeeded();

    /// <summary>Makes the table of a test, and forgets how.</summary>
    protected void Given(string script)
    {
        Run(script);
        Director.ClearLog();
    }

    /// <summary>Runs a script that must give exactly one error of the module, and returns it.</summary>
    protected ErrorRecord Fails(string script, string errorId, ErrorCategory category)
    {
        ErrorRecord error = Assert.Single(Engine.Run(script).Errors);
        Assert.Equal(errorId, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.StartsWith("LvsPS.Commands.", error.FullyQualifiedErrorId.Split(',')[1], StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction), "The error has no remedy.");
        return error;
    }

    /// <summary>The same, where nothing may have been changed.</summary>
    protected ErrorRecord RefusedUntouched(string script, string errorId, ErrorCategory category)
    {
        Director.ClearLog();
        ErrorRecord error = Fails(script, errorId, category);
        Assert.Empty(Director.Writes);
        return error;
    }

    /// <summary>The services and their servers as lossless lines.</summary>
    protected IReadOnlyList<string> Rules(string session = "") => [.. Run($"Get-LvsService {session} | ConvertTo-LvsRule").Texts];
}
