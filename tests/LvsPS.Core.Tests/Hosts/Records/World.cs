namespace LvsPS.Core.Tests.Hosts.Records;

/// <summary>A host of a few things with states, and the file of its record; either may stop working at any write.</summary>
internal sealed class World
{
    private readonly Dictionary<string, string?> _states;
    private string? _file;

    public World(IReadOnlyDictionary<string, string?> states) => _states = new(states);

    /// <summary>How many writes still succeed.</summary>
    public int WritesLeft { get; set; } = int.MaxValue;

    /// <summary>Whether the process ends when no write is left, so that it undoes nothing; else one write fails.</summary>
    public bool Crashes { get; set; }

    public IReadOnlyDictionary<string, string?> States => _states;

    public string? File => _file;

    /// <summary>The record as a process that was just started reads it.</summary>
    public HostRecord Record() => new(HostRecordText.Read(_file, "test"), (_, name) => new Cell(this, name), claims => Write(() => _file = HostRecordText.Write(claims)));

    public IHostCell CellOf(string name) => new Cell(this, name);

    /// <summary>What somebody else does.</summary>
    public void Meanwhile(string name, string? state) => _states[name] = state;

    public void Claim(string claimant, params (string Name, string State)[] wishes)
    {
        HostRecord record = Record();
        _ = HostTransaction.Run(t =>
        {
            record.Claim(t, claimant, [.. wishes.Select(w => new HostWish(CellOf(w.Name), w.State))]);
            return true;
        });
    }

    public IReadOnlyList<string> Release(string claimant)
    {
        HostRecord record = Record();
        return HostTransaction.Run(t => record.Release(t, claimant));
    }

    private void Write(Action action)
    {
        if (WritesLeft == 0)
        {
            WritesLeft = Crashes ? 0 : int.MaxValue;
            throw new LvsException(LvsErrorId.KernelRejected, "It was refused.", "test", "None.");
        }

        WritesLeft--;
        action();
    }

    private sealed class Cell(World world, string name) : IHostCell
    {
        public HostCellKind Kind => name == "device" ? HostCellKind.Device : HostCellKind.Setting;

        public string Name => name;

        public string Title => name;

        public string? Read() => world._states[name];

        public void Write(string? state) => world.Write(() => world._states[name] = state);

        public HostStep Step(string? from, string? to) => new($"Set {name} from '{from}' to '{to}'", $"{name}={to}");
    }
}
