using System.Collections;
using System.Globalization;
using LvsPS.Commands;
using LvsPS.Jobs;

namespace LvsPS.Binding;

/// <summary>Nothing, where no word could be offered: without it, PowerShell offers the names of files.</summary>
internal sealed class NothingCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) => [];
}

/// <summary>The names of the monitors that run.</summary>
internal sealed class HealthJobCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) => HealthJobs.Running.Select(j => (j.Name, $"{j.Name} at {j.Location}"));
}

/// <summary>The sessions by their names, or, where these are not unique, by their numbers.</summary>
internal sealed class SessionCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound)
    {
        List<LvsSession> all = [.. SessionTable.All];
        return all.Select(s => (
            all.Count(o => string.Equals(o.Name, s.Name, StringComparison.OrdinalIgnoreCase)) == 1 ? s.Name : s.Id.ToString(CultureInfo.InvariantCulture),
            $"{s.Name} ({s.Kind})"));
    }
}

/// <summary>The ports of the real servers of the service that was named; of those at the address, where one was.</summary>
internal sealed class PortCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) => ServiceOf(bound) is not LvsServiceId service ? [] :
        Client(bound).ReadRealServers(service)
            .Where(s => Text(bound, "Address") is not string address || s.Address.ToString() == address)
            .GroupBy(s => s.Port).OrderBy(g => g.Key)
            .Select(g => (g.Key.ToString(CultureInfo.InvariantCulture), string.Join(", ", g)));
}
