namespace LvsPS;

/// <summary>One thing on a host that has a state: a setting its value, a device or an address whether it is there.</summary>
internal interface IHostCell
{
    /// <summary>What it is.</summary>
    HostCellKind Kind { get; }

    /// <summary>Its name among its kind, from which <see cref="HostCells"/> finds it again.</summary>
    string Name { get; }

    /// <summary>What it is, for people.</summary>
    string Title { get; }

    /// <summary>Reads its state.</summary>
    /// <returns>The state; null where it is not there.</returns>
    string? Read();

    /// <summary>Gives it a state.</summary>
    /// <param name="state">The state; null removes it.</param>
    /// <exception cref="LvsException">It cannot have it.</exception>
    void Write(string? state);

    /// <summary>Says what giving it a state does.</summary>
    /// <param name="from">The state that it has.</param>
    /// <param name="to">The state that it gets.</param>
    /// <returns>The step.</returns>
    HostStep Step(string? from, string? to);
}

/// <summary>A thing and the state that it is to have.</summary>
/// <param name="Cell">The thing.</param>
/// <param name="State">The state.</param>
internal sealed record HostWish(IHostCell Cell, string State);

/// <summary>One step of a change to a host.</summary>
/// <param name="Sentence">What it does, without the full stop.</param>
/// <param name="Line">The line of <c>ip</c> or <c>sysctl</c> that does the same.</param>
internal sealed record HostStep(string Sentence, string Line);
