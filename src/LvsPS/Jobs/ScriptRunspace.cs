using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace LvsPS.Jobs;

/// <summary>
/// A runspace of scripts of one text. It knows what it had when it was new, so that it can be told whether a script left anything behind;
/// the engine's own way back, ResetRunspaceState, leaves functions, aliases and drives, and takes longer than most scripts.
/// </summary>
internal sealed class ScriptRunspace : IDisposable
{
    // What the engine itself sets while a script runs.
    private static readonly HashSet<string> s_engineVariables = new(StringComparer.OrdinalIgnoreCase)
    {
        "?", "^", "$", "_", "args", "Error", "ExecutionContext", "input", "MyInvocation", "PSBoundParameters", "PSItem", "PWD", "StackTrace", "this",
    };

    // Made once: to make it takes a third of what it takes to open a runspace.
    private static readonly Lazy<InitialSessionState> s_state = new(State);

    private readonly Dictionary<string, (object? Value, int Count)> _variables;
    private readonly Dictionary<string, string> _commands;
    private readonly int _drives;
    private readonly string _location;

    private ScriptRunspace(string text, Runspace runspace)
    {
        Text = text;
        Runspace = runspace;
        _variables = Variables().Where(v => !s_engineVariables.Contains(v.Name)).ToDictionary(v => v.Name, v => ((object?)v.Value, CountOf(v.Value)), StringComparer.OrdinalIgnoreCase);
        _commands = Commands().ToDictionary(c => c.Name, c => c.Definition, StringComparer.OrdinalIgnoreCase);
        _drives = runspace.SessionStateProxy.Drive.GetAll().Count;
        _location = runspace.SessionStateProxy.Path.CurrentLocation.Path;
    }

    /// <summary>The text whose runs alone it is for: what can be left in modules, or in the engine's tables of types, no other finds.</summary>
    public string Text { get; }

    /// <summary>The runspace.</summary>
    public Runspace Runspace { get; }

    /// <summary>When it was used last, as <see cref="Environment.TickCount64"/>.</summary>
    public long Used { get; set; }

    /// <summary>Opens one. It takes a while, most of it of the processor.</summary>
    /// <param name="text">The text of its scripts.</param>
    /// <returns>The runspace.</returns>
    public static ScriptRunspace Open(string text)
    {
        Runspace runspace;
        lock (s_state)
        {
            // A copy is made of the state, which is not promised to bear two at once.
            runspace = RunspaceFactory.CreateRunspace(s_state.Value);
        }

        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        return new ScriptRunspace(text, runspace);
    }

    /// <summary>Takes away what the last script left.</summary>
    /// <returns>Whether it is as it was when it was new; otherwise it must not be used again.</returns>
    public bool TryRenew()
    {
        try
        {
            return Runspace.RunspaceStateInfo.State == RunspaceState.Opened
                && Runspace.Events.Subscribers.Count == 0
                && Runspace.SessionStateProxy.Drive.GetAll().Count == _drives
                && HasItsCommands()
                && RenewVariables()
                && RenewLocation();
        }
        catch (Exception e) when (e is RuntimeException or InvalidOperationException)
        {
            // Constants, for one, cannot be taken away.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Runspace.Dispose();

    private static InitialSessionState State()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Path.Combine(Path.GetDirectoryName(typeof(ScriptRunspace).Assembly.Location)!, "LvsPS.psd1")]);
        return state;
    }

    private static int CountOf(object? value) => value is ICollection many and not Array ? many.Count : 0;

    private IEnumerable<PSVariable> Variables() => Items("variable:*").OfType<PSVariable>();

    /// <summary>Functions and aliases that belong to no module. Those of modules come and go by themselves, when their commands are used first.</summary>
    private IEnumerable<(string Name, string Definition)> Commands() =>
        Items("function:*").Concat(Items("alias:*")).OfType<CommandInfo>().Where(c => string.IsNullOrEmpty(c.ModuleName)).Select(c => ($"{c.CommandType} {c.Name}", c.Definition));

    private IEnumerable<object> Items(string path) => Runspace.SessionStateProxy.InvokeProvider.Item.Get(path).Select(i => i.BaseObject);

    private bool HasItsCommands()
    {
        int found = 0;
        foreach ((string name, string definition) in Commands())
        {
            if (!_commands.TryGetValue(name, out string? known) || known != definition)
            {
                return false;
            }

            found++;
        }

        return found == _commands.Count;
    }

    private bool RenewVariables()
    {
        PSVariableIntrinsics variables = Runspace.SessionStateProxy.PSVariable;
        int found = 0;
        foreach (PSVariable variable in Variables().ToList())
        {
            if (s_engineVariables.Contains(variable.Name))
            {
                continue;
            }

            if (!_variables.TryGetValue(variable.Name, out (object? Value, int Count) known))
            {
                variables.Remove(variable);
                continue;
            }

            found++;
            if (!Equals(variable.Value, known.Value))
            {
                variables.Set(variable.Name, known.Value);
            }

            if (CountOf(known.Value) != known.Count)
            {
                return false;
            }
        }

        variables.Set("_", null);
        (variables.GetValue("Error") as ArrayList)?.Clear();
        return found == _variables.Count;
    }

    private bool RenewLocation()
    {
        PathIntrinsics path = Runspace.SessionStateProxy.Path;
        if (path.CurrentLocation.Path != _location)
        {
            _ = path.SetLocation(_location);
        }

        return true;
    }
}
