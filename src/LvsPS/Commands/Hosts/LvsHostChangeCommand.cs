namespace LvsPS.Commands;

/// <summary>What the cmdlets share that change a host in several steps.</summary>
public abstract class LvsHostChangeCommand : LvsSessionCommand
{
    /// <summary>Asks -WhatIf and -Confirm for each step. The steps are one whole: where one is refused, none is done.</summary>
    /// <param name="steps">The steps.</param>
    /// <returns>Whether all may be done.</returns>
    private protected bool MayDo(IReadOnlyList<HostStep> steps)
    {
        bool may = true;
        foreach (HostStep step in steps)
        {
            may &= ShouldProcess($"{step.Sentence}.", $"{step.Sentence}?", "LvsPS");
            if (!may && !IsWhatIf)
            {
                return false;
            }
        }

        return may;
    }
}
