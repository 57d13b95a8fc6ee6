using System.Collections;

namespace LvsPS.Binding;

/// <summary>The states of connections, in the kernel's words.</summary>
internal sealed class ConnectionStateCompleter : LvsCompleter
{
    private static readonly (string Word, string Tip)[] s_states =
    [
        ("ESTABLISHED", "data flows"), ("SYN_RECV", "the client's first packet was passed on"), ("SYN_SENT", "the server's first packet was seen"),
        ("FIN_WAIT", "one side has ended it"), ("TIME_WAIT", "both sides have ended it"), ("CLOSE", "it was reset"),
        ("CLOSE_WAIT", "the client has ended it"), ("LAST_ACK", "the last answer is awaited"), ("LISTEN", "none yet"), ("SYNACK", "none yet"),
        ("UDP", "a UDP flow, which has no state"), ("NONE", "none yet, or an unused template"), ("ASSURED", "a template that a connection confirmed"),
    ];

    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) => s_states;
}
