using System.Management.Automation.Runspaces;

namespace LvsPS.Shell;

/// <summary>What a runspace of this shell starts with.</summary>
internal static class ShellState
{
    internal static InitialSessionState Create()
    {
        var state = InitialSessionState.CreateDefault2();

        // The engine's own function pages through Out-String, which it does not have.
        state.Commands.Remove("help", typeof(SessionStateFunctionEntry));
        state.Commands.Add(new SessionStateFunctionEntry("help", "Get-Help @args"));
        return state;
    }
}
