namespace LvsPS.Binding;

/// <summary>Port numbers that something is looked up by.</summary>
internal static class Ports
{
    /// <summary>Refuses what no port is, which would only find nothing.</summary>
    /// <exception cref="LvsInputException">One is not from 0 to 65535.</exception>
    public static void Check(IEnumerable<int> ports)
    {
        foreach (int port in ports.Where(p => p is < 0 or > ushort.MaxValue))
        {
            throw new LvsInputException(LvsErrorId.InvalidEndpoint, $"{port} is no port.", port, "Give a port from 0 to 65535.");
        }
    }
}
