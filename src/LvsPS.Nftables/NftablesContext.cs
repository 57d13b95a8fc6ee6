using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LvsPS.Nftables;

/// <summary>
/// A context of libnftables (libnftables(3), libnftables-json(5)), which speaks to the nf_tables of the network namespace that the
/// thread is in which makes it.
/// </summary>
public sealed class NftablesContext : IDisposable
{
    // <nftables/libnftables.h>. Numbers, so that names of /etc/iproute2/rt_marks and the like never stand in for them.
    private const uint Json = 1 << 4;
    private const uint NumericAll = (1 << 7) | (1 << 8) | (1 << 9) | (1 << 10);

    private const string ThreadStatus = "/proc/thread-self/status";
    private const string EffectiveSet = "CapEff:";

    // CAP_NET_ADMIN of capabilities(7).
    private const int NetworkAdministration = 12;

    private const int AddressFamilyNetlink = 16;
    private const int SocketRawCloseOnExec = 3 | 0x80000;
    private const int NetlinkNetfilter = 12;

    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int NotSupported = 95;
    private const int FamilyNotSupported = 97;

    private readonly NftablesHandle _handle;

    /// <summary>Opens a context.</summary>
    /// <param name="json">Whether commands and answers are JSON, else the language of nft(8).</param>
    /// <exception cref="NftablesException">There is no library, or no nf_tables.</exception>
    public NftablesContext(bool json)
    {
        RequireCapability();
        RequireSocket();
        try
        {
            _handle = NativeMethods.NewContext(0);
            if (_handle.IsInvalid || NativeMethods.BufferOutput(_handle) != 0 || NativeMethods.BufferError(_handle) != 0)
            {
                throw new NftablesException(NftablesFailure.NoLibrary, "libnftables could not be set up.");
            }

            NativeMethods.SetOutputFlags(_handle, json ? Json | NumericAll : NumericAll);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new NftablesException(NftablesFailure.NoLibrary, e.Message, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    /// <summary>Runs commands as one transaction.</summary>
    /// <param name="commands">The commands.</param>
    /// <returns>The answer; empty where there is none.</returns>
    /// <exception cref="NftablesException">They were refused, and nothing was done.</exception>
    public string Run(string commands)
    {
        int result = NativeMethods.Run(_handle, commands);
        string output = Text(NativeMethods.OutputBuffer(_handle));
        string error = Text(NativeMethods.ErrorBuffer(_handle)).Trim();
        return result == 0 ? output : throw new NftablesException(KindOf(error), FirstLineOf(error));
    }

    /// <summary>Without it, libnftables would complain on the process's own stderr, past its buffers.</summary>
    private static void RequireCapability()
    {
        // proc(5): "CapEff:" and sixteen hexadecimal digits.
        string? line = File.Exists(ThreadStatus) ? File.ReadLines(ThreadStatus).FirstOrDefault(l => l.StartsWith(EffectiveSet, StringComparison.Ordinal)) : null;
        if (line is not null
            && ulong.TryParse(line.AsSpan(EffectiveSet.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong set)
            && (set & (1UL << NetworkAdministration)) == 0)
        {
            throw new NftablesException(NftablesFailure.NotPermitted, MeaningOf(NotPermitted));
        }
    }

    /// <summary>Without such a socket, libnftables would end the whole process.</summary>
    private static void RequireSocket()
    {
        int descriptor = NativeMethods.Socket(AddressFamilyNetlink, SocketRawCloseOnExec, NetlinkNetfilter);
        if (descriptor < 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            throw new NftablesException(errno == NotPermitted ? NftablesFailure.NotPermitted : NftablesFailure.NoSocket, MeaningOf(errno));
        }

        _ = NativeMethods.Close(descriptor);
    }

    private static string Text(nint buffer) => Marshal.PtrToStringUTF8(buffer) ?? string.Empty;

    /// <summary>What is said of the commands themselves, without the lines that repeat them.</summary>
    private static string FirstLineOf(string error)
    {
        string line = error.Split('\n').FirstOrDefault(l => l.Contains("Error:", StringComparison.Ordinal)) ?? error.Split('\n')[0];
        int start = line.IndexOf("Error:", StringComparison.Ordinal);
        return start < 0 ? line : line[(start + "Error:".Length)..].Trim();
    }

    /// <summary>The library tells its errors in words only; the C library has written the last of them.</summary>
    private static NftablesFailure KindOf(string error) =>
        Says(error, NotPermitted) ? NftablesFailure.NotPermitted
        : Says(error, NotSupported) || Says(error, FamilyNotSupported) ? NftablesFailure.NotSupported
        : Says(error, NoEntry) ? NftablesFailure.NotFound
        : NftablesFailure.Refused;

    private static bool Says(string error, int errno) => error.Contains(MeaningOf(errno), StringComparison.Ordinal);

    private static string MeaningOf(int errno) => new Win32Exception(errno).Message;
}
