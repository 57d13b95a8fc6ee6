namespace LvsPS;

/// <summary>A simulated session's machine: no program runs on it but those that a test puts there.</summary>
internal sealed class SimulatedMachine : IHostMachine
{
    /// <summary>The programs.</summary>
    public List<HostProcess> Running { get; } = [];

    public IReadOnlyList<HostProcess> Processes(IReadOnlyCollection<string> names) => [.. Running.Where(p => names.Contains(p.Name))];

    public bool JoinsPackets(string link) => false;

    public string? ReadText(string path) => null;
}
