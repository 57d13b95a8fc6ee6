using Xunit;

namespace LvsPS.Module.Tests.Help;

/// <summary>A test that needs a real pwsh, skipped where none is on the path.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PwshTheoryAttribute : TheoryAttribute
{
    public PwshTheoryAttribute() => Skip = Pwsh.Path is null ? "there is no pwsh on the path" : null;
}
