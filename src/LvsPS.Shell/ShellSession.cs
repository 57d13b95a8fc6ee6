using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using LvsPS.Shell.Hosting;
using LvsPS.Shell.Missing;
using LvsPS.Shell.Running;

namespace LvsPS.Shell;

/// <summary>One run of the shell: a runspace with the module imported, and what the command line asks for done in it.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly ShellOptions _options;
    private readonly LineInput _input = new();
    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private readonly PipelineRunner _runner;
    private readonly Interruption _interruption;
    private PromptLoop? _nestedPrompt;

    internal ShellSession(ShellOptions options)
    {
        _options = options;

        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = new EnglishCulture();
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture;
        if (Console.IsOutputRedirected)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        var ui = new ShellUserInterface(_input, mayAsk: !options.NonInteractive);
        _host = new ShellHost(ui, EnterNestedPrompt, LeaveNestedPrompt);
        _runspace = RunspaceFactory.CreateRunspace(_host, ShellState.Create());
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
        MissingCommands.Install();
        _runner = new PipelineRunner(_runspace, ui);
        _interruption = new Interruption(_input, _runner.Stop);
    }

    /// <summary>Does what the command line asks for and returns the exit code.</summary>
    internal int Run()
    {
        try
        {
            ImportModule();
            var code = _options.Mode switch
            {
                ShellMode.File => RunFile(),
                ShellMode.Command => RunCommand(),
                _ => RunPrompt(),
            };
            return _host.ExitCode ?? _interruption.ExitCode ?? code;
        }
        catch (ShellUsageException e)
        {
            _host.UI.WriteErrorLine(e.Message);
            return Program.UsageError;
        }
    }

    public void Dispose()
    {
        _interruption.Dispose();
        _runspace.Dispose();
    }

    private void ImportModule()
    {
        if (_options.NoModule)
        {
            return;
        }

        if (ModuleLocator.Find(_options.ModulePath) is not { } manifest)
        {
            _host.UI.WriteWarningLine("The module LvsPS is not built yet, so its cmdlets are missing here. `./build.ps1 Build` builds it.");
            return;
        }

        if (ModuleLocator.ModulesFolder(manifest) is { } folder)
        {
            var path = Environment.GetEnvironmentVariable("PSModulePath");
            Environment.SetEnvironmentVariable("PSModulePath", string.IsNullOrEmpty(path) ? folder : folder + Path.PathSeparator + path);
        }

        var import = new Command("Import-Module");
        import.Parameters.Add("Name", manifest);
        _runner.Run(import);
    }

    private int RunFile()
    {
        var path = Path.GetFullPath(_options.ScriptPath);
        if (!File.Exists(path))
        {
            throw new ShellUsageException($"There is no script '{_options.ScriptPath}'. The first argument is the path of a script; -Command runs a text.");
        }

        // As in pwsh, a file of another name is run as text, without a name or a place of its own; its arguments are $args.
        var input = StandardInput.For(Parser.ParseFile(path, out _, out _));
        var isScript = Path.GetExtension(path).Equals(".ps1", StringComparison.OrdinalIgnoreCase);
        var text = isScript ? ScriptInvocation.Statement(path, _options.ScriptArguments, input is not null) : File.ReadAllText(path);
        var command = new Command(text, isScript: true, useLocalScope: false);
        foreach (var argument in isScript ? [] : _options.ScriptArguments)
        {
            command.Parameters.Add(null, argument);
        }

        if (!_runner.Run(command, input))
        {
            return 1;
        }

        // `exit N` in a script file sets these two; after errors that did not end the script, $? is still true.
        return _runner.LastStatementSucceeded() ? 0 : _runspace.SessionStateProxy.GetVariable("global:LASTEXITCODE") as int? ?? 1;
    }

    private int RunCommand()
    {
        var command = new Command(_options.CommandText, isScript: true, useLocalScope: false);
        var input = StandardInput.For(Parser.ParseInput(_options.CommandText, out _, out _));
        return _runner.Run(command, input) && _runner.LastStatementSucceeded() ? 0 : 1;
    }

    private int RunPrompt()
    {
        if (!Console.IsInputRedirected && !_options.NoLogo)
        {
            _host.UI.WriteLine($"{ShellVersion.Text}. `exit` leaves, `Get-Command -Module LvsPS` lists the cmdlets.");
            _host.UI.WriteLine("Arrow keys have no history and Tab completes nothing here; pwsh has both.");
        }

        var loop = new PromptLoop(_runner, _host, _input, _interruption, () => $"LVS {_runspace.SessionStateProxy.Path.CurrentLocation.Path}> ");
        loop.Run();
        return Console.IsInputRedirected && !loop.LastSucceeded ? 1 : 0;
    }

    /// <summary>A prompt inside a command that waits, as "Suspend" at a confirmation opens it; <c>exit</c> goes back.</summary>
    private void EnterNestedPrompt()
    {
        var outer = _nestedPrompt;
        _nestedPrompt = new PromptLoop(_runner, _host, _input, _interruption, () => "LVS>> ");
        try
        {
            _nestedPrompt.Run();
        }
        finally
        {
            _nestedPrompt = outer;
        }
    }

    private bool LeaveNestedPrompt()
    {
        _nestedPrompt?.Leave();
        return _nestedPrompt is not null;
    }
}
