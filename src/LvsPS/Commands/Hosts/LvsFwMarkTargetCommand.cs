using System.Management.Automation;
using System.Net.Sockets;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>What the cmdlets that name marks share.</summary>
public abstract class LvsFwMarkTargetCommand : LvsSessionCommand
{
    /// <summary>A mark of Get-LvsFwMark: without -Session it is sought where it was read.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsFwMark? InputObject { get; set; }

    /// <summary>The session of the marks.</summary>
    private protected LvsSession MarkSession => Session ?? InputObject?.Origin.Session ?? CurrentSession;

    /// <summary>Refuses 0, which every unmarked packet has.</summary>
    /// <param name="mark">The mark.</param>
    /// <returns>The mark.</returns>
    /// <exception cref="LvsInputException">It is 0.</exception>
    private protected static uint Checked(uint mark) => ServiceIds.ForMark(mark, ipv6: false).FwMark!.Value;

    /// <summary>The error for a mark that was named exactly and is not there.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="family">The family that it was sought in; null for both.</param>
    /// <returns>The error.</returns>
    private protected static LvsException NotFound(uint mark, AddressFamily? family) => new(
        LvsErrorId.FwMarkNotFound,
        $"No {(family is null ? string.Empty : family == AddressFamily.InterNetworkV6 ? "IPv6 " : "IPv4 ")}packets get the mark {mark} from LvsPS.",
        mark,
        "Get-LvsFwMark lists the marks; Set-LvsFwMark makes one.");
}
