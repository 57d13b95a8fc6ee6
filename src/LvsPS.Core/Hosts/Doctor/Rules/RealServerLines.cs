using System.Globalization;

namespace LvsPS;

/// <summary>How a real server is set up, as a line of cmdlets.</summary>
internal static class RealServerLines
{
    /// <summary>The line that makes a host serve an address.</summary>
    /// <param name="served">The address and how it is served.</param>
    /// <returns>Enable-LvsRealServerHost with its parameters.</returns>
    public static string Enable(ServedAddress served)
    {
        string tunnel = !served.IsTunnel ? "DirectRouting"
            : served.Type is LvsTunnelType type
                ? string.Create(CultureInfo.InvariantCulture, $"Tunnel -TunnelType {type}{(served.Port > 0 ? $" -Port {served.Port}" : string.Empty)}")
            : "Tunnel";
        return $"Enable-LvsRealServerHost {served.Address} -Mode {tunnel}";
    }
}
